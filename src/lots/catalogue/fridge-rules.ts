/**
 * Limits that vaccines kept at +2..+8 °C share, and the shortest ways to write a limit.
 *
 * The label of these vaccines says "+2 to +8 °C" and seldom how long a departure may last. The lengths are the
 * defaults proposed for the province (domain notes 2.6). There "60 min within 24 h"; a rule sums over the whole life of
 * a parcel, which is stricter: it can hold a parcel that the proposal would pass, never the other way round.
 */
import type { CatalogueRule, NotJudged } from './types.ts';

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The longest unknown stretch of a parcel outside of a transport box (DESIGN.md section 3, Unmonitored). */
export const MAX_UNMONITORED = 4 * HOUR;
/** For versions whose day is not known: the first version judges all that came before it in any case. */
export const FROM_THE_BEGINNING = '1970-01-01';

const PROPOSED = 'Proposed province defaults (domain notes 2.6), to be signed off by the pharmacist';

type Limit = Pick<CatalogueRule, 'id' | 'limitCelsius' | 'allowedSeconds' | 'mode' | 'basis' | 'source'>;
export const above = (limit: Limit): CatalogueRule => ({ ...limit, side: 'above', inclusive: false });
export const below = (limit: Limit): CatalogueRule => ({ ...limit, side: 'below', inclusive: false });

/** Too warm for a vaccine of +2..+8 °C: an hour in all above +8.0 °C, or half an hour at once above +25 °C. */
export const HEAT: readonly CatalogueRule[] = [
  above({
    id: 'heat',
    limitCelsius: 8,
    allowedSeconds: 60 * MINUTE,
    mode: 'cumulative',
    basis: 'proposal',
    source: `${PROPOSED}: above +8.0 °C for 60 min; summed over the whole life`,
  }),
  above({
    id: 'heat-critical',
    limitCelsius: 25,
    allowedSeconds: 30 * MINUTE,
    mode: 'continuous',
    basis: 'proposal',
    source: `${PROPOSED}: critical above +25 °C for 30 min`,
  }),
];

/**
 * Too cold for a vaccine that freezing destroys: at or below −0.5 °C for an hour (the freeze alarm of WHO PQS loggers and
 * of type I shipping indicators), or below −3 °C at all.
 */
export const FREEZE: readonly CatalogueRule[] = [
  {
    id: 'freeze',
    side: 'below',
    limitCelsius: -0.5,
    inclusive: true,
    allowedSeconds: 60 * MINUTE,
    mode: 'continuous',
    basis: 'proposal',
    source: `${PROPOSED}: at or below −0.5 °C for 60 min, as WHO PQS freeze alarms; hepatitis B freezes there after about 1 h (JSI)`,
  },
  below({
    id: 'freeze-critical',
    limitCelsius: -3,
    allowedSeconds: 0,
    mode: 'continuous',
    basis: 'proposal',
    source: `${PROPOSED}: critical below −3 °C at any time`,
  }),
];

export const NEVER_REFREEZE: NotJudged = {
  vi: 'Vắc xin đã rã đông không được cấp đông lại.',
  en: 'Once thawed, never refreeze.',
};
export const LOOKED_FROZEN: NotJudged = {
  vi: 'Nghi đã đông băng: không dùng, để riêng và báo cáo, kể cả khi thiết bị ghi nhiệt độ không báo.',
  en: 'If it looks frozen: do not use, set apart and report, even when no logger alarmed.',
};
export const SHAKE_TEST: NotJudged = {
  vi: 'Vắc xin hấp phụ nhôm: nghi đông băng thì làm nghiệm pháp lắc trước khi kết luận.',
  en: 'Aluminium-adsorbed: when freezing is suspected, a shake test decides.',
};
export const opened = (hours: string): NotJudged => ({
  vi: `Lọ đã mở: dùng trong ${hours} giờ, ghi giờ mở lên lọ.`,
  en: `Opened vial: use within ${hours} hours, write the time on the vial.`,
});
export const VVM: NotJudged = {
  vi: 'Xem chỉ thị nhiệt độ lọ vắc xin (VVM): ô vuông phải nhạt hơn vòng tròn. VVM không cho biết vắc xin đã đông băng.',
  en: 'Look at the VVM: the square must be lighter than the circle. A VVM does not show freezing.',
};
export const DRY_WITH_DILUENT: readonly NotJudged[] = [
  {
    vi: 'Nước hồi chỉnh không được để đông băng; chỉ dùng đúng loại đi kèm, làm lạnh 2–8 °C trước khi pha.',
    en: 'Never freeze the diluent; use only the one supplied, cooled to 2–8 °C before mixing.',
  },
  {
    vi: 'Sau hồi chỉnh: giữ 2–8 °C, tránh ánh sáng, dùng trong 6 giờ.',
    en: 'Reconstituted: keep at 2–8 °C, away from light, use within 6 hours.',
  },
];
