/**
 * The house that every screen is walked through in: a trip on the way, a fridge too warm with what is in it on hold, a
 * silent one, one person of each role, and everything has a name that tries to be more than a name.
 */
import { stringify } from 'yaml';
import { ROLES, type Role } from '../../src/fleet/types.ts';
import { LAN, PASSWORD, startTripHouse, type TripHouse, TY } from './trip-house.ts';

const NAME_MOST = 200;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Names as somebody careless, malicious or foreign could write them; all of them are names that the service takes. */
export const NAMES = {
  script: `<script>window.hostile=1</script>`,
  image: `<img src=x onerror="window.hostile=1">'"&amp;</h2> tủ`,
  /** Turned by marks and by its own letters; signs that would turn what follows are refused by the service. */
  turned: '\u200fثلاجة اللقاح\u200e 2 \u200fא',
  long: 'Trạm Y tế xã Ea Kao '.repeat(10).slice(0, NAME_MOST).trim(),
  longWord: 'Ằ'.repeat(NAME_MOST),
  /** Two marks on one letter, typed as letters and marks of their own. */
  decomposed: 'Tủ lạnh Nguyễn Ệ Ữ Ở'.normalize('NFD'),
} as const;
/** All of the GS1 set, and markup nevertheless. */
export const HOSTILE_LOT = `<b>"&'%;=</b>`;
export const WARM = 'tu-nong';
const GTIN = '08934567890120';

/** Who has only this role, by user name. Depot and escort are those of the trip. */
export const personOf = (role: Role): string =>
  role === 'depot' ? LAN : role === 'escort' ? TY : `nguoi-${role}`;

export async function startWalkHouse(): Promise<TripHouse> {
  const house = await startTripHouse();
  try {
    await furnish(house);
  } catch (error) {
    await house.close();
    throw error;
  }
  return house;
}

async function furnish(house: TripHouse): Promise<void> {
  await house.apply(description());
  const warmSince = Date.now() - 12 * HOUR;
  const readings = Array.from({ length: 144 }, (_, i) => ({
    at: new Date(warmSince + (i + 1) * 5 * MINUTE - MINUTE).toISOString(),
    celsius: 12.5,
    probe: '1',
  }));
  const admin = personOf('administrator');
  await house.api(admin, '/imports', {
    ...{ unit: WARM, device: `do-${WARM}`, source: NAMES.script, readings },
  });
  await house.apply(
    stringify({
      demo: true,
      parcels: [
        {
          ...{ id: 'kien-nong', gtin: GTIN, lot: HOSTILE_LOT, doses: 80, unit: WARM, label: NAMES.turned },
          since: new Date(warmSince + HOUR).toISOString(),
        },
        {
          ...{
            id: 'kien-giu',
            gtin: GTIN,
            lot: 'MR-0511',
            doses: 40,
            unit: 'kho-lanh',
            label: NAMES.longWord,
          },
          since: new Date(warmSince + 8 * HOUR).toISOString(),
        },
      ],
    }),
  );
  for (const parcel of ['kien-giu', 'kien-nong'])
    await house.api(personOf('official'), `/parcels/${parcel}/hold`, { reason: NAMES.image });
  const { items } = await house.api<{ items: { id: string }[] }>(admin, '/alerts?state=open');
  const [alert] = items;
  if (alert === undefined) throw new Error('The warm fridge raised no alert');
  await house.api(admin, `/alerts/${alert.id}/acknowledge`, { comment: NAMES.script });
  await house.say(TY, { type: 'incident.reported', kind: 'delay', text: NAMES.image, unit: null });
}

function description(): string {
  const unit = (id: string, name: string, kind: string, site: string) => ({ id, name, kind, site });
  const watched = { samplingSeconds: 300, maxGapSeconds: 2700 };
  const warm = { id: 'warm', side: 'above', limitCelsius: 8, allowedSeconds: 3600, mode: 'continuous' };
  const names = Object.values(NAMES);
  return stringify({
    demo: true,
    sites: [
      { id: 'tinh', name: NAMES.image, level: 'tỉnh', parent: null },
      { id: 'ea-kao', name: NAMES.longWord, level: NAMES.script, parent: 'tinh' },
      { id: 'buon-don', name: NAMES.long, level: 'xã', parent: 'tinh' },
      { id: 'cu-kuin', name: NAMES.turned, level: 'xã', parent: 'tinh' },
    ],
    units: [
      unit('kho-lanh', NAMES.script, 'cold-room', 'tinh'),
      unit('hom-1', NAMES.decomposed, 'transport-box', 'tinh'),
      unit('tu-ea-kao', NAMES.turned, 'refrigerator', 'ea-kao'),
      { ...unit(WARM, NAMES.longWord, 'refrigerator', 'ea-kao'), ...watched, rules: [warm] },
      { ...unit('tu-im', NAMES.long, 'freezer', 'buon-don'), ...watched, rules: [] },
    ],
    devices: [WARM, 'tu-im'].map((id) => ({ id: `do-${id}`, unit: id, secret: `a-secret-of-${id}` })),
    products: [
      { gtin: GTIN, name: NAMES.image, dosesPerVial: 10, maxUnmonitoredSeconds: 14_400, rules: [warm] },
    ],
    people: ROLES.map((role, i) => ({
      ...{ username: personOf(role), name: names[i % names.length], roles: [role], password: PASSWORD },
      site: role === 'vaccinator' ? 'ea-kao' : 'tinh',
    })),
    lots: [{ gtin: GTIN, lot: HOSTILE_LOT, expiry: '2028-03-31' }],
  });
}

export const HOSTILE_CODE = `${GTIN}/${HOSTILE_LOT}`;
