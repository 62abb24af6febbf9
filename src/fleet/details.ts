/** What a change does to one thing, value by value, in both languages: read before it is confirmed. */

import type { PackedVolume } from '../lots/types.ts';
import type { Rule, UtcMs } from '../thermal/types.ts';
import { celsius, day, duration, instant, whole } from '../wording/format.ts';
import type { Language, Words } from '../wording/words.ts';
import { standingCalibrations } from './calibrations.ts';
import { FIELD_WORDS, type FieldName, KIND_WORDS, ROLE_WORDS, SAID } from './detail-words.ts';
import { contactValues, ladderValues, rosterValues } from './duty-details.ts';
import type { Effect, Registry, RegistryChange } from './registry.ts';
import { type Device, LONG_AGO, type Role, type UnitKind } from './types.ts';

/** `from`: null where there was nothing before; `to`: null where nothing is left. */
export type FieldChange = {
  readonly field: FieldName;
  readonly label: Words;
  readonly from: Words | null;
  readonly to: Words | null;
};
export type ChangeDetail = {
  readonly kind: RegistryChange['kind'];
  readonly id: string;
  /** As people know it; the id where it has no name. */
  readonly name: string;
  readonly effects: readonly Effect[];
  readonly fields: readonly FieldChange[];
};

type Values = Partial<Record<FieldName, Words | null>>;

/** `registry`: as it is before the change; `changes`: all of the plan, for names of what comes with it. */
export function detailsOf(registry: Registry, changes: readonly RegistryChange[]): ChangeDetail[] {
  const say = new Sayer(registry, changes);
  return changes.map((change) => {
    const { id, name, former, next } = say.both(change);
    const fields = (Object.keys(next) as FieldName[]).flatMap((field): FieldChange[] => {
      const [from, to] = [former?.[field] ?? null, next[field] ?? null];
      if (from?.vi === to?.vi) return [];
      return [{ field, label: FIELD_WORDS[field], from, to }];
    });
    return { kind: change.kind, id, name, effects: change.effects, fields };
  });
}

type Both = { id: string; name: string; former: Values | null; next: Values };

class Sayer {
  readonly #registry: Registry;
  readonly #siteNames = new Map<string, string>();
  readonly #unitNames = new Map<string, string>();
  /** Said before: in a large file thousands of devices came at one time. */
  readonly #times = new Map<UtcMs, Words>();

  constructor(registry: Registry, changes: readonly RegistryChange[]) {
    this.#registry = registry;
    for (const change of changes) {
      if (change.kind === 'site') this.#siteNames.set(change.site.id, change.site.name);
      if (change.kind === 'unit') this.#unitNames.set(change.unit.id, change.unit.name);
    }
  }

