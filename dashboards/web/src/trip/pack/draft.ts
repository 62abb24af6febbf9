/**
 * What a person has entered of a plan, of boxes being packed, or of parcels being put away, and not yet signed. Kept at each
 * field, with the id of what it will become: however often it is signed or opened again, it becomes that once. Pure.
 */
import type { Coolant } from '../../../../../src/custody/types.ts';
import type { DraftBase } from '../draft.ts';

/** `parcels`: ids; how many doses each has is looked up when it is signed, for only whole parcels are packed. */
export type BoxDraft = {
  readonly unit: string;
  readonly parcels: readonly string[];
  readonly coolant: Coolant['kind'] | null;
  readonly conditionedAt: string | null;
  readonly seal: string;
  readonly celsius: string;
};
export type PackStep = 'box' | 'parcels' | 'cold' | 'summary' | 'result';
export type PackDraft = DraftBase & {
  readonly kind: 'pack';
  readonly step: PackStep;
  readonly id: string;
  /** Which one is being packed. */
  readonly unit: string | null;
  readonly boxes: readonly BoxDraft[];
};

export type UnpackStep = 'units' | 'summary' | 'result';
export type UnpackDraft = DraftBase & {
  readonly kind: 'unpack';
  readonly step: UnpackStep;
  readonly id: string;
  /** Into which unit parcels are being put. */
  readonly unit: string | null;
  readonly put: readonly { readonly parcel: string; readonly unit: string }[];
};

/** `part`: the id of the portion, should fewer doses go than there are. */
export type PlannedDraft = {
  readonly parcel: string;
  readonly doses: string;
  readonly part: string;
};
export type PlanStep = 'route' | 'parcels' | 'summary' | 'result';
export type PlanDraft = DraftBase & {
  readonly kind: 'plan';
  readonly step: PlanStep;
  readonly id: string;
  readonly from: string | null;
  readonly to: string;
  readonly stops: readonly string[];
  readonly escort: string;
  /** As typed, the province's time: `2026-11-23T07:00`. */
  readonly departAt: string;
  readonly arriveBy: string;
  readonly note: string;
  readonly parcels: readonly PlannedDraft[];
};

export const packKey = (trip: string): string => `pack ${trip}`;
export const unpackKey = (trip: string): string => `unpack ${trip}`;
export const PLAN_KEY = 'plan';

type Begun = { readonly id: string; readonly at: number };
const begun = (key: string, trip: string | null, { id, at }: Begun) => ({
  ...{ key, trip, id, startedAt: at, done: false },
});

export const packDraft = (trip: string, how: Begun): PackDraft => ({
  ...begun(packKey(trip), trip, how),
  kind: 'pack',
  step: 'box',
  unit: null,
  boxes: [],
});
export const unpackDraft = (trip: string, how: Begun): UnpackDraft => ({
  ...begun(unpackKey(trip), trip, how),
  kind: 'unpack',
  step: 'units',
  unit: null,
  put: [],
});
export const planDraft = (from: string | null, how: Begun): PlanDraft => ({
  ...begun(PLAN_KEY, null, how),
  kind: 'plan',
  step: 'route',
  from,
  to: '',
  stops: [],
  escort: '',
  departAt: '',
  arriveBy: '',
  note: '',
  parcels: [],
});

const EMPTY: Omit<BoxDraft, 'unit'> = {
  ...{ parcels: [], coolant: null, conditionedAt: null, seal: '', celsius: '' },
};
export const boxOf = (draft: PackDraft, unit: string): BoxDraft =>
  draft.boxes.find((box) => box.unit === unit) ?? { unit, ...EMPTY };

/** The box with the change; a parcel that is put into it comes out of every other. */
export function withBox(draft: PackDraft, unit: string, change: Partial<BoxDraft>): readonly BoxDraft[] {
  const changed = { ...boxOf(draft, unit), ...change };
  const others = draft.boxes.map((box) => ({
    ...box,
    parcels: box.parcels.filter((parcel) => !changed.parcels.includes(parcel)),
  }));
  return others.some((box) => box.unit === unit)
    ? others.map((box) => (box.unit === unit ? changed : box))
    : [...others, changed];
}
