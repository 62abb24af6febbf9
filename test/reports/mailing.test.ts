import { expect, test } from 'vitest';
import { begun, ended, isStuck, type Mailing } from '../../src/reports/mailing.ts';

const MINUTE = 60_000;
const T0 = Date.UTC(2026, 10, 22, 10);
const first = (): Mailing => {
  const go = begun(undefined, 'run-1', T0);
  if (go === null) throw new Error('not begun');
  return go.mailing;
};
const failed = (before: Mailing, now: number, final = false) =>
  ended(before, { ok: false, code: 'SMTP_451', final }, now);

test('a report goes to an address once, and never again after it was taken', () => {
  const sent = ended(first(), { ok: true }, T0 + 5);
  expect(sent).toMatchObject({ state: 'sent', tries: 1, nextAt: null });
  expect(begun(sent, 'run-1', T0 + 1e9)).toBeNull();
  expect(begun(sent, 'run-2', T0 + 1e9)).toBeNull();
  expect(failed(sent, T0 + 9)).toBe(sent);
});

test('while it is under way it is not begun again; after a stop it is, and says that it may have gone before', () => {
  expect(begun(first(), 'run-1', T0 + 1e9)).toBeNull();
  expect(begun(first(), 'run-2', T0 + 1)).toMatchObject({ again: true, mailing: { tries: 2, run: 'run-2' } });
});

test('what fails is tried again after 1, 2, 5, 15, 30, 60 and 60 minutes, and people are told from the third try', () => {
  let mailing = first();
  let now = T0;
  const waits: number[] = [];
  const told: boolean[] = [];
  for (let i = 0; i < 7; i++) {
    mailing = failed(mailing, now);
    told.push(isStuck(mailing));
    const at = mailing.nextAt ?? 0;
    waits.push((at - now) / MINUTE);
    expect(begun(mailing, 'run-1', at - 1)).toBeNull();
    const go = begun(mailing, 'run-1', at);
    expect(go?.again).toBe(false);
    mailing = go?.mailing ?? mailing;
    now = at;
  }
  expect(waits).toEqual([1, 2, 5, 15, 30, 60, 60]);
  expect(told).toEqual([false, false, true, true, true, true, true]);
  expect(isStuck(mailing)).toBe(true);
  expect(isStuck(ended(mailing, { ok: true }, now))).toBe(false);
});

test('a mailbox that refuses for good is told at once, and tried again after six hours', () => {
  const refused = failed(first(), T0, true);
  expect(isStuck(refused)).toBe(true);
  expect(refused.nextAt).toBe(T0 + 360 * MINUTE);
});