  both(change: RegistryChange): Both {
    const { sites, units, devices, products, people, lots } = this.#registry;
    const { contacts, rosters, ladders } = this.#registry;
    switch (change.kind) {
      case 'zone':
        return whole1('zone', { value: plain(this.#registry.zone) }, { value: plain(change.zone) });
      case 'book':
        return whole1(
          'book',
          { value: plain(JSON.stringify(this.#registry.book)) },
          { value: plain(JSON.stringify(change.book)) },
        );
      case 'guard':
        return whole1(
          'guard',
          { value: yesNo(this.#registry.guardBand) },
          { value: yesNo(change.guardBand) },
        );
      case 'site':
        return pair(change.site.id, change.site.name, sites.get(change.site.id), change.site, (site) => ({
          name: plain(site.name),
          level: text(site.level),
          parent: this.#site(site.parent),
          phone: text(site.phone ?? ''),
        }));
      case 'unit':
        return pair(change.unit.id, change.unit.name, units.get(change.unit.id), change.unit, (unit) => ({
          name: plain(unit.name),
          unitKind: KIND_WORDS[unit.kind satisfies UnitKind],
          site: this.#site(unit.placements.at(-1)?.site ?? null),
          litres:
            unit.litres === null
              ? null
              : both((lang) => `${whole(unit.litres ?? 0, lang)} ${SAID.litres[lang]}`),
          rules: rulesText(unit.rules),
          sampling: length(unit.sampling),
          maxGap: length(unit.maxGap),
          maxUnmonitored: length(unit.maxUnmonitored),
          retired: this.#time(unit.retiredAt),
        }));
      case 'device':
        return pair(
          change.device.id,
          change.device.id,
          devices.get(change.device.id),
          change.device,
          (device) => ({
            unit: this.#unit(device.placements.at(-1)?.unit ?? null),
            since: this.#time(device.placements.at(-1)?.since ?? null),
            profile: plain(device.profile),
            via: device.via === undefined ? null : plain(`${device.via.gateway}: ${device.via.address}`),
            inside: device.inside === undefined ? null : plain(device.inside.join(', ')),
            calibrations: calibrationsText(device),
            retired: this.#time(device.retiredAt),
          }),
        );
      case 'product':
        return pair(
          change.product.gtin,
          change.product.name,
          products.get(change.product.gtin),
          change.product,
          (product) => ({
            name: plain(product.name),
            dosesPerVial: plain(String(product.dosesPerVial)),
            packed: product.packed === undefined ? null : packedText(product.packed),
            version: plain(String(product.versions.at(-1)?.version ?? 0)),
            effective: this.#time(product.versions.at(-1)?.effective ?? null),
            source: text(product.versions.at(-1)?.source ?? ''),
            rules: rulesText(product.versions.at(-1)?.rules ?? []),
            maxUnmonitored: length(product.versions.at(-1)?.maxUnmonitored ?? 0),
          }),
        );
      case 'person':
        return pair(
          change.person.username,
          change.person.name,
          people.get(change.person.username),
          change.person,
          (person) => ({
            name: plain(person.name),
            roles: rolesText(person.roles),
            place: this.#place(person.site),
            retired: this.#time(person.retiredAt),
          }),
        );
      case 'lot': {
        const { gtin, lot } = change.lot;
        return pair(`${gtin}/${lot}`, lot, lots.get(`${gtin}/${lot}`), change.lot, ({ expiry }) => ({
          expiry: plain(expiry),
        }));
      }
      case 'parcel':
        return whole1(change.parcel.id, null, {
          doses: plain(String(change.parcel.doses)),
          unit: this.#unit(change.parcel.stays[0]?.unit ?? null),
        });
      case 'contact': {
        const { contact } = change;
        const name = people.get(contact.id)?.name ?? contact.id;
        return pair(contact.id, name, contacts.get(contact.id), contact, contactValues);
      }
      case 'roster':
        return pair(
          change.roster.id,
          change.roster.name,
          rosters.get(change.roster.id),
          change.roster,
          (roster) => rosterValues(roster, this.#place(roster.site), this.#registry.zone),
        );
      case 'ladder': {
        const { id, site } = change.ladder;
        const name = this.#place(site)?.vi ?? id;
        return pair(id, name, ladders.get(id), change.ladder, ladderValues);
      }
      default:
        throw new Error(`Cannot tell a change: unknown kind ${JSON.stringify(change satisfies never)}`);
    }
  }

  #place(site: string | null): Words | null {
    return site === null ? SAID.wholeProvince : this.#site(site);
  }

  #site(id: string | null): Words | null {
    return id === null ? null : plain(this.#siteNames.get(id) ?? this.#registry.sites.get(id)?.name ?? id);
  }

  #unit(id: string | null): Words | null {
    return id === null ? null : plain(this.#unitNames.get(id) ?? this.#registry.units.get(id)?.name ?? id);
  }

  #time(at: UtcMs | null): Words | null {
    if (at === null || at <= LONG_AGO) return null;
    const said = this.#times.get(at) ?? plain(instant(at, this.#registry.zone));
    this.#times.set(at, said);
    return said;
  }
}

function pair<T>(
  id: string,
  name: string,
  former: T | undefined,
  next: T,
  values: (thing: T) => Values,
): Both {
  return { id, name, former: former === undefined ? null : values(former), next: values(next) };
}
const whole1 = (id: string, former: Values | null, next: Values): Both => ({ id, name: id, former, next });

const plain = (value: string): Words => ({ vi: value, en: value });
const text = (value: string): Words | null => (value === '' ? null : plain(value));
const both = (say: (language: Language) => string): Words => ({ vi: say('vi'), en: say('en') });
const yesNo = (value: boolean): Words => (value ? SAID.yes : SAID.no);
const length = (ms: number): Words => both((language) => duration(ms, language));

const packedText = ({ cm3PerDose, source }: PackedVolume): Words =>
  both((language) => {
    const number = language === 'vi' ? String(cm3PerDose).replace('.', ',') : String(cm3PerDose);
    return `${number} cm³ (${source})`;
  });

/** The lines that stand, each with its probe, its day and its last good day. */
function calibrationsText(device: Device): Words | null {
  const lines = standingCalibrations(device);
  if (lines.length === 0) return null;
  return both((language) =>
    lines
      .map(({ probe, on, due, correction, offset, uncertainty }) => {
        const why = correction === null ? '' : ` (${correction})`;
        const off =
          offset === undefined ? '' : `, ${offset > 0 ? '+' : ''}${celsius(offset / 1000, language)}`;
        const sure = uncertainty === undefined ? '' : ` ± ${celsius(uncertainty / 1000, language)}`;
        return `${probe}: ${day(on)} → ${day(due)}${off}${sure}${why}`;
      })
      .join('; '),
  );
}

const rolesText = (roles: readonly Role[]): Words =>
  both((language) => roles.map((role) => ROLE_WORDS[role][language]).join(', '));

/** `trên 8,0 °C trong 10 giờ 00 phút; từ −0,5 °C trở xuống trong 1 giờ 00 phút` */
function rulesText(rules: readonly Rule[]): Words {
  if (rules.length === 0) return SAID.noRules;
  return both((language) =>
    rules
      .map((rule) => {
        const side =
          SAID[
            rule.side === 'above'
              ? rule.inclusive
                ? 'fromUp'
                : 'above'
              : rule.inclusive
                ? 'fromDown'
                : 'below'
          ];
        const limit = side[language].replace('{limit}', celsius(rule.limit / 1000, language));
        const inAll = rule.mode === 'cumulative' ? ` ${SAID.inAll[language]}` : '';
        const time =
          rule.allowed === 0
            ? SAID.atOnce[language]
            : `${SAID.during[language]} ${duration(rule.allowed, language)}`;
        return `${limit} ${time}${inAll}`;
      })
      .join('; '),
  );
}
