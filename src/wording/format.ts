/** How numbers, temperatures, times and durations are written for people (UX.md section 10). */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Language } from './words.ts';

/** The zone of the province where its description names no other. Viet Nam has no summer time. */
export const ZONE = 'Asia/Ho_Chi_Minh';
/** Keeps a number and its unit on one line. */
const NO_BREAK = '\u00a0';
const MINUS = '\u2212';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const SIGNS = { vi: { decimal: ',', thousands: '.' }, en: { decimal: '.', thousands: ',' } } as const;
const UNITS = {
  vi: { second: 'giây', minute: 'phút', hour: 'giờ', day: 'ngày' },
  en: { second: 's', minute: 'min', hour: 'h', day: 'd' },
} as const;
const UNKNOWN = { vi: '--,-', en: '--.-' } as const;

/** °C with one decimal: `8,4 °C`, `−0,5 °C`; `--,- °C` when there is none. −0.04 is `0,0 °C`. */
export function celsius(value: number | null, language: Language): string {
  if (value === null || !Number.isFinite(value)) return `${UNKNOWN[language]}${NO_BREAK}°C`;
  // Away from zero at the half, like people round; the small addend undoes the binary fraction of 8.45.
  const tenths = Math.sign(value) * Math.round(Math.abs(value) * 10 + 1e-9);
  const digits = (Math.abs(tenths) / 10).toFixed(1).replace('.', SIGNS[language].decimal);
  return `${tenths < 0 ? MINUS : ''}${digits}${NO_BREAK}°C`;
}

/** A whole number: `12.345`. */
export function whole(value: number, language: Language): string {
  const digits = String(Math.abs(Math.trunc(value))).replaceAll(
    /\B(?=(\d{3})+$)/g,
    SIGNS[language].thousands,
  );
  return `${value <= -1 ? MINUS : ''}${digits}`;
}

/** Space on a disk, in gigabytes of 10⁹ bytes with one decimal: `12,4 GB`. */
export const gigabytes = (bytes: number, language: Language): string =>
  `${(bytes / 1e9).toFixed(1).replace('.', SIGNS[language].decimal)}${NO_BREAK}GB`;

/** The two largest units that say something, cut and not rounded: `47 phút`, `1 giờ 05 phút`, `2 ngày 03 giờ`. */
export function duration(length: DurationMs, language: Language): string {
  const unit = UNITS[language];
  if (length < MINUTE) return `${Math.floor(length / SECOND)}${NO_BREAK}${unit.second}`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)}${NO_BREAK}${unit.minute}`;
  const [large, small, largeUnit, smallUnit] =
    length < DAY ? [HOUR, MINUTE, unit.hour, unit.minute] : [DAY, HOUR, unit.day, unit.hour];
  const rest = String(Math.floor((length % large) / small)).padStart(2, '0');
  return `${whole(length / large, language)}${NO_BREAK}${largeUnit} ${rest}${NO_BREAK}${smallUnit}`;
}

/** `10:05 22/11/2026` in the zone. */
export function instant(at: UtcMs, zone = ZONE): string {
  const part = partsOf(at, zone);
  return `${part('hour')}:${part('minute')} ${part('day')}/${part('month')}/${part('year')}`;
}

/** `10:05` in the zone. */
export function clock(at: UtcMs, zone = ZONE): string {
  const part = partsOf(at, zone);
  return `${part('hour')}:${part('minute')}`;
}

/** A calendar day `2027-12-31` as `31/12/2027`; what is no such day as it is. */
export const day = (date: string): string => date.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: UtcMs, zone: string): (type: string) => string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  const parts = formatter.formatToParts(at);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}
