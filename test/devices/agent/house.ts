/** A device of the agent in a folder of its own, without a service. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentDevice, type AgentDeviceParts } from '../../../devices/agent/device.ts';
import type { Round, Sample } from '../../../devices/agent/round.ts';

export const DAY = 86_400_000;
export const MINUTE = 60_000;

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'giulanh-agent-'));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

export function openDevice(
  parts: Pick<AgentDeviceParts, 'folder' | 'time'> & Partial<AgentDeviceParts>,
): AgentDevice {
  return new AgentDevice({
    ...{ id: 'tram-1', bytesMost: 64_000_000, keepMs: 30 * DAY, battery: true },
    ...{ url: 'mqtt://127.0.0.1:1', options: {}, sources: [], watches: [], outputs: [], tell: () => {} },
    ...parts,
  });
}

export const one = (celsius: number | null, probe = '1'): Sample[] => [{ probe, celsius }];

/** Everything on the disk, oldest first. */
export function roundsOf(device: AgentDevice): Round[] {
  const reader = device.log.reader(null);
  const found: Round[] = [];
  for (let round = reader.next(); round !== null; round = reader.next()) found.push(round);
  return found;
}
