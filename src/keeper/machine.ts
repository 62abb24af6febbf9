/** The machine that the service runs on: how full its disk is, and how much time passed. */
import { statfsSync } from 'node:fs';
import type { Machine } from './look-service.ts';

export const machineOf = (directory: string): Machine => ({
  disk() {
    try {
      const { blocks, bfree, bavail, bsize } = statfsSync(directory);
      // As df counts: what only root may still write is not there for the service.
      const usable = blocks - bfree + bavail;
      if (usable <= 0) return null;
      return { usedPercent: ((blocks - bfree) / usable) * 100, freeBytes: bavail * bsize };
    } catch {
      return null;
    }
  },
  uptime: () => performance.now(),
});
