/** What the dossier of an incident is made from. */
import type { IncidentView } from '../keeper/official-views.ts';
import type { UtcMs } from '../thermal/types.ts';

/** One step of the curve: what was measured from `at` on; steps without any reading are left out. */
export type CurveStep = {
  readonly at: UtcMs;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
};

/** `rules`: each broken rule in words, in the order of the view's. `limits`: °C, drawn across the curve. */
export type DossierData = {
  readonly zone: string;
  readonly number: string;
  readonly authority: string | null;
  readonly incident: IncidentView;
  readonly rules: readonly string[];
  readonly limits: readonly number[];
  readonly curve: readonly CurveStep[];
  readonly stepMs: number;
  readonly url: string;
  readonly printedAt: UtcMs;
};
