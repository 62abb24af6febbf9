/** The brokers of others as part of the service. What they need is loaded where there are any. */
import { dirname } from 'node:path';
import { SYSTEM } from '../keeper/protocol.ts';
import type { Bridges, BridgesParts } from './bridges.ts';
import type { BridgeSettings } from './settings.ts';

/** `file` null: none. Throws an Error for people when the file cannot be used. */
export async function connectionsIn(
  file: string | null,
  env: NodeJS.ProcessEnv,
): Promise<readonly BridgeSettings[]> {
  if (file === null) return [];
  const { readBridges } = await import('./settings.ts');
  return readBridges(file, env);
}

type OpenParts = Omit<BridgesParts, 'folder'> & {
  readonly file: string | null;
  /** Is there a device of this id? Its readings would be taken from whoever bears its name. */
  knows(device: string): boolean;
};

/** Throws an Error for people when they cannot be used. */
export async function openBridges({
  file,
  knows,
  ...parts
}: OpenParts): Promise<Pick<Bridges, 'start' | 'close' | 'health' | 'metrics'>> {
  if (file === null) return none(parts);
  const taken = parts.connections.find(({ name }) => knows(name));
  if (taken !== undefined)
    throw new Error(
      `Cannot use these bridges (GIULANH_BRIDGES): ${file}: ${taken.name}: a device has this name`,
    );
  const { Bridges } = await import('./bridges.ts');
  return new Bridges({ ...parts, folder: dirname(file) });
}

const none = ({ keeper }: Pick<BridgesParts, 'keeper'>) => ({
  // What was told of one that is read no more is over.
  start: () => void keeper.execute(SYSTEM, { type: 'bridges.report', down: [] }),
  close: () => Promise.resolve(),
  health: () => ({}),
  metrics: () => [],
});
