/** A keeper with a real store in a directory of its own and a clock that the test moves. Times are minutes since START. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Keeper } from '../../src/keeper/keeper.ts';
import type { Machine } from '../../src/keeper/look-service.ts';
import { type Actor, type Answer, type Command, type Query, SYSTEM } from '../../src/keeper/protocol.ts';
import type {
  AlertView,
  EligibilityView,
  ExcursionView,
  HoldView,
  Paged,
  ParcelDetail,
} from '../../src/keeper/views.ts';
import { ledgerSigning } from '../../src/ledger/signing.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

/** 2026-11-22T00:00:00Z. */
export const START = Date.UTC(2026, 10, 22);
export const MINUTE = 60_000;
export const GTIN = '08930000000002';
export const VIAL = `${GTIN}/FK1234`;

/** Above 8 °C for 60 minutes, or at or below −0.5 °C at all; a reading stands 15 minutes, unmonitored after 4 hours. */
export const PROVINCE = `demo: true
sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }
  - { id: xa, name: Trạm y tế xã, level: xã, parent: tinh }
units:
  - { id: tu-1, kind: refrigerator, site: tinh, name: Tủ 1, samplingSeconds: 300, maxGapSeconds: 900, rules: [{ id: warm, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: continuous }] }
  - { id: tu-2, kind: refrigerator, site: xa, name: Tủ 2, samplingSeconds: 300, maxGapSeconds: 900 }
  - { id: hom-1, kind: transport-box, site: tinh, name: Hòm 1, samplingSeconds: 300, maxGapSeconds: 900 }
devices:
  - { id: do-1, unit: tu-1, secret: a-secret-of-one }
  - { id: do-2, unit: tu-2, secret: a-secret-of-two, profile: ds18b20 }
  - { id: do-3, unit: hom-1, secret: a-secret-of-three }
products:
  - gtin: "${GTIN}"
    name: Vắc xin thử
    dosesPerVial: 10
    maxUnmonitoredSeconds: 14400
    rules:
      - { id: heat, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: continuous }
      - { id: freeze, side: below, limitCelsius: -0.5, inclusive: true, allowedSeconds: 0, mode: continuous }
lots:
  - { gtin: "${GTIN}", lot: FK1234, expiry: 2027-03-31 }
parcels:
  - { id: kien-1, gtin: "${GTIN}", lot: FK1234, doses: 240, unit: tu-1, since: 2026-11-22T00:00:00Z }
`;

/** Two officials of the whole province: their passwords are hashed, so only the tests that need them apply this. */
export const OFFICIALS = `demo: true
people:
  - { username: an, name: An, roles: [official], site: tinh, password: mat-khau-cua-an }
  - { username: binh, name: Bình, roles: [official], site: tinh, password: mat-khau-cua-binh }
`;

const actor = (username: string, ...roles: Actor['roles']): Actor => ({
  username,
  name: username,
  roles,
  site: 'tinh',
});
export const AN = actor('an', 'official');
export const BINH = actor('binh', 'official');
export const DEPOT = actor('kho', 'depot');
export const NURSE = actor('y.ta', 'vaccinator');
export const AUDITOR: Actor = { ...actor('kiem', 'auditor', 'administrator', 'official'), site: null };

type Packing = {
  readonly packAt?: number;
  readonly packPerStep?: number;
  /** The ledger is signed, and compared with what was. */
  readonly signed?: boolean;
  /** Default: neither disk nor clock is watched. */
  readonly machine?: Machine;
  /** To foreign brokers, by name. */
  readonly connections?: readonly string[];
};

/** Minutes since START and °C; `null` is a value that is no number, a fault of the sensor. */
export type Point = readonly [minute: number, celsius: number | null];

export class House {
  keeper: Keeper;
  /** Minutes since START. */
  now: number;
  readonly directory: string;
  readonly #packing: Packing;

  private constructor(keeper: Keeper, directory: string, now: number, packing: Packing) {
    this.keeper = keeper;
    this.directory = directory;
    this.now = now;
    this.#packing = packing;
  }

  /** Opens an empty house at minute `now` and applies the descriptions. */
  static async open(
    options: Packing & { now?: number; descriptions?: readonly string[] } = {},
  ): Promise<House> {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-keeper-'));
    const box: { house?: House } = {};
    const now = options.now ?? 0;
    const clock = () => START + (box.house?.now ?? now) * MINUTE;
    const house = new House(await begin(directory, clock, options), directory, now, options);
    box.house = house;
    onTestFinished(async () => {
      await house.keeper.close();
      rmSync(directory, { recursive: true, force: true });
    });
    for (const description of options.descriptions ?? [PROVINCE]) await house.apply(description);
    return house;
  }

