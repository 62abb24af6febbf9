/**
 * Who must be judged at a start? A parcel whose life is over rests until something late touches it: what its history brought was
 * committed with its cause. After a change of the rules of judgement everyone is judged once.
 */
import type { ThermalEngine } from '../thermal/engine.ts';
import type { Draft } from './draft.ts';
import { parcelSubject, unitSubject } from './judging.ts';
import type { Province } from './province.ts';

const JUDGED = 'judged';
/** To be counted on when the same readings come to mean something else. */
const JUDGEMENT = '1';

export function* subjectsAtStart(province: Province, engine: ThermalEngine, draft: Draft): Iterable<string> {
  const isJudged = province.meta.get(JUDGED) === JUDGEMENT;
  if (!isJudged) draft.put('meta', JUDGED, { key: JUDGED, value: JUDGEMENT });
  for (const id of province.units.keys()) yield unitSubject(id);
  for (const id of province.parcels.keys())
    if (!isJudged || !engine.sleep(parcelSubject(id))) yield parcelSubject(id);
}
