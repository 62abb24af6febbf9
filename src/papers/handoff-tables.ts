/** The three tables of a handoff record: parcels with their counts, boxes with their seals, temperatures on the way. */
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { celsius, day, duration, instant, whole } from '../wording/format.ts';
import { PAPER_WORDS as W } from '../wording/papers.ts';
import { grid } from './sheet.ts';
import { dotted, orDotted, printed } from './text.ts';
import type { PaperBox, PaperLeg, PaperParcel, PaperProduct } from './types.ts';

const right = (text: string): TableCell => ({ text, alignment: 'right' });
const centre = (text: string): TableCell => ({ text, alignment: 'center' });
/** A number to be filled in by hand while nobody knows it. */
const count = (value: number | null) => (value === null ? dotted(7) : whole(value, 'vi'));
const warm = (value: number | null) => (value === null ? dotted(9) : celsius(value, 'vi'));
const sumOf = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);

/** A vaccine with what a record of receipt says of it, a dotted line for what is not known. */
export function productCell(product: PaperProduct, more: readonly string[] = []): TableCell {
  const about = [
    `${W.maker.vi}: ${orDotted(product.maker, 24)}`,
    `${W.registration.vi}: ${orDotted(product.registration, 20)}`,
    `${W.presentation.vi}: ${orDotted(product.presentation, 14)}`,
    ...more,
  ];
  return {
    stack: [
      { text: printed(product.name), bold: true },
      { text: `GTIN ${printed(product.gtin)}. ${about.join('; ')}`, style: 'small' },
    ],
  };
}

/** The lot above its expiry. */
export const lotCell = (lot: string, expiry: string): TableCell => ({
  stack: [{ text: printed(lot), bold: true }, `HD ${printed(day(expiry))}`],
});

function parcelRow(parcel: PaperParcel, index: number): TableCell[] {
  const { vvm, freezeIndicator, damage } = parcel;
  const frozen = freezeIndicator === 'ok' ? W.freezeOk.vi : W.freezeTripped.vi;
  const more = [
    `${W.lotRelease.vi}: ${orDotted(parcel.lotRelease, 20)}`,
    `${W.diluent.vi}: ${orDotted(parcel.diluent, 22)}`,
    ...(damage === null ? [] : [`hư hỏng: ${printed(damage)}`]),
  ];
  return [
    centre(String(index + 1)),
    productCell(parcel.product, more),
    lotCell(parcel.lot, parcel.expiry),
    right(count(parcel.offered)),
    right(count(parcel.taken)),
    right(count(parcel.refused)),
    right(count(parcel.missing)),
    centre(vvm === null ? '–' : String(vvm)),
    centre(freezeIndicator === null ? '–' : frozen),
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
    [15, 190, 66, 37, 37, 34, 34, 34, 40],
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
  return grid([130, 78, 78, 54, 70, 70], heads, rows.length > 0 ? rows : [blank]);
}

/** Temperatures of the leg that ends with this handoff; a row to be filled in by hand where none was measured. */
export function legTable(legs: readonly PaperLeg[], zone: string): Content {
  const blank: TableCell[] = [30, 24, 9, 9, 9, 10, 10].map((width) => dotted(width));
  const rows = legs.map((leg): TableCell[] => [
    { text: printed(leg.about), bold: true },
    `${instant(leg.from, zone)} – ${instant(leg.to, zone)}`,
    right(warm(leg.minCelsius)),
    right(warm(leg.maxCelsius)),
    right(warm(leg.meanKineticCelsius)),
    { text: duration(leg.beyond, 'vi'), alignment: 'right', bold: leg.beyond > 0 },
    { text: duration(leg.unknown, 'vi'), alignment: 'right', bold: leg.unknown > 0 },
  ]);
  const heads = [W.legOf, W.span, W.min, W.max, W.meanKinetic, W.beyond, W.unknown];
  return grid([118, 112, 48, 48, 56, 52, 56], heads, rows.length > 0 ? rows : [blank]);
}
