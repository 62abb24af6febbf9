/** The content of a receipt's note (phiếu nhập kho vắc xin): what came, in which state, where it was put, and what was refused. */
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { celsius, day, instant, whole } from '../wording/format.ts';
import { ABBREVIATIONS, PAPER_WORDS as W } from '../wording/papers.ts';
import { OUTCOME_WORDS, RECEIPT_WORDS as R } from '../wording/receipt-paper.ts';
import type { Words } from '../wording/words.ts';
import { foot } from './proof.ts';
import { field, grid, heading, section, sheet, title, WIDTH } from './sheet.ts';
import { dotted, orDotted, printed, REMARK_LENGTH } from './text.ts';
import type { PaperReceiptLine, ReceiptPaperData } from './types.ts';

const PRODUCT = 170;
const COLUMNS = [14, PRODUCT, 68, 34, 52, 30, 44, 60] as const;
const HEADS: readonly Words[] = [
  ...[W.row, W.vaccine, { vi: `${W.lot.vi}, hạn dùng`, en: `${W.lot.en}, ${W.expiry.en.toLowerCase()}` }],
  ...[W.doses, R.onArrival, W.vvm, W.freezeIndicator, R.putInto],
];

const centre = (text: string): TableCell => ({ text, alignment: 'center' });
const detail = ({ vi }: Words, value: string | null, dots: number) => `${vi}: ${orDotted(value, dots)}`;

function opening(data: ReceiptPaperData): Content {
  const half = WIDTH / 2 - 8;
  return {
    columns: [
      { width: half, stack: [field(R.store, data.site, 40), field(R.at, instant(data.at, data.zone), 24)] },
      { width: half, stack: [field(R.supplier, data.supplier, 40), field(W.document, data.document, 26)] },
    ],
    columnGap: 16,
  };
}

/** What came with it, and what is not known of it: room to write by hand. */
function productCell({ product, diluent, damage, reason }: PaperReceiptLine): TableCell {
  const solvent =
    diluent === null ? null : `${printed(diluent.lot, 40)}, ${whole(diluent.quantity, 'vi')} ${R.vials.vi}`;
  const told = [
    ...(damage === '' ? [] : [`${R.abnormal.vi}: ${printed(damage)}`]),
    ...(reason === '' ? [] : [`${R.reason.vi}: ${printed(reason)}`]),
  ];
  return {
    stack: [
      {
        text: [
          { text: `${printed(product.name)}  `, bold: true },
          { text: `GTIN\u00a0${printed(product.gtin)}`, style: 'small' },
        ],
      },
      { text: detail(W.maker, product.maker, 40), style: 'small' },
      { text: detail(W.registration, product.registration, 44), style: 'small' },
      { text: detail(W.presentation, product.presentation, 40), style: 'small' },
      { text: detail(W.diluent, solvent, 30), style: 'small' },
      ...told.map((text) => ({ text, bold: true, fontSize: 6.5 })),
    ],
  };
}

function row(line: PaperReceiptLine, index: number): TableCell[] {
  const { lot, expiry, doses, vvm, freezeIndicator, unit, outcome } = line;
  const indicator = freezeIndicator === 'ok' ? W.freezeOk.vi : W.freezeTripped.vi;
  const said = OUTCOME_WORDS[outcome];
  return [
    centre(String(index + 1)),
    productCell(line),
    {
      stack: [
        { text: printed(lot), bold: true },
        `HD\u00a0${expiry === null ? dotted(12) : printed(day(expiry))}`,
        { text: `GCN ${dotted(18)}`, style: 'small' },
      ],
    },
    { text: whole(doses, 'vi'), alignment: 'right', bold: true },
    { text: line.celsius === null ? dotted(10) : celsius(line.celsius, 'vi'), alignment: 'right' },
    centre(vvm === null ? '–' : String(vvm)),
    centre(freezeIndicator === null ? '–' : indicator),
    {
      stack: [
        ...(unit === null ? [] : [{ text: printed(unit) }]),
        ...(outcome === 'received' ? [] : [{ text: said.vi, bold: true }]),
      ],
    },
  ];
}

/** The sums by what became of the lines: only what is usable is stock. */
function sums(lines: readonly PaperReceiptLine[]): TableCell[][] {
  return (['received', 'held', 'refused'] as const).flatMap((outcome) => {
    const mine = lines.filter((line) => line.outcome === outcome);
    if (mine.length === 0 && outcome !== 'received') return [];
    const doses = mine.reduce((sum, line) => sum + line.doses, 0);
    const name: TableCell = {
      text: `${W.total.vi} (${OUTCOME_WORDS[outcome].vi.toLowerCase()})`,
      bold: true,
      colSpan: 3,
    };
    return [
      [
        name,
        '',
        '',
        { text: whole(doses, 'vi'), bold: true, alignment: 'right' },
        { text: '', colSpan: 4 },
        '',
        '',
        '',
      ],
    ];
  });
}

/** The whole note, ready to be set. */
export function receiptContent(data: ReceiptPaperData): TDocumentDefinitions {
  const content: Content[] = [
    heading(data.authority, data.number),
    title(R.note),
    opening(data),
    grid(section(1, R.received), COLUMNS, HEADS, [...data.lines.map(row), ...sums(data.lines)]),
    { text: ABBREVIATIONS, style: 'small', margin: [0, 1, 0, 0] },
    section(2, W.note),
    { text: data.remark.trim() === '' ? orDotted(null, 120) : printed(data.remark, REMARK_LENGTH) },
    foot(
      [
        { role: R.bringer, signature: null, waiting: R.byHand },
        { role: R.keeper, signature: data.recorded, waiting: R.byHand },
      ],
      data.proof,
      data.zone,
    ),
  ];
  return sheet(R.note, data.number, data.printedAt, data.zone, content);
}
