/** A receipt that is being entered: what was typed, whether it can be sent, and how it is sent. Pure. */
import { isAbnormal, type ReceiptOutcome, type Vvm } from '../../../../src/lots/receipt.ts';
import { typedCelsius } from '../book/typed.ts';
import { instantOf } from '../trip/pack/local-time.ts';
import type { StockWords } from './words-vi.ts';

/** Everything as it was typed. `expiry` is `YYYY-MM-DD`. `reason` '': what the page would say. */
export type DraftLine = {
  readonly key: string;
  /** It was scanned: vaccine, lot and expiry are the code's. */
  readonly scanned: boolean;
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string;
  readonly doses: string;
  readonly unit: string;
  /** '' while nobody has looked. */
  readonly vvm: '' | 'none' | '1' | '2' | '3' | '4';
  readonly freeze: '' | 'ok' | 'tripped';
  readonly celsius: string;
  readonly damage: string;
  readonly diluentLot: string;
  readonly diluentQuantity: string;
  readonly outcome: ReceiptOutcome;
  readonly reason: string;
};

export type ReceiptDraft = {
  readonly id: string;
  readonly supplier: string;
  readonly document: string;
  readonly at: string;
  readonly remark: string;
  readonly lines: readonly DraftLine[];
};

export const beginReceipt = (id: string): ReceiptDraft => ({
  ...{ id, supplier: '', document: '', at: '', remark: '', lines: [] },
});

export const isReceiptDraft = (found: unknown): found is ReceiptDraft =>
  typeof found === 'object' &&
  found !== null &&
  'id' in found &&
  'lines' in found &&
  Array.isArray(found.lines) &&
  found.lines.every((line) => typeof line?.key === 'string' && typeof line.outcome === 'string');

type Read = { readonly gtin: string; readonly lot: string; readonly expiry: string | null };

export const newLine = (key: string, read: Read | null, unit: string): DraftLine => ({
  ...{ key, unit, scanned: read !== null, gtin: read?.gtin ?? '', lot: read?.lot ?? '' },
  ...{ expiry: read?.expiry ?? '', doses: '', vvm: '', freeze: '', celsius: '', damage: '' },
  ...{ diluentLot: '', diluentQuantity: '', outcome: 'received', reason: '' },
});

export const wholeOf = (typed: string): number | null => {
  const plain = typed.replaceAll(/[\s.,]/g, '');
  return /^\d{1,8}$/.test(plain) && Number(plain) > 0 ? Number(plain) : null;
};

/** Did the eye find something? The service has the last word. */
export const isOdd = (line: DraftLine): boolean =>
  isAbnormal({
    vvm: vvmOf(line),
    freezeIndicator: line.freeze === '' ? null : line.freeze,
    celsius: null,
    damage: line.damage,
    diluent: null,
  });

const vvmOf = ({ vvm }: DraftLine): Vvm | null =>
  vvm === '' || vvm === 'none' ? null : (Number(vvm) as Vvm);

/** Why, in words, from what was entered; '' where nothing was. */
export function reasonOf(line: DraftLine, problems: readonly string[], said: StockWords['into']): string {
  if (line.reason.trim() !== '') return line.reason.trim();
  return [
    ...(Number(line.vvm) >= 3 ? [said.reasons.vvm(line.vvm)] : []),
    ...(line.freeze === 'tripped' ? [said.reasons.tripped] : []),
    ...(line.damage.trim() === '' ? [] : [line.damage.trim()]),
    ...problems,
  ].join('; ');
}

export type Wrong = keyof StockWords['into']['wrong'];

export function wrongOf(line: DraftLine, reason: string): Wrong[] {
  const isOut = line.outcome === 'refused';
  return [
    ...(line.gtin === '' ? ['product' as const] : []),
    ...(line.lot.trim() === '' ? ['lot' as const] : []),
    ...(line.expiry === '' && !isOut ? ['expiry' as const] : []),
    ...(wholeOf(line.doses) === null ? ['doses' as const] : []),
    ...(line.unit === '' && !isOut ? ['unit' as const] : []),
    ...(line.vvm === '' && !isOut ? ['vvm' as const] : []),
    ...(line.celsius.trim() !== '' && typedCelsius(line.celsius) === null ? ['celsius' as const] : []),
    ...((line.diluentLot.trim() === '') === (line.diluentQuantity.trim() === '') &&
    (line.diluentQuantity.trim() === '' || wholeOf(line.diluentQuantity) !== null)
      ? []
      : ['diluent' as const]),
    ...(line.outcome !== 'received' && reason === '' ? ['reason' as const] : []),
  ];
}

/** As the service takes it. `reasonFor` says why a line is held or refused. */
export function bodyOf(draft: ReceiptDraft, site: string, reasonFor: (line: DraftLine) => string): object {
  const at = instantOf(draft.at);
  return {
    id: draft.id,
    site,
    supplier: draft.supplier,
    document: draft.document,
    remark: draft.remark,
    ...(at === null ? {} : { at }),
    lines: draft.lines.map((line) => {
      const diluent = wholeOf(line.diluentQuantity);
      const isOut = line.outcome === 'refused';
      return {
        gtin: line.gtin,
        lot: line.lot.trim(),
        ...(line.expiry === '' ? {} : { expiry: line.expiry }),
        doses: wholeOf(line.doses),
        ...(isOut ? {} : { unit: line.unit }),
        outcome: line.outcome,
        ...(line.outcome === 'received' ? {} : { reason: reasonFor(line).slice(0, 500) }),
        vvm: vvmOf(line),
        freezeIndicator: line.freeze === '' ? null : line.freeze,
        celsius: typedCelsius(line.celsius),
        ...(line.damage.trim() === '' ? {} : { damage: line.damage }),
        diluent: diluent === null ? null : { lot: line.diluentLot.trim(), quantity: diluent },
      };
    }),
  };
}
