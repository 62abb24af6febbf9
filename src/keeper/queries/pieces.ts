/** How is a probe's long past read so that others have their turn? Piece by piece, none of it kept at hand twice. */
import type { Kept } from '../../telemetry/tail.ts';
import type { UtcMs } from '../../thermal/types.ts';
import type { ProbeLog } from '../history.ts';
import type { InTurns, Pace } from './turns.ts';
import type { View } from './view.ts';

/**
 * Everything of [from, to), oldest first; readings of one instant come in one piece.
 * @param take is called in the turn in which the piece was read, and must not wait for anything
 */
export async function* inPieces(
  { history }: Pick<View, 'history'>,
  log: ProbeLog,
  { from, to }: { readonly from: UtcMs; readonly to: UtcMs },
  pace: Pace,
  take: (kept: readonly Kept[]) => void,
): InTurns<void> {
  for (let at = from; at < to; ) {
    const end = await history.pieceEnd(log, at, to);
    await history.load(log, at, end);
    take(history.kept(log, at, end));
    // What was fetched before would be fetched again with the next piece.
    history.forget();
    at = end;
    yield* pace.rest();
  }
}
