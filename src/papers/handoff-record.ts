/** The content of a handoff record (biên bản giao nhận vắc xin): what changed hands, in which state, between whom. */
import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { instant } from '../wording/format.ts';
import { ABBREVIATIONS, discrepancyWords, HANDOFF_STATE_WORDS, PAPER_WORDS as W } from '../wording/papers.ts';
import { boxTable, legTable, parcelTable } from './handoff-tables.ts';
import { foot } from './proof.ts';
import { field, heading, section, sheet, title, WIDTH } from './sheet.ts';
import { dotted, NAME_LENGTH, printed, REMARK_LENGTH } from './text.ts';
import type { HandoffRecordData, PaperPerson } from './types.ts';

/** `hồi 10 giờ 42 phút, ngày 22 tháng 11 năm 2026`, as a record begins. */
function spelled(at: number, zone: string): string {
  const [, hour, minute, day, month, year] =
    /^(\d+):(\d+) (\d+)\/(\d+)\/(\d+)$/.exec(instant(at, zone)) ?? [];
  return `hồi ${hour} giờ ${minute} phút, ngày ${day} tháng ${month} năm ${year}`;
}

/** On the road there is room to say where. */
const where = (place: string | null): Content[] =>
  place === null ? [`${W.onTheRoad.vi} ${dotted(36)}`] : ['tại ', { text: printed(place), bold: true }];

const party = (words: typeof W.giver | typeof W.taker, person: PaperPerson): Column => ({
  width: WIDTH / 2 - 8,
  stack: [field(words, person.name, 34), field(W.site, person.site, 40), field(W.phone, person.phone, 36)],
});

function opening(data: HandoffRecordData): Content {
  const state = HANDOFF_STATE_WORDS[data.state];
  return {
    stack: [
      {
        text: [
          `Hôm nay, ${spelled(data.at, data.zone)}, `,
          ...where(data.place),
          ', hai bên giao nhận vắc xin như sau:',
        ],
      },
      {
        columns: [party(W.giver, data.giver), party(W.taker, data.taker)],
        columnGap: 16,
        margin: [0, 3, 0, 0],
      },
      {
        columns: [
          { ...field(W.shipment, data.shipment, 34), width: WIDTH / 2 - 8 },
          { ...field(W.document, null, 26), width: WIDTH / 2 - 8 },
        ],
        columnGap: 16,
      },
      {
        text: [
          `${W.state.vi} `,
          { text: `(${W.state.en}) `, style: 'english' },
          { text: state.vi, bold: true },
          { text: `  ${state.en}`, style: 'english' },
        ],
      },
    ],
  };
}

/** What differs and what was remarked, one line each; that there is nothing is said too. */
function differences(data: HandoffRecordData): Content[] {
  const counted = data.parcels.every((parcel) => parcel.taken !== null);
  const lines = [
    ...data.discrepancies.map(({ subject, what }) => {
      const { vi, en } = discrepancyWords(what);
      return { vi: printed(`${printed(subject)}: ${vi}`, NAME_LENGTH * 3), en };
    }),
    ...data.remarks.map((remark) => ({ vi: printed(remark, REMARK_LENGTH), en: '' })),
  ];
  if (!counted) lines.unshift(W.notCounted);
  if (lines.length === 0) lines.push(W.noDiscrepancy);
  const [first = [], ...rest] = lines.map(
    ({ vi, en }): Content => ({
      text: [`– ${vi}  `, { text: en, style: 'english' }],
      margin: [4, 0, 0, 0],
    }),
  );
  // The heading is never alone at the end of a page.
  return [{ stack: [section(4, W.discrepancies), first], unbreakable: true }, ...rest];
}

/** The whole record, ready to be set. One page for a usual handoff; the parcels' table runs on over as many as it needs. */
export function handoffContent(data: HandoffRecordData): TDocumentDefinitions {
  const content: Content[] = [
    heading(data.authority, data.number),
    title(W.handoffRecord),
    opening(data),
    parcelTable(data.parcels),
    { text: ABBREVIATIONS, style: 'small', margin: [0, 1, 0, 0] },
    boxTable(data.boxes),
    legTable(data.legs, data.zone),
    ...differences(data),
    foot(
      [
        { role: W.giver, signature: data.given, waiting: W.oneSided },
        { role: W.taker, signature: data.taken, waiting: W.oneSided },
      ],
      data.proof,
      data.zone,
    ),
  ];
  return sheet(W.handoffRecord, data.number, data.printedAt, data.zone, content);
}
