/** The three tables of a handoff record: parcels with their counts, boxes with their seals, temperatures on the way. */
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { UtcMs } from '../thermal/types.ts';
import { celsius, day, duration, instant, whole } from '../wording/format.ts';
import { PAPER_WORDS as W } from '../wording/papers.ts';
import type { Words } from '../wording/words.ts';
import { grid, section } from './sheet.ts';
import { dotted, orDotted, printed } from './text.ts';
import type { PaperBox, PaperLeg, PaperParcel, PaperProduct } from './types.ts';

/** Points of the column that names the vaccine. The columns together are the 439 that nine leave of the sheet. */
const PRODUCT = 200;

const right = (text: string): TableCell => ({ text, alignment: 'right' });
const centre = (text: string): TableCell => ({ text, alignment: 'center' });
/** A number to be filled in by hand while nobody knows it. */
const count = (value: number | null) => (value === null ? dotted(7) : whole(value, 'vi'));
const warm = (value: number | null) => (value === null ? dotted(9) : celsius(value, 'vi'));
const sumOf = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);

/** `label: value` small, or room to write the value by hand. */
const detail = ({ vi }: Words, value: string | null, dots: number): string =>
  `${vi}: ${orDotted(value, dots)}`;

/** A vaccine with what a record of receipt says of it beneath its name. */
function productCell(product: PaperProduct, diluent: string | null, damage: string | null): TableCell {
  return {
    stack: [
      {
        text: [
          { text: `${printed(product.name)}  `, bold: true },
          { text: `GTIN\u00a0${printed(product.gtin)}`, style: 'small' },
        ],
      },
      {
        columns: [
          {
            stack: [detail(W.maker, product.maker, 24), detail(W.registration, product.registration, 30)],
            width: 112,
          },
          {
            stack: [detail(W.presentation, product.presentation, 22), detail(W.diluent, diluent, 16)],
            width: PRODUCT - 114,
          },
        ],
        columnGap: 2,
        style: 'small',
      },
      ...(damage === null ? [] : [{ text: `${W.damage.vi}: ${printed(damage)}`, bold: true, fontSize: 6.5 }]),
    ],
  };
}

/** The lot, its expiry and its release certificate. */
const lotCell = ({ lot, expiry, lotRelease }: PaperParcel): TableCell => ({
  stack: [
    { text: printed(lot), bold: true },
    `HD ${printed(day(expiry))}`,
    { text: `GCN ${orDotted(lotRelease, 18)}`, style: 'small' },
  ],
});

function parcelRow(parcel: PaperParcel, index: number): TableCell[] {
  const { vvm, freezeIndicator } = parcel;
  const frozen = freezeIndicator === 'ok' ? W.freezeOk.vi : W.freezeTripped.vi;
  // Counted and nothing said: the vial or the box has none. Not counted: a hand may fill it in.
  const none = parcel.taken === null ? dotted(5) : '–';
  return [
    centre(String(index + 1)),
    productCell(parcel.product, parcel.diluent, parcel.damage),
    lotCell(parcel),
    right(count(parcel.offered)),
    right(count(parcel.taken)),
    right(count(parcel.refused)),
    right(count(parcel.missing)),
    centre(vvm === null ? none : String(vvm)),
    centre(freezeIndicator === null ? none : frozen),
  ];
}

/** Every parcel and, where there are several, what they come to. */
export function parcelTable(parcels: readonly PaperParcel[]): Content {
  const columns = ['offered', 'taken', 'refused', 'missing'] as const;
  const totals = columns.map(
    (column): TableCell => ({
      text: count(sumOf(parcels.map((parcel) => parcel[column]))),
      alignment: 'right',
      bold: true,
    }),
  );
  const total: TableCell[] = [{ text: W.total.vi, bold: true, colSpan: 3 }, '', '', ...totals, '', ''];
  return grid(
    section(1, W.parcels),
    [12, PRODUCT, 56, 26, 28, 26, 26, 23, 42],
    [
      W.row,
      W.vaccine,
      { vi: `${W.lot.vi}, hạn dùng`, en: `${W.lot.en}, ${W.expiry.en.toLowerCase()}` },
      W.offered,
      W.taken,
      W.refused,
      W.missing,
      W.vvm,
      W.freezeIndicator,
    ],
    [...parcels.map(parcelRow), ...(parcels.length > 1 ? [total] : [])],
  );
}

/** Boxes, or one row to be filled in by hand where none is on record. */
export function boxTable(boxes: readonly PaperBox[]): Content {
  const blank: TableCell[] = [dotted(34), dotted(18), dotted(18), dotted(8), dotted(12), dotted(12)];
  const rows = boxes.map((box): TableCell[] => {
    const looked = box.sealIntact !== null || box.celsiusTaken !== null || box.sealFound !== null;
    const intact = box.sealIntact ? W.yes.vi : W.no.vi;
    return [
      { text: printed(box.name), bold: true },
      centre(box.sealOffered === null ? W.none.vi : printed(box.sealOffered)),
      centre(box.sealFound === null ? (looked ? W.none.vi : dotted(16)) : printed(box.sealFound)),
      centre(box.sealIntact === null ? dotted(8) : intact),
      right(warm(box.celsiusOffered)),
      right(warm(box.celsiusTaken)),
    ];
  });
  const heads = [W.box, W.sealOffered, W.sealFound, W.sealIntact, W.celsiusOffered, W.celsiusTaken];
  return grid(section(2, W.boxes), [130, 80, 80, 54, 68, 68], heads, rows.length > 0 ? rows : [blank]);
}

/** `07:08 – 10:42 22/11/2026`; both days where they differ. */
function span(from: UtcMs, to: UtcMs, zone: string): string {
  const [start, end] = [instant(from, zone), instant(to, zone)];
  const [time = '', date] = start.split(' ');
  return `${end.endsWith(` ${date}`) ? time : start} – ${end}`;
}

/** Temperatures of the leg that ends with this handoff; a row to be filled in by hand where none was measured. */
export function legTable(legs: readonly PaperLeg[], zone: string): Content {
  const blank: TableCell[] = [30, 24, 9, 9, 9, 10, 10].map((width) => dotted(width));
  const rows = legs.map((leg): TableCell[] => [
    { text: printed(leg.about), bold: true },
    span(leg.from, leg.to, zone),
    right(warm(leg.minCelsius)),
    right(warm(leg.maxCelsius)),
    right(warm(leg.meanKineticCelsius)),
    { text: duration(leg.beyond, 'vi'), alignment: 'right', bold: leg.beyond > 0 },
    { text: duration(leg.unknown, 'vi'), alignment: 'right', bold: leg.unknown > 0 },
  ]);
  const heads = [W.legOf, W.span, W.min, W.max, W.meanKinetic, W.beyond, W.unknown];
  return grid(section(3, W.legs), [106, 104, 44, 44, 56, 60, 60], heads, rows.length > 0 ? rows : [blank]);
}
