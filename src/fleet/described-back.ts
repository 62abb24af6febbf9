/**
 * The registry as a province description: what `apply` would need to make it again, one piece of text after the other, in an
 * order that depends on nothing but the registry.
 *
 * Applied to the same registry it changes nothing; applied to an empty one it makes an equal one, but for what a description
 * cannot say: secrets and passwords (new ones are made), parcels (they move by custody), where units and devices were
 * before their present place, and limits that a unit had before the present ones. For those there is the backup.
 */

import { localDay } from '../lots/expiry.ts';
import type { Lot, Product, ProductVersion } from '../lots/types.ts';
import type { Rule, UtcMs } from '../thermal/types.ts';
import { calibrationsOf } from './calibrations.ts';
import { contactEntries, ladderEntries, rosterEntries } from './duty-back.ts';
import { parseInstant } from './instants.ts';
import type { Registry } from './registry.ts';
import { type Calibration, type Device, LONG_AGO, type Person, type Site, type Unit } from './types.ts';
import { type FlowValue, flowMap, pairs, type Raw, raw } from './yaml-words.ts';

const HEAD = `# Mô tả tỉnh của Giữ Lạnh. Đưa vào lại bằng: giulanh apply TỆP
# Không có trong tệp: khoá bí mật, mật khẩu, kiện vắc xin, nơi đặt trước đây của tủ và thiết bị, ngưỡng cũ của tủ.
# The description of a province. Left out: secrets, passwords, parcels, former places of units and devices, former limits
# of units; for those there is giulanh backup.
`;

/** Yields the text in pieces of one thing each. */
export function* describeBack(registry: Registry): Generator<string> {
  const { zone, book, guardBand } = registry;
  const write = new Writer(registry);
  yield HEAD;
  yield `zone: ${JSON.stringify(zone)}\n`;
  const { morning, afternoon, deviation } = book;
  const hours = (slot: { from: number; to: number }) =>
    raw(`{ from: "${clock(slot.from)}", to: "${clock(slot.to)}" }`);
  yield `book: ${flowMap({ morning: hours(morning), afternoon: hours(afternoon), deviationCelsius: deviation / 1000 })}\n`;
  if (guardBand) yield 'guardBand: true\n';
  yield* section('sites', sitesFromTheTop(registry.sites), (site) => `  - ${write.site(site)}\n`);
  yield* section('units', byKey(registry.units), (unit) => write.unit(unit));
  yield* section('devices', byKey(registry.devices), (device) => write.device(device));
  yield* section('products', byKey(registry.products), (product) => write.product(product));
  yield* section('people', byKey(registry.people), (person) => `  - ${write.person(person)}\n`);
  yield* section('lots', byKey(registry.lots), (lot) => `  - ${write.lot(lot)}\n`);
  yield* section('rosters', byKey(registry.rosters), (roster) => block(rosterEntries(roster)));
  yield* section('ladders', byKey(registry.ladders), (ladder) => block(ladderEntries(ladder)));
}

function* section<T>(name: string, items: readonly T[], write: (item: T) => string): Generator<string> {
  if (items.length === 0) return;
  yield `${name}:\n`;
  for (const item of items) yield write(item);
}

function byKey<T>(things: ReadonlyMap<string, T>): T[] {
  return [...things].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => thing);
}

