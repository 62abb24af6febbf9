/**
 * Holds a running service against the truth, over HTTP alone: was every excursion found, was none invented, is
 * every parcel with one on hold, and is no vial of a held parcel allowed where that parcel is?
 */
import type { Api } from './api.ts';
import type { Description } from './description.ts';
import { vialBarcode } from './gs1.ts';
import type { TrueReading } from './pieces.ts';
import { mustBeHeld, type TrueExcursion, truth } from './truth.ts';

type FoundExcursion = {
  id: string;
  unit?: string;
  parcel?: string;
  rule: string;
  start: string;
  breachedAt: string;
  end: string | null;
  peakCelsius: number | null;
  beyondSeconds: number;
};
type FoundHold = { parcel: string; kind: string; state: string; supported: boolean };
type Eligibility = { verdict: string; reasons: { code: string }[] };

export type CheckReport = {
  readonly expected: number;
  readonly found: number;
  /** In the truth, and not reported as it was. */
  readonly missed: readonly string[];
  /** Reported, and not in the truth. */
  readonly invented: readonly string[];
  /** Parcels with an excursion and no open hold. */
  readonly notHeld: readonly string[];
  /** Vials of held parcels that the gate lets through. */
  readonly letThrough: readonly string[];
  /** Vials asked about, and how many of them were allowed. */
  readonly asked: number;
  readonly allowed: number;
};

/**
 * `delivered`: what the fleet sent, by device. Time goes on while it asks: an excursion that time alone completes
 * between the first question and the last may be there or not.
 */
export async function check(options: {
  api: Api;
  description: Description;
  delivered: ReadonlyMap<string, readonly TrueReading[]>;
  realNow: () => number;
}): Promise<CheckReport> {
  const { api, description, delivered: readings, realNow } = options;
  const must = truth({ description, readings, asOf: realNow() - SLACK_MS });
  const reported = await api.all<FoundExcursion>('/excursions?limit=1000');
  const may = truth({ description, readings, asOf: realNow() + SLACK_MS });
  const missed = must.filter((wanted) => !reported.some((found) => same(wanted, found)));
  const invented = reported.filter((found) => ![...may, ...must].some((wanted) => same(wanted, found)));

  const open = await api.all<FoundHold>('/holds?state=open&limit=1000');
  const held = new Set(open.map(({ parcel }) => parcel));
  const notHeld = [...mustBeHeld(must)].filter((parcel) => !held.has(parcel));
  const letThrough: string[] = [];
  let allowed = 0;
  for (const parcel of description.parcels) {
    const lot = description.lots.find((each) => each.gtin === parcel.gtin && each.lot === parcel.lot);
    const site = description.units.find(({ id }) => id === parcel.unit)?.site;
    if (lot === undefined || site === undefined) continue;
    const barcode = encodeURIComponent(vialBarcode(lot));
    const answer = await api.get<Eligibility>(`/eligibility?barcode=${barcode}&site=${site}`);
    if (answer.verdict !== 'allowed') continue;
    allowed++;
    if (held.has(parcel.id) || mustBeHeld(must).has(parcel.id)) letThrough.push(`${parcel.id} at ${site}`);
  }
  return {
    expected: must.length,
    found: reported.length,
    missed: missed.map(line),
    invented: invented.map((found) => JSON.stringify(found)),
    notHeld,
    letThrough,
    asked: description.parcels.length,
    allowed,
  };
}

const SLACK_MS = 2000;

/** Closed excursions must agree to the millisecond; of an open one, time still moves its end and its sum. */
function same(wanted: TrueExcursion, found: FoundExcursion): boolean {
  const subject = wanted.subject.kind === 'unit' ? found.unit : found.parcel;
  if (subject !== wanted.subject.id || found.rule !== wanted.rule) return false;
  if (Date.parse(found.start) !== wanted.start || Date.parse(found.breachedAt) !== wanted.breachedAt)
    return false;
  const peak = found.peakCelsius === null ? null : Math.round(found.peakCelsius * 1000);
  if (peak !== wanted.peakMilli) return false;
  if (wanted.end === null || found.end === null) return wanted.end === found.end;
  return Date.parse(found.end) === wanted.end && Math.round(found.beyondSeconds * 1000) === wanted.beyondMs;
}

export function passed(report: CheckReport): boolean {
  return [report.missed, report.invented, report.notHeld, report.letThrough].every(
    (list) => list.length === 0,
  );
}

/** The report as a person reads it; the first ten of each kind of finding. */
export function reportText(report: CheckReport): string {
  const list = (title: string, lines: readonly string[]) => [
    `${title}: ${lines.length}`,
    ...lines.slice(0, 10).map((text) => `  ${text}`),
  ];
  return [
    `excursions in the truth: ${report.expected}, reported by the service: ${report.found}`,
    ...list('missed', report.missed),
    ...list('invented', report.invented),
    ...list('not on hold', report.notHeld),
    ...list('held and let through', report.letThrough),
    `vials asked about: ${report.asked}, allowed: ${report.allowed}`,
    passed(report) ? 'PASSED' : 'FAILED',
  ].join('\n');
}

function line({ subject, rule, start, end, peakMilli }: TrueExcursion): string {
  const until = end === null ? 'open' : new Date(end).toISOString();
  const peak = peakMilli === null ? '' : ` peak ${peakMilli / 1000} °C`;
  return `${subject.kind} ${subject.id} ${rule} ${new Date(start).toISOString()} to ${until}${peak}`;
}
