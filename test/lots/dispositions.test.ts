import { describe, expect, test } from 'vitest';
import { type ApprovalFacts, approve, propose } from '../../src/lots/dispositions.ts';
import type { Hold } from '../../src/lots/types.ts';
import {
  at,
  excursion,
  expectRefused,
  granted,
  HOUR,
  hold,
  parcel,
  proposal,
  TEN,
} from './parcel-fixture.ts';

const NOW = TEN + 5 * HOUR;
const words = { decision: 'release', reason: 'within budget', evidence: 'letter 12/NSX' } as const;
const lan = { hold: hold(), official: true, custodians: ['binh'] };

describe('proposing', () => {
  test('a proposal is written down and changes nothing yet', () => {
    expect(granted(propose(words, lan, at(NOW, 'lan')))).toEqual({
      ...words,
      id: 'id-1',
      hold: 'H1',
      parcel: 'P1',
      proposedBy: 'lan',
      proposedAt: NOW,
      state: 'proposed',
      approvedBy: null,
      approvedAt: null,
      covers: null,
    });
  });

  test.each(['released', 'discarded', 'withdrawn'] as const)(
    'a hold that is %s needs no decision',
    (state) => {
      expectRefused(propose(words, { ...lan, hold: hold({ state }) }, at(NOW)), 'HOLD_ENDED');
    },
  );

  test('reason and evidence are both wanted', () => {
    expectRefused(propose({ ...words, reason: ' ' }, lan, at(NOW)), 'REASON_REQUIRED');
    expectRefused(propose({ ...words, evidence: '' }, lan, at(NOW)), 'EVIDENCE_REQUIRED');
  });

  test('only an official of the place, who does not keep the parcel, proposes', () => {
    expectRefused(propose(words, { ...lan, official: false }, at(NOW)), 'DISPOSITION_NOT_OFFICIAL');
    expectRefused(propose(words, lan, at(NOW, 'binh')), 'DISPOSITION_BY_CUSTODIAN');
  });

  test('a recalled lot is discarded, never released', () => {
    const recalled = { ...lan, hold: hold({ kind: 'recall', excursion: null }) };
    expectRefused(propose(words, recalled, at(NOW)), 'LOT_RECALLED');
    expect(propose({ ...words, decision: 'discard' }, recalled, at(NOW)).ok).toBe(true);
  });
});

const facts: ApprovalFacts = {
  disposition: proposal(),
  hold: hold(),
  parcel: parcel(),
  holds: [hold()],
  excursion: excursion(),
  proposerOfficial: true,
  approverOfficial: true,
  custodians: [],
};

describe('approving', () => {
  test('a release ends its hold and covers the excursion as it stands at the approval', () => {
    const grown = excursion({ end: null, peak: 14_000 });
    const {
      disposition,
      holds,
      parcel: after,
    } = granted(approve({ ...facts, excursion: grown }, at(NOW, 'minh')));
    expect(disposition).toMatchObject({
      state: 'approved',
      proposedBy: 'lan',
      approvedBy: 'minh',
      approvedAt: NOW,
      covers: { start: TEN + HOUR, end: null, peak: 14_000, approvedAt: NOW },
    });
    expect(holds).toEqual([{ ...hold(), state: 'released', endedAt: NOW }]);
    expect(after).toEqual(parcel());
  });

  test('a release ends no other hold of the parcel', () => {
    const other = hold({ id: 'H2', excursion: 'E2' });
    const { holds } = granted(approve({ ...facts, holds: [hold(), other] }, at(NOW, 'minh')));
    expect(holds.map((one) => one.id)).toEqual(['H1']);
  });

  test('a release of what the evidence no longer shows covers nothing', () => {
    const gone = excursion({ present: false });
    for (const shown of [null, gone]) {
      expect(granted(approve({ ...facts, excursion: shown }, at(NOW, 'minh'))).disposition.covers).toBeNull();
    }
  });

  test('a discard ends the parcel and all its open holds, and leaves the ended ones as they are', () => {
    const states: Hold['state'][] = ['open', 'open', 'released', 'withdrawn'];
    const holds = states.map((state, index) => hold({ id: `H${index + 1}`, state }));
    const disposition = proposal({ decision: 'discard' });
    const done = granted(approve({ ...facts, disposition, holds }, at(NOW, 'minh')));
    expect(done.holds.map((one) => [one.id, one.state, one.endedAt])).toEqual([
      ['H1', 'discarded', NOW],
      ['H2', 'discarded', NOW],
    ]);
    expect(done.parcel.ended).toEqual({ at: NOW, kind: 'discarded' });
    expect(done.parcel.stays.at(-1)?.to).toBe(NOW);
    expect(done.disposition.covers).toBeNull();
  });

  test('a discard of what was emptied before leaves that end as it is written', () => {
    const over = parcel({ doses: 0, ended: { at: TEN + HOUR, kind: 'empty' } });
    const disposition = proposal({ decision: 'discard' });
    const done = granted(approve({ ...facts, disposition, parcel: over }, at(NOW, 'minh')));
    expect(done.parcel).toEqual(over);
    expect(done.holds).toMatchObject([{ state: 'discarded' }]);
  });

  test.each<[string, Partial<ApprovalFacts>, string, string]>([
    ['by its proposer', {}, 'lan', 'DISPOSITION_SAME_PERSON'],
    ['by someone who is no official there', { approverOfficial: false }, 'minh', 'DISPOSITION_NOT_OFFICIAL'],
    [
      'when its proposer is no official there any more',
      { proposerOfficial: false },
      'minh',
      'DISPOSITION_NOT_OFFICIAL',
    ],
    ['by the keeper of the parcel', { custodians: ['minh'] }, 'minh', 'DISPOSITION_BY_CUSTODIAN'],
    [
      'when its proposer keeps the parcel by now',
      { custodians: ['lan'] },
      'minh',
      'DISPOSITION_BY_CUSTODIAN',
    ],
    ['twice', { disposition: proposal({ state: 'approved' }) }, 'minh', 'DISPOSITION_NOT_PENDING'],
    ['after another proposal ended the hold', { hold: hold({ state: 'released' }) }, 'minh', 'HOLD_ENDED'],
    ['of a recalled lot', { hold: hold({ kind: 'recall', excursion: null }) }, 'minh', 'LOT_RECALLED'],
  ])('a proposal is not approved %s', (_name, changes, by, code) => {
    expectRefused(approve({ ...facts, ...changes }, at(NOW, by)), code);
  });

  test('a proposal about another hold is a fault of the caller', () => {
    expect(() => approve({ ...facts, hold: hold({ id: 'H9' }) }, at(NOW, 'minh'))).toThrow();
  });
});
