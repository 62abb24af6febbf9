/** What a tile and an alert are called in words: the service's state in the reader's language. Pure. */
import type { AlertView, SiteView, UnitView } from '../api/views.ts';
import { duration } from '../format/province.ts';
import { instant, timeNear } from '../format/time.ts';
import type { IconName } from '../look/icons.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/vi.ts';

type Told = { icon: IconName; text: string };

/** The state word with its icon. `at` is service time. */
export function stateWord(unit: UnitView, words: Words, language: Language, at: number): Told {
  const { state } = words;
  switch (unit.state) {
    case 'normal':
      return { icon: 'check', text: state.normal };
    case 'watching': {
      const breachAt = instant(unit.breachAt);
      const left = breachAt === null || breachAt <= at ? null : duration(breachAt - at, language);
      return { icon: 'clock', text: left === null ? state.watching : state.watchingLeft(left) };
    }
    case 'excursion':
      if (unit.side === null) return { icon: 'recall', text: state.excursion };
      return unit.side === 'above' ? { icon: 'up', text: state.above } : { icon: 'down', text: state.below };
    case 'acknowledged': {
      const by = unit.acknowledgedBy;
      const when = instant(by?.at ?? null);
      if (!by || when === null) return { icon: 'person', text: state.acknowledged };
      return { icon: 'person', text: state.acknowledgedBy(by.name, timeNear(when, at)) };
    }
    case 'returned':
      return { icon: 'back', text: state.returned };
    case 'late': {
      // Of several probes one may be late while another reports.
      const reported = [unit.stateSince, unit.at ?? unit.last?.at ?? null].flatMap(
        (time) => instant(time) ?? [],
      );
      return {
        icon: 'clock',
        text:
          reported.length === 0
            ? words.board.late
            : state.late(duration(at - Math.min(...reported), language)),
      };
    }
    case 'silent': {
      const last = instant(unit.last?.at ?? unit.at);
      return {
        icon: 'no-signal',
        text: last === null ? state.silentPlain : state.silent(timeNear(last, at)),
      };
    }
    case 'no-data':
      return { icon: 'dots', text: state.noData };
    case 'retired':
      return { icon: 'cross', text: state.retired };
    default:
      // A newer service may know more states: never shown as normal.
      return { icon: 'question', text: String(unit.state satisfies never) };
  }
}

export function kindWord(kind: string, words: Words): string {
  return has(words.kind, kind) ? words.kind[kind] : words.kind.other;
}

export function kindIcon(kind: string): IconName {
  switch (kind) {
    case 'freezer':
    case 'ultra-freezer':
      return 'freezer';
    case 'cold-room':
      return 'cold-room';
    case 'transport-box':
      return 'transport-box';
    default:
      return 'refrigerator';
  }
}

export function alertWord(alert: AlertView, words: Words): string {
  const { kinds } = words.alerts;
  return has(kinds, alert.kind) ? kinds[alert.kind] : kinds.other;
}

/** Where an alert belongs: the unit if there is one, else the parcel or device, and the site. */
export function alertPlace(
  alert: AlertView,
  words: Words,
  units: ReadonlyMap<string, UnitView>,
  sites: readonly SiteView[],
): string {
  const unit = alert.unit === null ? undefined : units.get(alert.unit);
  const site = unit?.siteName ?? sites.find((each) => each.id === alert.site)?.name ?? alert.site;
  const parcel = alert.parcel === null ? null : words.alerts.parcel(alert.parcel);
  const device = alert.device === null ? null : words.alerts.device(alert.device);
  const thing = unit?.name ?? alert.unit ?? parcel ?? device;
  return [thing, site].filter((part) => part !== null && part !== undefined).join(' · ');
}

/** `20 giây trước`; under five seconds `vừa xong`. */
export function ageText(at: number, now: number, words: Words, language: Language): string {
  const age = now - at;
  return age < 5_000 ? words.tile.now : words.tile.ago(duration(age, language));
}

export const shortTime = (iso: string, now: number): string => {
  const at = instant(iso);
  return at === null ? '–' : timeNear(at, now);
};

function has<T extends object>(words: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(words, key);
}
