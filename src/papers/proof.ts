/** The foot of a paper: how each side stands behind it, and the way to its proof. */
import type { Content } from 'pdfmake/interfaces.js';
import { INK_WIDTH, strokesOf } from '../custody/ink.ts';
import { instant } from '../wording/format.ts';
import { PAPER_WORDS as W } from '../wording/papers.ts';
import type { Words } from '../wording/words.ts';
import { twice, WIDTH } from './sheet.ts';
import { dotted, grouped, printed } from './text.ts';
import type { PaperProof, PaperSignature } from './types.ts';

/** Points: 26 mm. An address of 60 signs takes 37 modules, 0.7 mm each. */
const QR = 74;
/** Longer addresses make a code too fine to be read from paper. */
export const URL_LENGTH = 300;

/** One side: what it is called, and its signature; `waiting` is said where it has none. */
export type SigningSide = {
  readonly role: Words;
  readonly signature: PaperSignature;
  readonly waiting: Words;
  /** Room to sign by hand as well: the paper goes on file. */
  readonly ink?: boolean;
};

const unsigned = (waiting: Words): Content[] => [
  { ...twice(waiting), margin: [0, 4, 0, 0] },
  { text: W.signHere.vi, style: 'small', margin: [0, 2, 0, 30] },
  dotted(34),
];

const byHand = (): Content[] => [{ text: W.signHere.vi, style: 'small', margin: [0, 2, 0, 26] }, dotted(34)];

function signed(signature: Exclude<PaperSignature, null>, zone: string): Content[] {
  const who: Content[] = [
    { text: printed(signature.name), bold: true, fontSize: 9.5, margin: [0, 4, 0, 0] },
    signature.kind === 'receiver'
      ? `${instant(signature.at, zone)}, ${printed(signature.phone)}`
      : instant(signature.at, zone),
  ];
  switch (signature.kind) {
    case 'verified':
      return [
        ...who,
        twice(W.verified),
        { text: `${W.key.vi}: ${printed(signature.key, 64)}`, style: 'small' },
      ];
    case 'session':
      return [...who, twice(W.session)];
    case 'receiver':
      return [
        ...who,
        twice(W.oneSided),
        { text: W.receiver.vi, style: 'small' },
        ...drawn(signature.signature),
      ];
  }
}

/** Points: 28 × 11 mm, as large as somebody signs on paper. */
const INK = 80;

/** What was drawn on the giver's phone; where nothing was, a line to sign on. */
function drawn(signature: string | null): Content[] {
  const strokes = signature === null ? null : strokesOf(signature);
  if (strokes === null) return [{ text: W.signHere.vi, style: 'small', margin: [0, 0, 0, 14] }, dotted(34)];
  const scale = INK / INK_WIDTH;
  const canvas = strokes.map((stroke) => {
    const points = stroke.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
    const [first] = points;
    // A dot is a line too, however short.
    if (points.length === 1 && first !== undefined) points.push({ x: first.x + 0.4, y: first.y });
    return { type: 'polyline' as const, lineWidth: 0.9, points };
  });
  return [{ canvas, alignment: 'center', margin: [0, 2, 0, 2] }];
}

/** Signatures side by side and the code that leads to the proof, kept together on one page. */
export function foot(sides: readonly SigningSide[], proof: PaperProof, zone: string): Content {
  const width = (WIDTH - QR - 22) / sides.length;
  return {
    unbreakable: true,
    margin: [0, 6, 0, 0],
    stack: [
      {
        columns: [
          ...sides.map(({ role, signature, waiting, ink = false }) => ({
            width,
            stack: [
              twice(role, { fontSize: 9 }),
              ...(signature === null ? unsigned(waiting) : signed(signature, zone)),
              ...(ink && signature !== null ? byHand() : []),
            ],
            alignment: 'center' as const,
          })),
          {
            width: QR + 22,
            stack: [
              { qr: proof.url, fit: QR, eccLevel: 'M' as const, alignment: 'right' as const },
              { ...twice(W.scan), alignment: 'right' as const, margin: [0, 3, 0, 0] },
            ],
          },
        ],
      },
      {
        text: [
          `${W.hash.vi} `,
          { text: `(${W.hash.en}): `, style: 'english' },
          proof.hash === null ? W.noHash.vi : grouped(proof.hash),
        ],
        fontSize: 7,
        margin: [0, 6, 0, 0],
      },
      { text: printed(proof.url, URL_LENGTH), style: 'small' },
    ],
  };
}
