/** Writes each text file and the barcode reader a second time as gzip, so that the service need not compress on the way. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const WORTH_IT = /\.(js|css|html|svg|wasm|webmanifest)$/;

/** A step of the build that comes last. `folder`: where the build has written. */
export const precompress = (folder: string) => ({
  name: 'precompress',
  apply: 'build' as const,
  enforce: 'post' as const,
  closeBundle() {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && WORTH_IT.test(entry.name))
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
    }
  },
});
