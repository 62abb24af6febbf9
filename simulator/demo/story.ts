/** What the audience of the demonstration gets to see, and when: a fault plan of its own, around one failing fridge. */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Description, LotDescription, SiteDescription, UnitDescription } from '../description.ts';
import type { Fault } from '../faults.ts';
import { WATCHABLE_SECONDS } from '../fleet.ts';
import { random } from '../random.ts';

export type Story = {
  readonly faults: readonly Fault[];
  /** The fridge that fails, where it stands, and a lot that is in it. */
  readonly fridge: UnitDescription;
  readonly site: SiteDescription;
  readonly lot: LotDescription;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** `liveAt`: when the audience begins to watch; `failAfterSeconds`: when the fridge's door is left open. */
export function story(
  seed: string,
  description: Description,
  liveAt: UtcMs,
  failAfterSeconds: number,
): Story {
  const draw = random(seed, 'story');
  const stocked = description.units.filter(
    ({ kind, id }) => kind === 'refrigerator' && description.parcels.some(({ unit }) => unit === id),
  );
  // The story is told at the place where people are vaccinated; a depot stands in where there is no station.
  const stations = stocked.filter(({ site }) => site.startsWith('tyt-'));
  const [fridge, other, third] = draw.shuffle(stations.length > 0 ? stations : stocked);
  if (fridge === undefined) throw new Error('Cannot tell the story: no refrigerator holds any vaccine');
  const parcel = description.parcels.find(({ unit }) => unit === fridge.id);
  const lot = description.lots.find((each) => each.gtin === parcel?.gtin && each.lot === parcel?.lot);
  const site = description.sites.find(({ id }) => id === fridge.site);
  if (lot === undefined || site === undefined)
    throw new Error(`Cannot tell the story: ${fridge.id} hangs in the air`);

  const failsAt = liveAt + failAfterSeconds * SECOND;
  const deviceOf = (unit: UnitDescription) =>
    description.devices.find((device) => device.unit === unit.id)?.id;
  const faults: Fault[] = [
    {
      kind: 'door-left-open',
      unit: fridge.id,
      timeConstantSeconds: WATCHABLE_SECONDS,
      from: failsAt,
      to: failsAt + 15 * MINUTE,
    },
  ];
  const box = description.units.filter(({ kind }) => kind === 'transport-box').at(-1);
  const boxDevice = box && deviceOf(box);
  if (boxDevice !== undefined) {
    const from = liveAt + 20 * SECOND;
    faults.push({ kind: 'no-signal', device: boxDevice, backlog: 'shuffled', from, to: from + 8 * MINUTE });
  }
  const otherDevice = other && deviceOf(other);
  if (other !== undefined && otherDevice !== undefined && other.site !== fridge.site) {
    const from = failsAt + 2 * MINUTE;
    faults.push({ kind: 'power-cut', site: other.site, from, to: from + 20 * MINUTE });
    faults.push({ kind: 'reboot', device: otherDevice, from, to: from });
  }
  const thirdDevice = third && deviceOf(third);
  if (thirdDevice !== undefined) {
    const from = failsAt + 4 * MINUTE;
    faults.push({ kind: 'sensor-fault', device: thirdDevice, shows: '-127', from, to: from + 90 * SECOND });
    faults.push({ kind: 'duplicate-delivery', device: thirdDevice, share: 0.3, from: liveAt, to: from });
  }
  return { faults: faults.sort((a, b) => a.from - b.from), fridge, site, lot };
}