  /** Ends the keeper and starts another on the same directory. */
  async restart(): Promise<void> {
    await this.keeper.close();
    this.keeper = await begin(this.directory, () => START + this.now * MINUTE, this.#packing);
  }

  async apply(description: string): Promise<void> {
    await this.does(SYSTEM, { type: 'province.apply', description, file: null });
  }

  /** One message of readings, received now. */
  async send(device: string, points: readonly Point[], more: Record<string, unknown> = {}): Promise<void> {
    const { probe, ...message } = more;
    const readings = points.map(([minute, celsius]) => ({ at: START + minute * MINUTE, celsius, probe }));
    const payload = Buffer.from(JSON.stringify({ ...message, readings }));
    const receivedAt = START + this.now * MINUTE;
    await this.keeper.ingest([{ device, kind: 'telemetry', payload, size: payload.length, receivedAt }]);
  }

  /** Sends one value every `step` minutes over [from, to], each received when it was measured. */
  async live(device: string, from: number, to: number, celsius: number, step = 5): Promise<void> {
    for (let minute = from; minute <= to; minute += step) {
      this.now = minute;
      await this.send(device, [[minute, celsius]]);
    }
  }

  /** Lets time pass to a minute, and what it alone brings. */
  async wait(minute: number): Promise<void> {
    this.now = minute;
    await this.keeper.tick();
  }

  async tell(who: Actor, command: Command): Promise<Answer> {
    return this.keeper.execute(who, command);
  }

  /** Does what must succeed. */
  async does<T>(who: Actor, command: Command): Promise<T> {
    const answer = await this.keeper.execute(who, command);
    if (!answer.ok) throw new Error(`${command.type}: ${JSON.stringify(answer.refusal)}`);
    return answer.value as T;
  }

  async ask<T>(query: Query): Promise<T> {
    const answer = await this.keeper.ask(AUDITOR, query);
    if (!answer.ok) throw new Error(`${query.type}: ${JSON.stringify(answer.refusal)}`);
    return answer.value as T;
  }

  async holds(parcel?: string): Promise<HoldView[]> {
    return (await this.ask<Paged<HoldView>>({ type: 'holds', parcel, limit: 1000 })).items;
  }

  async excursions(parcel: string): Promise<ExcursionView[]> {
    return (await this.ask<Paged<ExcursionView>>({ type: 'excursions', parcel, limit: 1000 })).items;
  }

  async unitExcursions(unit: string): Promise<ExcursionView[]> {
    return (await this.ask<Paged<ExcursionView>>({ type: 'excursions', unit, limit: 1000 })).items;
  }

  async alerts(kind?: string): Promise<AlertView[]> {
    const { items } = await this.ask<Paged<AlertView>>({ type: 'alerts', limit: 1000 });
    return items.filter((a) => kind === undefined || a.kind === kind);
  }

  async parcel(id: string): Promise<ParcelDetail> {
    return this.ask({ type: 'parcel', id });
  }

  async rejected(device: string): Promise<{ reason: string; at: string | null }[]> {
    return (await this.ask<Paged<{ reason: string; at: string | null }>>({ type: 'rejected', device })).items;
  }

  async ledger(): Promise<
    { seq: number; event: { type: string } & Record<string, unknown>; leaf: string }[]
  > {
    const page = await this.ask<
      Paged<{ seq: number; event: { type: string } & Record<string, unknown>; leaf: string }>
    >({
      type: 'ledger',
      limit: 1000,
    });
    return page.items;
  }

  /** The scan gate's answer: verdict and codes. */
  async verdict(site: string, barcode = VIAL): Promise<{ verdict: string; codes: string[] }> {
    const view = await this.ask<EligibilityView>({ type: 'eligibility', barcode, site });
    return { verdict: view.verdict, codes: view.reasons.map((r) => r.code) };
  }

  /** What the scan gate tells the vaccinator, each reason a sentence or two. */
  async told(site: string, barcode = VIAL): Promise<string[]> {
    const view = await this.ask<EligibilityView>({ type: 'eligibility', barcode, site });
    return view.reasons.map((r) => r.vi);
  }

  /** Releases a hold with two officials. */
  async release(hold: string): Promise<string> {
    const { id } = await this.does<{ id: string }>(AN, {
      type: 'disposition.propose',
      hold,
      decision: 'release',
      reason: 'within the stability budget',
      evidence: 'letter of the maker',
    });
    await this.does(BINH, { type: 'disposition.approve', disposition: id });
    return id;
  }

  /** All that a restart must find again, in one comparable whole. */
  async everything() {
    return {
      excursions: (await this.ask<Paged<ExcursionView>>({ type: 'excursions', limit: 1000 })).items,
      holds: await this.holds(),
      alerts: await this.alerts(),
      ledger: await this.ledger(),
    };
  }
}

const begin = (
  directory: string,
  clock: () => number,
  { packAt, packPerStep, signed, machine, connections }: Packing,
): Promise<Keeper> =>
  Keeper.start({
    store: openSqlite(directory),
    clock,
    ...(packAt === undefined ? {} : { packAt }),
    ...(packPerStep === undefined ? {} : { packPerStep }),
    ...(machine === undefined ? {} : { machine }),
    ...(connections === undefined ? {} : { connections }),
    ...(signed === true ? { signing: ledgerSigning(directory) } : {}),
  });

/** An instant as the views write it. */
export const iso = (minute: number): string => new Date(START + minute * MINUTE).toISOString();
