/** What is done before the keeper answers anybody? The store is read, and every judgement is brought up to now. */
import { watchTests } from './commands/test-alert.ts';
import type { Draft } from './draft.ts';
import type { Line } from './line.ts';
import { recover } from './recover.ts';
import { subjectsAtStart } from './resting.ts';
import type { Rooms } from './rooms.ts';

/** Answers how long the parts took, ms: `startReadingsMs` and others. */
export async function bringUp(rooms: Rooms, line: Line): Promise<Record<string, number>> {
  const { province, history, judging, intake, packing, kept, store, ledger, damage } = rooms;
  const startedIn: Record<string, number> = {};
  let since = performance.now();
  const done = (part: string) => {
    const now = performance.now();
    startedIn[`start${part}Ms`] = Math.round(now - since);
    since = now;
  };
  await damage.restore(store);
  await recover(province, history, judging, intake, packing, kept, store, line.now(), done);
  await ledger.restore(store);
  done('Ledger');
  await line.do((draft) => judgeAll(rooms, draft));
  done('Judging');
  return startedIn;
}

/** What followed from the time that passed is committed before anything else. */
async function judgeAll(rooms: Rooms, draft: Draft): Promise<void> {
  const { province, judging, ledger, custody, deadlines, silence, tileTimes, alarming, damage } = rooms;
  await ledger.begin(draft);
  const subjects = [...subjectsAtStart(province, judging, draft)];
  await damage.settle(draft, rooms.asOf(draft.now));
  custody.begin();
  watchTests(province, deadlines);
  subjects.push(...(await custody.pass(draft)));
  judging.judge(subjects, rooms.asOf(draft.now), draft);
  for (const unit of province.units.keys()) tileTimes.look(unit, draft.now);
  for (const device of province.devices.keys()) silence.look(device, draft);
  await alarming.begin(draft.now);
}
