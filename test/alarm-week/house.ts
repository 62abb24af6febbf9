/** A real keeper on a store of its own, whose clock the run moves; who lives there, and how each can be reached. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keeper } from '../../src/keeper/keeper.ts';
import { type Actor, type Command, type Query, SYSTEM } from '../../src/keeper/protocol.ts';
import type { AlertView, ExcursionView, HoldView, Paged } from '../../src/keeper/views.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { World } from './world.ts';

const AUDITOR: Actor = {
  username: 'kiemtoan',
  name: 'kiemtoan',
  roles: ['auditor', 'administrator'],
  site: null,
};
const PAGE = 1000;

export class WeekHouse {
  keeper: Keeper;
  now: number;
  readonly directory: string;

  private constructor(keeper: Keeper, directory: string, now: number) {
    this.keeper = keeper;
    this.directory = directory;
    this.now = now;
  }

  static async open(world: World, startAt: number): Promise<WeekHouse> {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-alarm-week-'));
    const box: { house?: WeekHouse } = {};
    const clock = () => box.house?.now ?? startAt;
    const keeper = await Keeper.start({ store: openSqlite(directory), clock });
    const house = new WeekHouse(keeper, directory, startAt);
    box.house = house;
    await house.does(SYSTEM, { type: 'province.apply', description: world.description, file: null });
    let number = 0;
    for (const username of world.people.keys()) {
      const phone = `+8490${String(number++).padStart(7, '0')}`;
      const contact = { id: username, phone, mail: `${username}@daklak.test`, zalo: null, telegram: null };
      await house.does(SYSTEM, { type: 'contact.set', contact: { ...contact, language: 'vi' } });
    }
    return house;
  }

  /** Ends the keeper and begins another on the same store, as after a restart. */
  async restart(): Promise<void> {
    await this.keeper.close();
    this.keeper = await Keeper.start({ store: openSqlite(this.directory), clock: () => this.now });
  }

  async close(): Promise<void> {
    await this.keeper.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async does(who: Actor, command: Command): Promise<unknown> {
    const answer = await this.keeper.execute(who, command);
    if (!answer.ok) throw new Error(`${command.type}: ${JSON.stringify(answer.refusal)}`);
    return answer.value;
  }

  async alerts(): Promise<AlertView[]> {
    const open = await this.#all<AlertView>((cursor) => ({
      type: 'alerts',
      state: 'open',
      limit: PAGE,
      cursor,
    }));
    const over = await this.#all<AlertView>((cursor) => ({
      type: 'alerts',
      state: 'resolved',
      limit: PAGE,
      cursor,
    }));
    return [...open, ...over];
  }

  async excursions(): Promise<ExcursionView[]> {
    return this.#all((cursor) => ({ type: 'excursions', limit: PAGE, cursor }));
  }

  async openHolds(): Promise<HoldView[]> {
    return this.#all((cursor) => ({ type: 'holds', state: 'open', limit: PAGE, cursor }));
  }

  async #all<T>(query: (cursor: string | undefined) => Query): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const answer = await this.keeper.ask(AUDITOR, query(cursor));
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
      const page = answer.value as Paged<T>;
      items.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return items;
  }
}
