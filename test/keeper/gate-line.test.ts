/** The scan gate's questions in company: each is answered as if it were asked alone, and nobody waits for ever. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GateLine, type GateQuestion, type Written, writtenOf } from '../../src/keeper/gate-line.ts';
import { packAnswers, packQuestions, unpackAnswers, unpackQuestions } from '../../src/keeper/gate-message.ts';
import { type Actor, SYSTEM } from '../../src/keeper/protocol.ts';
import { DEPOT, House, NURSE, VIAL } from './house.ts';

const NOBODY: Actor = { username: 'xe', name: 'Xe', roles: [], site: 'tinh' };
const AT_XA: Actor = { ...NURSE, username: 'y.ta.xa', site: 'xa' };

test('many questions are answered as each alone, refusals and unreadable codes among them', async () => {
  const house = await House.open();
  await house.live('do-1', 0, 10, 5);
  const questions: GateQuestion[] = [NURSE, DEPOT, NOBODY, AT_XA, SYSTEM].flatMap((actor) =>
    [VIAL, '', 'gì đó', '08930000000002/KHONG-CO'].flatMap((barcode) =>
      ['tinh', 'xa', 'khong-co'].map((site) => ({ actor, barcode, site })),
    ),
  );
  const alone: Written[] = [];
  for (const { actor, barcode, site } of questions)
    alone.push(writtenOf(await house.keeper.ask(actor, { type: 'eligibility', barcode, site })));
  expect(await house.keeper.verdicts(questions)).toEqual(alone);
  expect(new Set(alone.map((answer) => (answer.ok ? 'told' : answer.refusal.code)))).toEqual(
    new Set(['told', 'FORBIDDEN_ROLE', 'FORBIDDEN_PLACE']),
  );
});

test('what was committed before a question is in its answer, and not in that of an earlier one', async () => {
  const house = await House.open();
  await house.live('do-1', 0, 10, 5);
  const question = { actor: NURSE, barcode: VIAL, site: 'tinh' };
  const before = house.keeper.verdicts([question, question]);
  await house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-1', reason: 'nắp lọ nứt' });
  const after = house.keeper.verdicts([question]);
  const verdictOf = (answer: Written | undefined) =>
    answer?.ok === true ? (JSON.parse(answer.text) as { verdict: string }).verdict : answer;
  expect((await before).map(verdictOf)).toEqual(['allowed', 'allowed']);
  expect((await after).map(verdictOf)).toEqual(['blocked']);
});

test('everybody gets the answer to the own question, however many ask at once and in which order messages come back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      async (turns, draws) => {
        const messages: { id: number; questions: readonly GateQuestion[] }[] = [];
        let number = 0;
        const line = new GateLine((questions) => {
          messages.push({ id: ++number, questions });
          return number;
        });
        const asked: Promise<Written>[] = [];
        for (const many of turns) {
          for (let i = 0; i < many; i++)
            asked.push(line.ask({ actor: NURSE, barcode: String(asked.length), site: 'tinh' }));
          await new Promise(setImmediate);
        }
        // Two are under way at most; each that comes back lets the next one go.
        let longest = 0;
        for (let sent = 0; messages.length > 0; longest = Math.max(longest, sent)) {
          sent = messages.length;
          const [next] = messages.splice((draws.next().value ?? 0) % messages.length, 1);
          expect(next?.questions.length).toBeLessThanOrEqual(64);
          const answers = next?.questions.map(({ barcode }) => ({ ok: true as const, text: barcode })) ?? [];
          line.hear(next?.id ?? -1, answers);
        }
        expect(longest).toBeLessThanOrEqual(2);
        expect(await Promise.all(asked)).toEqual(asked.map((_, i) => ({ ok: true, text: String(i) })));
      },
    ),
    { numRuns: 30 },
  );
});

test('when the keeper fails, whoever waits is told, sent or not', async () => {
  const line = new GateLine(() => 1);
  const question = { actor: NURSE, barcode: VIAL, site: 'tinh' };
  const sent = line.ask(question);
  await new Promise(setImmediate);
  const unsent = line.ask(question);
  const refusal: Written = { ok: false, refusal: { code: 'SERVICE_DEGRADED', message: 'gone' } };
  line.refuse(refusal);
  expect(await Promise.all([sent, unsent])).toEqual([refusal, refusal]);
  // What comes late is nobody's.
  line.hear(1, [{ ok: true, text: '{}' }]);
});

test('questions and answers arrive in the other thread as they were sent, and each who asks travels once', () => {
  const actors = fc.constantFrom(NURSE, DEPOT, NOBODY, AT_XA, SYSTEM);
  const question = fc.record({ actor: actors, barcode: fc.string({ unit: 'binary' }), site: fc.string() });
  const refusal = fc.record({ code: fc.string(), message: fc.string() });
  const answer = fc.oneof(
    fc.record({ ok: fc.constant<true>(true), text: fc.string() }),
    fc.record({ ok: fc.constant<false>(false), refusal }),
  );
  fc.assert(
    fc.property(fc.array(question), fc.array(answer), (questions, answers) => {
      const packed = packQuestions(questions);
      expect(packed.actors).toEqual([...new Set(questions.map(({ actor }) => actor))]);
      expect(unpackQuestions(structuredClone(packed))).toEqual(questions);
      expect(unpackAnswers(structuredClone(packAnswers(answers)))).toEqual(answers);
    }),
    { numRuns: 30 },
  );
});
