/** The content of a delivery note (phiếu xuất kho kiêm vận chuyển): what goes where, with whom, in which box. */
import type { Column, Content, ContentText, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { celsius, day, instant, whole } from '../wording/format.ts';
import { COOLANT_WORDS, SHIPMENT_STATE_WORDS, PAPER_WORDS as W } from '../wording/papers.ts';
import { foot } from './proof.ts';
import { field, grid, heading, section, sheet, title, WIDTH } from './sheet.ts';
import { orDotted, printed, REMARK_LENGTH } from './text.ts';
import type { DeliveryNoteData, PaperPackedBox, PaperPackedParcel } from './types.ts';

const half = (stack: ContentText[]): Column => ({ width: WIDTH / 2 - 8, stack });

function plan(data: DeliveryNoteData): Content {
  const { zone, escort } = data;
  const when = (at: number | null) => (at === null ? null : instant(at, zone));
  const stops = data.stops.map((stop) => printed(stop)).join(' – ');
  const state = SHIPMENT_STATE_WORDS[data.state];
  return {
    stack: [
      {
        columns: [
          half([field(W.from, data.from, 40), field(W.to, data.to, 40)]),
          half([field(W.departAt, when(data.departAt), 24), field(W.arriveBy, when(data.arriveBy), 24)]),
        ],
        columnGap: 16,
      },
      {
        text: [
          `${W.stops.vi} `,
          { text: `(${W.stops.en}) `, style: 'english' },
          stops === '' ? W.none.vi : stops,
        ],
      },
      {
        columns: [
          half([
            field(W.escort, escort.name, 34),
            field(W.site, escort.site, 40),
            field(W.phone, escort.phone, 36),
          ]),
          half([
            field(W.vehicle, data.vehicle, 34),
            field(W.departedAt, when(data.departedAt), 24),
            field(W.state, state.vi, 0),
          ]),
        ],
        columnGap: 16,
      },
    ],
  };
}

/** `Hòm lạnh 03`, and in one line what keeps it cold, sealed and how warm it was when it was closed. */
function boxRow(box: PaperPackedBox, zone: string): TableCell[] {
  const { kind, conditionedAt } = box.coolant;
  const conditioned =
    conditionedAt === null ? '' : `, ${W.conditionedAt.vi} ${instant(Date.parse(conditionedAt), zone)}`;
  const about = [
    `${W.coolant.vi}: ${COOLANT_WORDS[kind].vi}${conditioned}`,
    `${W.seal.vi}: ${orDotted(box.seal, 18)}`,
    `${W.celsius.vi}: ${box.celsius === null ? orDotted(null, 10) : celsius(box.celsius, 'vi')}`,
    `${W.packedAt.vi}: ${box.packedAt === null ? orDotted(null, 20) : instant(box.packedAt, zone)}`,
  ];
  return [
    {
      stack: [
        { text: printed(box.name), bold: true },
        { text: about.join('; '), style: 'small' },
      ],
      colSpan: COLUMNS.length,
      fillColor: '#f6f8fa',
    },
    ...COLUMNS.slice(1).map((): TableCell => ''),
  ];
}

const COLUMNS = [20, 200, 80, 70, 60] as const;

const parcelRow = (parcel: PaperPackedParcel, number: number): TableCell[] => [
  { text: String(number), alignment: 'center' },
  {
    text: [
      { text: `${printed(parcel.product.name)}  `, bold: true },
      { text: `GTIN\u00a0${printed(parcel.product.gtin)}`, style: 'small' },
    ],
  },
  printed(parcel.lot),
  { text: printed(day(parcel.expiry)), alignment: 'center' },
  { text: whole(parcel.doses, 'vi'), alignment: 'right' },
];

function packed(data: DeliveryNoteData): Content {
  let number = 0;
  const rowsOf = (parcels: readonly PaperPackedParcel[]) =>
    parcels.map((parcel) => {
      number += 1;
      return parcelRow(parcel, number);
    });
  const rows = data.boxes.flatMap((box) => [boxRow(box, data.zone), ...rowsOf(box.parcels)]);
  const rest = COLUMNS.slice(1).map((): TableCell => '');
  if (data.loose.length > 0) {
    const words: TableCell = {
      text: [
        { text: `${W.loose.vi}  `, bold: true },
        { text: W.loose.en, style: 'english' },
      ],
      colSpan: COLUMNS.length,
    };
    rows.push([words, ...rest], ...rowsOf(data.loose));
  }
  if (rows.length === 0) rows.push([{ text: W.nothing.vi, colSpan: COLUMNS.length }, ...rest]);
  const parcels = [...data.boxes.flatMap((box) => box.parcels), ...data.loose];
  const doses = parcels.reduce((sum, parcel) => sum + parcel.doses, 0);
  rows.push([
    { text: W.total.vi, bold: true, colSpan: COLUMNS.length - 1 },
    ...rest.slice(1),
    { text: whole(doses, 'vi'), bold: true, alignment: 'right' },
  ]);
  return grid(section(1, W.packedParcels), COLUMNS, [W.row, W.vaccine, W.lot, W.expiry, W.doses], rows);
}

/** The whole note, ready to be set. */
export function deliveryContent(data: DeliveryNoteData): TDocumentDefinitions {
  const content: Content[] = [
    heading(data.authority, data.number),
    title(W.deliveryNote),
    plan(data),
    packed(data),
    section(2, W.note),
    { text: data.note.trim() === '' ? orDotted(null, 120) : printed(data.note, REMARK_LENGTH) },
    foot(
      [
        { role: W.planner, signature: data.planned, waiting: W.notYet },
        { role: W.packer, signature: data.packed, waiting: W.notYet },
        { role: W.escort, signature: data.carried, waiting: W.paperOnly },
      ],
      data.proof,
      data.zone,
    ),
  ];
  return sheet(W.deliveryNote, data.number, data.printedAt, data.zone, content);
}
