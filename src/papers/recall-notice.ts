/** The content of the notice of a recall (thông báo thu hồi lô): which lot, why, where its doses are with whom to call, what to do. */
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { RECALL_STEPS, DECISION_WORDS as W } from '../wording/decision-papers.ts';
import { day, instant, whole } from '../wording/format.ts';
import { PAPER_WORDS } from '../wording/papers.ts';
import { foot } from './proof.ts';
import { field, grid, heading, section, sheet, title, WIDTH } from './sheet.ts';
import { dotted, printed, REMARK_LENGTH } from './text.ts';
import type { RecallNoticeData } from './types.ts';

const right = (text: string, bold = false): TableCell => ({ text, alignment: 'right', bold });
const UNITS_MOST = 6;

/** `0262 385 1234`, as it is read; others as they are dialled. */
function phoneText(dialled: string): string {
  if (!dialled.startsWith('+84')) return dialled;
  const number = `0${dialled.slice(3)}`;
  return `${number.slice(0, 4)} ${number.slice(4, 7)} ${number.slice(7)}`.trim();
}

function opening(data: RecallNoticeData): Content {
  const { recalled, zone } = data;
  const by = `${recalled.name}${recalled.roles === '' ? '' : ` (${recalled.roles})`}`;
  return {
    stack: [
      {
        columns: [
          {
            width: WIDTH / 2 - 8,
            stack: [
              field(PAPER_WORDS.vaccine, data.product, 30),
              field(PAPER_WORDS.lot, data.lot, 20),
              field(W.recalledAt, instant(recalled.at, zone), 20),
            ],
          },
          {
            width: WIDTH / 2 - 8,
            stack: [
              { text: [`GTIN `, { text: printed(data.gtin), bold: true }] },
              field(PAPER_WORDS.expiry, data.expiry === null ? null : day(data.expiry), 20),
              field(W.recalledBy, by, 30),
            ],
          },
        ],
        columnGap: 16,
      },
      {
        text: [
          `${W.reason.vi} `,
          { text: `(${W.reason.en}) `, style: 'english' },
          { text: printed(data.reason, REMARK_LENGTH), bold: true },
        ],
        margin: [0, 2, 0, 0],
      },
    ],
  };
}

function places(data: RecallNoticeData): Content {
  const rows = data.places.map(({ site, phone, units, parcels, doses }, index): TableCell[] => {
    const more = units.length > UNITS_MOST ? ` +${units.length - UNITS_MOST}` : '';
    return [
      { text: String(index + 1), alignment: 'center' },
      {
        stack: [
          { text: printed(site ?? W.underWay.vi), bold: true },
          ...(site === null
            ? []
            : [{ text: phone === null ? dotted(24) : printed(phoneText(phone)), style: 'small' }]),
        ],
      },
      { text: `${printed(units.slice(0, UNITS_MOST).join(', '), REMARK_LENGTH)}${more}` },
      right(whole(parcels, 'vi')),
      right(whole(doses, 'vi'), true),
      { text: dotted(10), alignment: 'right' },
    ];
  });
  const all = (of: 'parcels' | 'doses') => data.places.reduce((sum, one) => sum + one[of], 0);
  const total: TableCell[] = [
    { text: PAPER_WORDS.total.vi, bold: true, colSpan: 3 },
    '',
    '',
    right(whole(all('parcels'), 'vi'), true),
    right(whole(all('doses'), 'vi'), true),
    '',
  ];
  const nowhere: TableCell[] = [
    { text: W.nowhere.vi, colSpan: 6 },
    ...Array.from({ length: 5 }, (): TableCell => ''),
  ];
  return grid(
    section(1, W.places),
    [18, 170, 150, 40, 50, 60],
    [PAPER_WORDS.row, W.place, W.units, W.count, PAPER_WORDS.doses, { vi: 'Đếm được', en: 'Counted' }],
    rows.length === 0 ? [nowhere] : [...rows, total],
  );
}

function given(data: RecallNoticeData): Content[] {
  const lines = data.given.map(({ site, doses }) => `${printed(site)}: ${whole(doses, 'vi')} liều`);
  const sum = data.given.reduce((total, { doses }) => total + doses, 0);
  const text = sum === 0 ? W.nobody.vi : `${whole(sum, 'vi')} liều. ${lines.join('; ')}.`;
  return [section(2, W.givenAt), { text, margin: [4, 0, 0, 0] }];
}

/** The whole notice, ready to be set. One page for a lot at twenty places; the table runs on. */
export function recallContent(data: RecallNoticeData): TDocumentDefinitions {
  const content: Content[] = [
    heading(data.authority, data.number),
    title(W.notice),
    opening(data),
    places(data),
    ...given(data),
    section(3, W.todo),
    {
      ol: RECALL_STEPS.map(({ vi, en }): Content => ({ text: [`${vi}  `, { text: en, style: 'english' }] })),
      margin: [4, 0, 0, 0],
    },
    foot(
      [
        {
          role: W.recalledBy,
          signature: { kind: 'session', name: data.recalled.name, at: data.recalled.at },
          waiting: W.notApproved,
          ink: true,
        },
        { role: W.took, signature: null, waiting: PAPER_WORDS.notYet },
      ],
      data.proof,
      data.zone,
    ),
  ];
  return sheet(W.notice, data.number, data.printedAt, data.zone, content);
}
