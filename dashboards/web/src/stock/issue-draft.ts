/** An issue that is being planned: what is wanted, what goes, and whether it can be sent. Pure. */
import type { ProposalView } from '../../../../src/keeper/stock-views.ts';
import { instantOf } from '../trip/pack/local-time.ts';
import { wholeOf } from './receipt-draft.ts';
import type { StockWords } from './words-vi.ts';

export type WantDraft = { readonly key: string; readonly gtin: string; readonly doses: string };

export type IssueDraft = {
  readonly id: string;
  readonly to: string;
  readonly escort: string;
  readonly departAt: string;
  readonly arriveBy: string;
  readonly note: string;
  readonly wants: readonly WantDraft[];
};

export const beginIssue = (id: string, key: string): IssueDraft => ({
  ...{ id, to: '', escort: '', departAt: '', arriveBy: '', note: '' },
  wants: [{ key, gtin: '', doses: '' }],
});

export const isIssueDraft = (found: unknown): found is IssueDraft =>
  typeof found === 'object' &&
  found !== null &&
  'id' in found &&
  'wants' in found &&
  Array.isArray(found.wants) &&
  found.wants.every((want) => typeof want?.key === 'string');

export type IssueWrong = keyof StockWords['out']['wrong'];

/** What is missing before anything can be proposed. */
export function wrongWants({ wants, departAt, arriveBy }: IssueDraft, now: number): IssueWrong[] {
  const [leaves, arrives] = [instantOf(departAt), instantOf(arriveBy)];
  const isOrdered = leaves !== null && arrives !== null && leaves < arrives && Date.parse(arrives) > now;
  return [
    ...(wants.length > 0 && wants.every(({ gtin, doses }) => gtin !== '' && wholeOf(doses) !== null)
      ? []
      : ['wants' as const]),
    ...(isOrdered ? [] : ['times' as const]),
  ];
}

export const wantsText = ({ wants }: IssueDraft): string =>
  wants.map(({ gtin, doses }) => `${gtin}:${String(wholeOf(doses) ?? 0)}`).join(',');

/** By parcel, as typed; a parcel that is not named goes as it was proposed. */
export type Typed = ReadonlyMap<string, string>;
export type Going = { readonly parcel: string; readonly doses: number; readonly isSplit: boolean };

/** What goes; null where something typed is no number of doses that the parcel has. */
export function goingOf(proposal: ProposalView, typed: Typed): Going[] | null {
  const going: Going[] = [];
  for (const { parcel, doses, proposed, obstacle } of proposal.wants.flatMap((want) => want.parcels)) {
    if (obstacle !== null) continue;
    const text = typed.get(parcel)?.trim();
    const wanted = text === undefined ? proposed : text === '' || text === '0' ? 0 : wholeOf(text);
    if (wanted === null || wanted > doses) return null;
    if (wanted > 0) going.push({ parcel, doses: wanted, isSplit: wanted < doses });
  }
  return going;
}

export const sumOf = (going: readonly { readonly doses: number }[]): number =>
  going.reduce((sum, { doses }) => sum + doses, 0);
