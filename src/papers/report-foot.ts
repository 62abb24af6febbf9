/** The foot of a report and of a dossier: places to sign, and one code. */
import type { Content } from 'pdfmake/interfaces.js';
import { parseCheckpoint } from '../custody/checkpoint.ts';
import { PAPER_WORDS } from '../wording/papers.ts';
import { REPORT_WORDS as W } from '../wording/report-papers.ts';
import type { Words } from '../wording/words.ts';
import { URL_LENGTH } from './proof.ts';
import { twice, WIDTH } from './sheet.ts';
import { dotted, grouped, printed } from './text.ts';

/** Points: 42 mm. A signed checkpoint of 430 signs takes 77 modules, 0.55 mm each. */
const QR = 120;

const signing = (role: Words): Content[] => [
  twice(role, { fontSize: 9 }),
  { ...twice(W.onPaper), margin: [0, 4, 0, 0] },
  { text: PAPER_WORDS.signHere.vi, style: 'small', margin: [0, 2, 0, 34] },
  dotted(34),
];

/** The place to sign, and a code: of the checkpoint, which anybody can hold against the ledger later, or of the way to the report. */
export function reportFoot(
  code: { readonly text: string; readonly name: Words } | null,
  url: string,
): Content {
  const side = (WIDTH - QR - 30) / 2;
  const root = code === null ? undefined : parseCheckpoint(code.text)?.checkpoint.root;
  return {
    unbreakable: true,
    margin: [0, 8, 0, 0],
    columns: [
      { width: side, stack: signing(W.maker), alignment: 'center' },
      { width: side, stack: signing(W.head), alignment: 'center' },
      {
        width: QR + 30,
        stack: [
          ...(code === null
            ? [{ text: W.noCheckpoint.vi }]
            : [
                { qr: code.text, fit: QR, eccLevel: 'L' as const, alignment: 'right' as const },
                { ...twice(code.name), margin: [0, 3, 0, 0] as [number, number, number, number] },
              ]),
          ...(root === undefined ? [] : [{ text: grouped(root), style: 'small' }]),
          { text: printed(url, URL_LENGTH), style: 'small' },
        ],
        alignment: 'right',
      },
    ],
  };
}