/** Each after the one that it lies below, and otherwise by id. */
function sitesFromTheTop(sites: ReadonlyMap<string, Site>): Site[] {
  const below = Map.groupBy(byKey(sites), ({ parent }) => parent);
  const ordered: Site[] = [];
  const waiting = [...(below.get(null) ?? [])].reverse();
  for (let site = waiting.pop(); site !== undefined; site = waiting.pop()) {
    ordered.push(site);
    waiting.push(...(below.get(site.id) ?? []).toReversed());
  }
  return ordered;
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

class Writer {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  site({ id, name, level, parent, phone }: Site): string {
    return flowMap({ id, name, level: level === '' ? null : level, parent, phone });
  }

  unit(unit: Unit): string {
    const { id, kind, name, litres, rules, sampling, maxGap, maxUnmonitored, placements, retiredAt } = unit;
    const last = placements.at(-1);
    return block({
      id,
      kind,
      name,
      // Said, not left out: a fridge at no site is meant so.
      site: last?.site ?? raw('null'),
      since: this.#since(last?.since ?? LONG_AGO, retiredAt),
      litres,
      samplingSeconds: sampling / 1000,
      maxGapSeconds: maxGap / 1000,
      maxUnmonitoredSeconds: maxUnmonitored / 1000,
      retired: this.#instant(retiredAt),
      rules: list(rules.map(ruleText), 6),
    });
  }

  device(device: Device): string {
    const { id, profile, placements, via, inside, retiredAt } = device;
    const last = placements.at(-1);
    const unitEnds = this.#registry.units.get(last?.unit ?? '')?.retiredAt ?? null;
    const ends = Math.min(retiredAt ?? Number.POSITIVE_INFINITY, unitEnds ?? Number.POSITIVE_INFINITY);
    const facts = {
      id,
      unit: last?.unit,
      since: this.#since(last?.since ?? LONG_AGO, ends),
      profile,
      via: via === undefined ? null : raw(flowMap({ ...via })),
      inside: inside === undefined ? null : raw(JSON.stringify(inside)),
      retired: this.#instant(retiredAt),
    };
    const calibrations = calibrationsOf(device).map(calibrationText);
    if (calibrations.length === 0) return `  - ${flowMap(facts)}\n`;
    return block({ ...facts, calibrations: list(calibrations, 6) });
  }

  product({ gtin, name, dosesPerVial, packed, versions }: Product): string {
    return block({
      gtin,
      name,
      dosesPerVial,
      packedCm3PerDose: packed?.cm3PerDose ?? null,
      packedSource: packed?.source ?? null,
      versions: raw(versions.map((version) => `\n${this.#version(version)}`).join('')),
    });
  }

  #version({ effective, source, labelVersion, rules, maxUnmonitored, notJudged }: ProductVersion): string {
    return items(
      {
        effective: this.#instant(effective === LONG_AGO ? null : effective),
        source,
        labelVersion: labelVersion === '' ? null : labelVersion,
        maxUnmonitoredSeconds: maxUnmonitored / 1000,
        notJudged:
          notJudged.length === 0
            ? null
            : list(
                notJudged.map(({ vi, en }) => flowMap({ vi, en })),
                10,
              ),
        rules: list(rules.map(ruleText), 10),
      },
      6,
    );
  }

  person({ username, name, roles, site, retiredAt }: Person): string {
    return flowMap({
      username,
      name,
      roles: raw(`[${roles.join(', ')}]`),
      site,
      retired: this.#instant(retiredAt),
      ...contactEntries(this.#registry.contacts.get(username)),
    });
  }

  lot({ gtin, lot, expiry }: Lot): string {
    return flowMap({ gtin, lot, expiry: raw(expiry) });
  }

  /**
   * Left out where it was always so, and where the thing, or the unit it sits in, was said to end before that: a
   * description would contradict itself, and there is nothing that the time would still mean.
   */
  #since(since: UtcMs, ends: UtcMs | null): Raw | null {
    return since === LONG_AGO || (ends !== null && since >= ends) ? null : this.#instant(since);
  }

  /** A day, where it is the first instant of one by the province's clocks; else to the millisecond. */
  #instant(at: UtcMs | null): Raw | null {
    if (at === null) return null;
    const { zone } = this.#registry;
    const day = localDay(at, zone);
    return raw(parseInstant(day, zone) === at ? day : new Date(at).toISOString());
  }
}

/** One item of a section, a key on each line. */
const block = (entries: Readonly<Record<string, FlowValue>>): string => `${items(entries, 2)}\n`;

const items = (entries: Readonly<Record<string, FlowValue>>, indent: number): string => {
  const margin = ' '.repeat(indent);
  return pairs(entries)
    .map((line, i) => `${margin}${i === 0 ? '- ' : '  '}${line}`)
    .join('\n');
};

/** A list below its key, or `[]`. */
function list(texts: readonly string[], indent: number): Raw {
  const margin = ' '.repeat(indent);
  return raw(texts.length === 0 ? '[]' : texts.map((text) => `\n${margin}- ${text}`).join(''));
}

function calibrationText({ offset, uncertainty, ...line }: Calibration): string {
  return flowMap({
    ...line,
    offsetCelsius: offset === undefined ? null : offset / 1000,
    uncertaintyCelsius: uncertainty === undefined ? null : uncertainty / 1000,
  });
}

function ruleText({ id, side, limit, inclusive, allowed, mode }: Rule): string {
  return flowMap({
    id,
    side,
    limitCelsius: limit / 1000,
    inclusive: inclusive === true ? true : null,
    allowedSeconds: allowed / 1000,
    mode,
  });
}
