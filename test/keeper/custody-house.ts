/** A province with people who carry vaccine: their phones sign, and may be without a signal. Times are minutes since START. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { canonicalJson } from '../../src/custody/canonical.ts';
import type { Counted, CustodyEvent, Delivered } from '../../src/custody/types.ts';
import type { Role } from '../../src/fleet/types.ts';
import type { KeyView, RecordedView } from '../../src/keeper/custody-views.ts';
import type { Actor } from '../../src/keeper/protocol.ts';
import { type House, iso, MINUTE, PROVINCE, START } from './house.ts';

export const PEOPLE: readonly [username: string, role: Role, site: string][] = [
  ['kho', 'depot', 'tinh'],
  ['ho.tong', 'escort', 'tinh'],
  ['xe.may', 'escort', 'tinh'],
  ['y.ta', 'vaccinator', 'xa'],
  ['tram', 'depot', 'xa'],
  ['an', 'official', 'tinh'],
];
/** One password hash takes a tenth of a second: these people never sign in with one here. */
export const ROAD = `${PROVINCE}people:
${PEOPLE.map(([username, role, site]) => `  - { username: ${username}, name: ${username}, roles: [${role}], site: ${site} }`).join('\n')}
`;

let made = 0;
/** A UUIDv7 of the minute, in the order of their making. */
export function uuid(minute: number): string {
  const time = (START + Math.round(minute * MINUTE)).toString(16).padStart(12, '0');
  made++;
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${made.toString(16).padStart(12, '0')}`;
}

export const actorOf = (username: string): Actor => {
  const [, role = 'display', site = null] = PEOPLE.find(([name]) => name === username) ?? [];
  return { username, name: username, roles: [role], site };
};

type Fields = Record<string, unknown> & { type: CustodyEvent['type']; shipment?: string | null };
export const codeOf = (handoff: string): string =>
  createHash('sha256').update(`code of ${handoff}`).digest('hex').slice(0, 32);
export const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');
export const all = (parcel: string, doses: number): Counted => ({
  parcel,
  doses,
  refused: 0,
  missing: 0,
  vvm: 1,
  freezeIndicator: null,
  damage: null,
});

/** A phone with its own key. */
export class Phone {
  readonly username: string;
  readonly #privateKey: KeyObject;
  readonly jwk: KeyView['jwk'];
  key = '';

  constructor(username: string) {
    this.username = username;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.jwk = { kty: 'EC', crv: 'P-256', x, y };
  }

  static async enrolled(house: House, username: string): Promise<Phone> {
    const phone = new Phone(username);
    const command = { type: 'key.enroll', jwk: phone.jwk, label: 'điện thoại' } as const;
    phone.key = (await house.does<KeyView>(actorOf(username), command)).id;
    return phone;
  }

  /** What the phone says happened at a minute. */
  says(minute: number, fields: Fields): Delivered {
    const at = iso(minute);
    const { shipment = null, ...rest } = fields;
    const body = {
      ...{ v: 1, id: uuid(minute), at, by: this.username, deviceAt: at, offsetMs: 0, shipment },
      ...rest,
    } as unknown as CustodyEvent;
    return this.signs(body);
  }

  signs(body: CustodyEvent): Delivered {
    const bytes = Buffer.from(canonicalJson(body));
    const signature = sign('sha256', bytes, { key: this.#privateKey, dsaEncoding: 'ieee-p1363' });
    return { body, key: this.key, signature: signature.toString('base64url') };
  }
}

export async function deliver(house: House, username: string, events: unknown[]): Promise<RecordedView[]> {
  const command = { type: 'custody.record', events } as const;
  return (await house.does<{ items: RecordedView[] }>(actorOf(username), command)).items;
}

export const statuses = (answers: readonly RecordedView[]): (string | null)[] =>
  answers.map(({ status, code }) => (code === null ? status : `${status} ${code}`));

/** A trip of kien-1 (240 doses) in hom-1 from tinh to xa: planned, packed, given to ho.tong, given to xa, unpacked into tu-2. */
export function trip(phones: { kho: Phone; hoTong: Phone; yTa: Phone }, from = 10): Delivered[] {
  const shipment = `chuyen-${uuid(from).slice(-6)}`;
  const parcels = [{ parcel: 'kien-1', doses: 240 }];
  const boxes = [{ unit: 'hom-1', seal: 'N1', celsius: 4 }];
  const found = [{ unit: 'hom-1', seal: 'N1', sealIntact: true, celsius: 4 }];
  const [first, second] = [uuid(from + 20), uuid(from + 110)];
  const { kho, hoTong, yTa } = phones;
  return [
    kho.says(from, {
      ...{ type: 'shipment.planned', shipment, from: 'tinh', to: 'xa', stops: [], escort: 'ho.tong' },
      ...{ departAt: iso(from + 20), arriveBy: iso(from + 180), parcels, note: '' },
    }),
    kho.says(from + 10, {
      ...{ type: 'shipment.packed', shipment },
      boxes: [
        {
          ...{ unit: 'hom-1', parcels, seal: 'N1', celsius: 4 },
          coolant: { kind: 'ice-pack', conditionedAt: iso(from) },
        },
      ],
    }),
    kho.says(from + 20, {
      ...{ type: 'handoff.offered', shipment, handoff: first, parcels, boxes, place: 'tinh' },
      ...{ to: { kind: 'person', id: 'ho.tong' }, codeHash: hashOf(codeOf(first)) },
      validUntil: iso(from + 60),
    }),
    hoTong.says(from + 22, {
      ...{
        type: 'handoff.taken',
        shipment,
        handoff: first,
        code: codeOf(first),
        place: 'tinh',
        reason: null,
      },
      ...{ parcels: [all('kien-1', 240)], boxes: found },
    }),
    hoTong.says(from + 110, {
      ...{ type: 'handoff.offered', shipment, handoff: second, parcels, boxes, place: 'xa' },
      ...{ to: { kind: 'site', id: 'xa' }, codeHash: hashOf(codeOf(second)) },
      validUntil: iso(from + 150),
    }),
    yTa.says(from + 112, {
      ...{
        type: 'handoff.taken',
        shipment,
        handoff: second,
        code: codeOf(second),
        place: 'xa',
        reason: null,
      },
      ...{ parcels: [all('kien-1', 240)], boxes: found },
    }),
    yTa.says(from + 120, {
      ...{ type: 'shipment.unpacked', shipment, site: 'xa' },
      parcels: [{ parcel: 'kien-1', doses: 240, unit: 'tu-2' }],
    }),
  ];
}
