/**
 * Takes readings back that are damaged in the store: all of a stretch or none, for what is still missing of it might have said that
 * a sensor failed or that it was too warm.
 */
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import { encodeBatch, type JournalReading } from '../../telemetry/journal.ts';
import type { ReturnedReading } from '../damage-protocol.ts';
import { type Done, type Of, type Turn, unknown } from './turn.ts';

/** Refuses `DAMAGE_UNKNOWN` and `READINGS_INCOMPLETE`. */
export async function takeBack(turn: Turn, command: Of<'history.restore'>): Promise<Decision<Done>> {
  const { draft, history, damage } = turn;
  const asked = new Set(command.chunks);
  const rows = damage.missing.filter(({ id }) => asked.has(id));
  const [first] = rows;
  const log = history.byNumber(first?.probe ?? -1);
  if (log === undefined || rows.length < asked.size || rows.some(({ probe }) => probe !== log.number))
    return unknown('DAMAGE', command.chunks.join(' '));
  const from = Math.min(...rows.map(({ firstAt }) => firstAt));
  const to = Math.max(...rows.map(({ lastAt }) => lastAt)) + 1;
  await history.load(log, from, to);
  const known = new Set(history.kept(log, from, to).map(nameOf));
  const fresh = new Map(
    command.readings
      .filter((one) => one.at >= from && one.at < to && !known.has(nameOf(one)))
      .map((one) => [nameOf(one), one]),
  );
  const wanted = rows.reduce<number | null>(
    (sum, { count }) => (sum === null || count === null ? null : sum + count),
    0,
  );
  if (!command.isSame && fresh.size !== wanted)
    return refuse(
      'READINGS_INCOMPLETE',
      `Cannot take back ${log.key} from ${new Date(from).toISOString()}: ${fresh.size} readings found, ${wanted ?? 'an unknown number'} wanted`,
      { found: fresh.size, wanted },
    );
  draft.begun = true;
  const journal: JournalReading[] = [];
  for (const { at, milli, receivedAt, extras } of fresh.values()) {
    const kept = history.add(log, { at, milli, receivedAt: receivedAt ?? draft.now, extras });
    if (kept !== null) journal.push({ probe: log.number, ...kept });
  }
  if (journal.length > 0) draft.journal = encodeBatch(journal, []);
  damage.restored(
    log,
    rows.map(({ id }) => id),
    draft,
  );
  const subjects = await damage.reread(log, { from, to }, draft);
  return accept({ value: () => ({ readings: journal.length }), subjects });
}

const nameOf = ({ at, milli }: Pick<ReturnedReading, 'at' | 'milli'>): string => `${at} ${milli}`;
