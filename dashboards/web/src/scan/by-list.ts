/** What a table may show of a vial without the service: by the signed list alone. Pure; the verdicts on it are the service's. */
import type { ListedLot } from '../../../../src/keeper/gate-views.ts';
import { judgeByList } from '../../../../src/lots/signed-list.ts';
import type { VerdictCode } from '../../../../src/lots/types.ts';
import { VERDICT_WORDS } from '../../../../src/wording/verdicts.ts';
import type { KeptList } from './gate-kept.ts';
import type { Shown } from './verdict.ts';

/** A clock that was set back by less has only been corrected. */
const CLOCK_SLACK_MS = 60_000;

/** Service time by this machine's clock; null when that clock ran backwards since the list came. */
export function listTime({ signed, fetchedAt, seenAt }: KeptList, deviceAt: number): number | null {
  if (deviceAt < seenAt - CLOCK_SLACK_MS) return null;
  return Date.parse(signed.list.issuedAt) + Math.max(0, deviceAt - fetchedAt);
}

/** How the lots of a list are read; once for a list, not once a second. */
const readLots = new WeakMap<object, Parameters<typeof judgeByList>[1]>();
function readList({ signed: { list } }: KeptList): Parameters<typeof judgeByList>[1] {
  const known = readLots.get(list);
  if (known !== undefined) return known;
  const read = {
    zone: list.zone,
    issuedAt: Date.parse(list.issuedAt),
    lots: list.lots.map(({ reasons, validUntil, ...lot }) => ({
      ...lot,
      codes: reasons.map(({ code }) => code as VerdictCode),
      validUntil: validUntil === null ? null : Date.parse(validUntil),
    })),
  };
  readLots.set(list, read);
  return read;
}

export function shownByList(kept: KeptList, barcode: string, deviceAt: number): Shown {
  const { list } = kept.signed;
  const time = listTime(kept, deviceAt);
  const answer = judgeByList(barcode, readList(kept), time ?? Date.parse(list.issuedAt));
  const { vial, listed } = answer;
  const row = listed === null ? null : (list.lots.find((one) => isSame(one, listed)) ?? null);
  const product = list.products.find(({ gtin }) => gtin === vial?.gtin) ?? null;
  const isTurned = answer.verdict === 'allowed' && time === null;
  const verdict = isTurned ? 'unknown' : answer.verdict;
  return {
    verdict,
    note: isTurned
      ? 'list-clock'
      : answer.why === 'over'
        ? 'list-over'
        : answer.why === null
          ? 'by-list'
          : 'not-listed',
    source: 'list',
    view: {
      verdict,
      reasons: answer.codes.map(
        (code) => row?.reasons.find((reason) => reason.code === code) ?? { code, ...VERDICT_WORDS[code] },
      ),
      lot:
        vial === null
          ? null
          : {
              gtin: vial.gtin,
              lot: row?.lot ?? vial.lot,
              product: product?.name ?? null,
              expiry: row?.expiry ?? null,
            },
      notJudged: product?.notJudged ?? [],
      since: row?.since ?? null,
      asOf: list.issuedAt,
      validUntil: row?.validUntil ?? null,
    },
  };
}

const isSame = (one: Pick<ListedLot, 'gtin' | 'lot'>, other: Pick<ListedLot, 'gtin' | 'lot'>): boolean =>
  one.gtin === other.gtin && one.lot === other.lot;
