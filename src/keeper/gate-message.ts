/**
 * How do the scan gate's questions and answers pass between the threads? In columns of texts: an object each costs several times
 * as much to copy as what it says.
 */
import type { GateQuestion, Written } from './gate-line.ts';
import type { Actor, Refusal } from './protocol.ts';

export type PackedQuestions = {
  /** Each once, however much they ask. */
  readonly actors: readonly Actor[];
  /** Who asks, as a place in `actors`. */
  readonly by: readonly number[];
  readonly barcodes: readonly string[];
  readonly sites: readonly string[];
};
/** What was told, or why nothing is. */
export type PackedAnswers = readonly (string | Refusal)[];

export function packQuestions(questions: readonly GateQuestion[]): PackedQuestions {
  const places = new Map<Actor, number>();
  const by = questions.map(({ actor }) => {
    const place = places.get(actor) ?? places.size;
    places.set(actor, place);
    return place;
  });
  return {
    actors: [...places.keys()],
    by,
    barcodes: questions.map(({ barcode }) => barcode),
    sites: questions.map(({ site }) => site),
  };
}

export function unpackQuestions({ actors, by, barcodes, sites }: PackedQuestions): GateQuestion[] {
  return by.map((place, i) => {
    const [actor, barcode, site] = [actors[place], barcodes[i], sites[i]];
    if (actor === undefined || barcode === undefined || site === undefined)
      throw new Error(`Question ${i} of a message of ${by.length} is not whole`);
    return { actor, barcode, site };
  });
}

export const packAnswers = (answers: readonly Written[]): PackedAnswers =>
  answers.map((answer) => (answer.ok ? answer.text : answer.refusal));

export const unpackAnswers = (answers: PackedAnswers): Written[] =>
  answers.map((answer) =>
    typeof answer === 'string' ? { ok: true, text: answer } : { ok: false, refusal: answer },
  );
