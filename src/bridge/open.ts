/** The brokers of others as part of the service. Their library is loaded where there are any. */
import { SYSTEM } from '../keeper/protocol.ts';
import type { Bridges, BridgesParts } from './bridges.ts';

type OpenParts = Omit<BridgesParts, 'file'> & {
  /** Null: none. */
  readonly file: string | null;
};

/** Throws an Error for people when the file cannot be used. */
export async function openBridges({
  file,
  ...parts
}: OpenParts): Promise<Pick<Bridges, 'start' | 'close' | 'health' | 'metrics'>> {
  if (file !== null) {
    const { Bridges } = await import('./bridges.ts');
    return new Bridges({ ...parts, file });
  }
  return {
    // What was told of one that is read no more is over.
    start: () => void parts.keeper.execute(SYSTEM, { type: 'bridges.report', down: [] }),
    close: () => Promise.resolve(),
    health: () => ({}),
    metrics: () => [],
  };
}
