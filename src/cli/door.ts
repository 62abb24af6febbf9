/**
 * The way to the province's state from the command line: through the running service when there is one, else with a
 * keeper of its own for the length of one command. The store's lock sees to it that there is never a second writer.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectionsIn } from '../bridge/open.ts';
import { connectControl, decide, type Request } from '../control.ts';
import { Keeper } from '../keeper/keeper.ts';
import type { Answer } from '../keeper/protocol.ts';
import type { Paged } from '../keeper/views.ts';
import { ledgerSigning } from '../ledger/signing.ts';
import { DATABASE_FILE, openSqlite, StoreError } from '../store/sqlite.ts';
import { Refused } from './refused.ts';

export type Door = { request(request: Request): Promise<Answer>; close(): Promise<void> };

/**
 * @param create whether a store may be made where there is none yet
 * Throws StoreError: STORE_IN_USE (a service that starts or ends just now), STORE_MISSING and what opening a store can find.
 */
export async function openDoor(data: string, { create }: { readonly create: boolean }): Promise<Door> {
  const control = await connectControl(data);
  if (control !== null) return { request: control.request, close: async () => control.close() };
  if (!create && !existsSync(join(data, DATABASE_FILE)))
    throw new StoreError('STORE_MISSING', `Open ${data}: no store is there; set GIULANH_DATA`);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const store = openSqlite(data);
  try {
    const keeper = await Keeper.start({
      store,
      clock: Date.now,
      signing: ledgerSigning(data),
      connections: await connectionNames(),
    });
    return { request: (request) => decide(request, keeper), close: () => keeper.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** To foreign brokers, as far as they can be read here: most commands have no use for them. */
const connectionNames = (): Promise<string[]> =>
  connectionsIn(process.env.GIULANH_BRIDGES ?? null, process.env).then(
    (all) => all.map(({ name }) => name),
    () => [],
  );

/** The answer's value; throws `Refused` where the service said no. */
export async function answered<T>(door: Door, request: Request): Promise<T> {
  const answer = await door.request(request);
  if (!answer.ok) throw new Refused(answer.refusal);
  return answer.value as T;
}

/** Every item of a list, page by page. */
export async function* itemsOf<T>(
  door: Door,
  query: Extract<Request, { ask: unknown }>['ask'],
): AsyncGenerator<T> {
  for (let cursor: string | undefined; ; ) {
    const ask = { ...query, limit: 1000, cursor } as typeof query;
    const page: Paged<T> = await answered<Paged<T>>(door, { ask });
    yield* page.items;
    if (page.next === null) return;
    cursor = page.next;
  }
}
