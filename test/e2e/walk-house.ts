/**
 * The house that every screen is walked through in: a trip on the way, a fridge too warm with what is in it on hold, a
 * silent one, one person of each role, and everything has a name that tries to be more than a name.
 */
import { stringify } from 'yaml';
import { ROLES, type Role } from '../../src/fleet/types.ts';
import { LAN, PASSWORD, startTripHouse, type TripHouse, TY } from './trip-house.ts';
import type { Made } from './walk.ts';

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
type Names = { readonly [K in keyof typeof NAMES]: string } & {
  readonly product: string;
  readonly said: string;
  /** As many as there are roles, or again from the first. */
  readonly people: readonly string[];
};
const HOSTILE: Names = { ...NAMES, product: NAMES.image, said: NAMES.image, people: Object.values(NAMES) };
/** For the same house when somebody is to look at it. */
export const PLAIN: Names = {
  script: 'Buồng lạnh 1',
  image: 'Kho vắc xin tỉnh Đắk Lắk',
  turned: 'Tủ vắc xin số 2',
  long: 'Trạm Y tế xã Buôn Đôn',
  longWord: 'Trạm Y tế xã Ea Kao',
  decomposed: 'Hòm lạnh số 1',
  product: 'Vắc xin sởi – rubella (MR)',
  said: 'Mất điện lưới, chờ điện lực báo lại',
  people: [
    'Trần Văn Hùng',
    'Nguyễn Thị Lan',
    'Y Tý Niê',
    'Lê Thị Hạnh',
    'H’Hoa Êban',
    'Phạm Quốc An',
    'Màn hình kho',
  ],
};
/** All of the GS1 set, and markup nevertheless. */
export const HOSTILE_LOT = `<b>"&'%;=</b>`;
export const WARM = 'tu-nong';
export const RECEIPT = 'phieu-nhap';
/** It has not sent its first message. */
export const NEW_DEVICE = 'do-moi';
const GTIN = '08934567890120';

/** Who has only this role, by user name. Depot and escort are those of the trip. */
export const personOf = (role: Role): string =>
  role === 'depot' ? LAN : role === 'escort' ? TY : `nguoi-${role}`;

export type WalkHouse = TripHouse & { readonly made: Made };

export async function startWalkHouse(names: Names = HOSTILE): Promise<WalkHouse> {
  const house = await startTripHouse();
  try {
    return { ...house, made: await furnish(house, names) };
  } catch (error) {
    await house.close();
    throw error;
  }
}

async function furnish(house: TripHouse, names: Names): Promise<Made> {
  await house.apply(description(names));
  const warmSince = Date.now() - 12 * HOUR;
  const readings = Array.from({ length: 144 }, (_, i) => ({
    at: new Date(warmSince + (i + 1) * 5 * MINUTE - MINUTE).toISOString(),
    celsius: 12.5,
    probe: '1',
  }));
  const admin = personOf('administrator');
  await house.api(admin, '/enrolments', { device: NEW_DEVICE, unit: { id: 'tu-im' } });
  await house.api(admin, '/imports', {
    ...{ unit: WARM, device: `do-${WARM}`, source: names.script, readings },
  });
  await house.apply(
    stringify({
      demo: true,
      parcels: [
        {
          ...{ id: 'kien-nong', gtin: GTIN, lot: HOSTILE_LOT, doses: 80, unit: WARM, label: names.turned },
          since: new Date(warmSince + HOUR).toISOString(),
        },
        {
          ...{
            id: 'kien-giu',
            gtin: GTIN,
            lot: 'MR-0511',
            doses: 40,
            unit: 'kho-lanh',
            label: names.longWord,
          },
          since: new Date(warmSince + 8 * HOUR).toISOString(),
        },
      ],
    }),
  );
  await house.api(LAN, '/receipts', {
    ...{ id: RECEIPT, site: 'tinh', supplier: names.script, document: 'HD-7', remark: names.longWord },
    lines: [
      { gtin: GTIN, lot: 'MR-0426', doses: 30, unit: 'kho-lanh', outcome: 'received', vvm: 1, celsius: 4.2 },
      {
        ...{ gtin: GTIN, lot: HOSTILE_LOT, doses: 20, unit: 'kho-lanh', outcome: 'held', vvm: 3 },
        ...{ reason: names.said, damage: names.longWord, diluent: { lot: names.turned, quantity: 2 } },
      },
    ],
  });
  const official = personOf('official');
  const holds: string[] = [];
  for (const parcel of ['kien-giu', 'kien-nong'])
    holds.push(
      (await house.api<{ id: string }>(official, `/parcels/${parcel}/hold`, { reason: names.said })).id,
    );
  const { items } = await house.api<{ items: { id: string }[] }>(admin, '/alerts?state=open');
  const [alert] = items;
  if (alert === undefined) throw new Error('The warm fridge raised no alert');
  await house.api(admin, `/alerts/${alert.id}/acknowledge`, { comment: names.said });
  await house.say(TY, { type: 'incident.reported', kind: 'delay', text: names.said, unit: null });
  const keep = { decision: 'keep', reason: names.said, evidence: names.script };
  const decided = await house.api<{ done: { id: string }[] }>(official, '/decisions', { holds, ...keep });
  const [[decision], [handoff]] = [decided.done, await house.handoffs()];
  if (decision === undefined || handoff === undefined)
    throw new Error('No decision was proposed, or no handoff made');
  return { alert: alert.id, decision: decision.id, handoff: handoff.id };
}

function description(names: Names): string {
  const unit = (id: string, name: string, kind: string, site: string) => ({ id, name, kind, site });
  const watched = { samplingSeconds: 300, maxGapSeconds: 2700 };
  const warm = { id: 'warm', side: 'above', limitCelsius: 8, allowedSeconds: 3600, mode: 'continuous' };
  return stringify({
    demo: true,
    sites: [
      { id: 'tinh', name: names.image, level: 'tỉnh', parent: null },
      { id: 'ea-kao', name: names.longWord, level: names.script, parent: 'tinh' },
      { id: 'buon-don', name: names.long, level: 'xã', parent: 'tinh' },
      { id: 'cu-kuin', name: names.turned, level: 'xã', parent: 'tinh' },
    ],
    units: [
      unit('kho-lanh', names.script, 'cold-room', 'tinh'),
      unit('hom-1', names.decomposed, 'transport-box', 'tinh'),
      unit('tu-ea-kao', names.turned, 'refrigerator', 'ea-kao'),
      { ...unit(WARM, names.longWord, 'refrigerator', 'ea-kao'), ...watched, rules: [warm] },
      { ...unit('tu-im', names.long, 'freezer', 'buon-don'), ...watched, rules: [] },
    ],
    devices: [WARM, 'tu-im'].map((id) => ({ id: `do-${id}`, unit: id, secret: `a-secret-of-${id}` })),
    products: [
      { gtin: GTIN, name: names.product, dosesPerVial: 10, maxUnmonitoredSeconds: 14_400, rules: [warm] },
    ],
    people: ROLES.map((role, i) => ({
      ...{
        username: personOf(role),
        name: names.people[i % names.people.length],
        roles: [role],
        password: PASSWORD,
      },
      site: role === 'vaccinator' ? 'ea-kao' : 'tinh',
    })),
    lots: [{ gtin: GTIN, lot: HOSTILE_LOT, expiry: '2028-03-31' }],
  });
}

export const HOSTILE_CODE = `${GTIN}/${HOSTILE_LOT}`;
