/** Can every device that is carried be reached as the description says, and by one way only? */
import { type Described, named } from './contradictions.ts';
import type { Path } from './problems.ts';
import { type Device, FILE_GATEWAY, type Via } from './types.ts';
import { viaKey, wiringOf } from './via.ts';

export type ViaTerms = {
  /** Is there a connection to a foreign broker of this name? Left out: there is none. */
  readonly connections?: ((name: string) => boolean) | undefined;
  /** Does a device of this profile carry for others? Left out: all do. */
  readonly carries?: ((profile: string) => boolean) | undefined;
};

/** `path`: where the description says so; null: it stood so before. */
type Reached = { readonly id: string; readonly via: Via; readonly path: Path | null };

export function checkVia(described: Described, terms: ViaTerms): void {
  checkNames(described, terms);
  const reached = afterwards(described);
  if (reached.length === 0) return;
  checkAddresses(reached, described);
  checkWays(reached, described, terms);
  checkGateways(reached, described, terms);
}

/** A connection speaks for all that name it as their gateway: no device may bear its name. */
function checkNames({ description, parts, report }: Described, { connections }: ViaTerms): void {
  description.devices.forEach(({ id }, i) => {
    const path = parts.devices[i]?.path;
    if (path && connections?.(id) === true) report('ID_RESERVED', [...path, 'id'], id);
  });
}

/** What stands already has its address; who comes later and wants it too is wrong. */
function checkAddresses(reached: readonly Reached[], { report }: Described): void {
  const holders = new Map<string, string>();
  const inOrder = [...reached.filter(({ path }) => path === null), ...reached.filter(({ path }) => path)];
  for (const { id, via, path } of inOrder) {
    const holder = holders.get(viaKey(via));
    if (holder === undefined) holders.set(viaKey(via), id);
    else if (path) report('ADDRESS_TAKEN', [...path, 'via', 'address'], holder);
  }
}

function checkWays(
  reached: readonly Reached[],
  { description, raw, known, report }: Described,
  { connections, carries }: ViaTerms,
): void {
  const names = named(raw, 'devices', 'id');
  const carried = new Set(reached.map(({ id }) => id));
  const profiles = new Map(description.devices.map(({ id, profile }) => [id, profile]));
  for (const { id, via, path } of reached) {
    if (!path || via.gateway === FILE_GATEWAY) continue;
    const at = [...path, 'via', 'gateway'];
    const profile = profiles.get(via.gateway) ?? known.devices.get(via.gateway)?.profile;
    if (carried.has(via.gateway)) report('GATEWAY_CARRIED', at, via.gateway);
    else if (profile !== undefined) {
      if (carries?.(profile) === false) report('GATEWAY_PROFILE', at, via.gateway);
    } else if (!names.has(via.gateway) && connections?.(via.gateway) !== true) {
      // What stands is not refused because whoever applies now does not know the connections.
      if (known.devices.get(id)?.via?.gateway !== via.gateway) report('UNKNOWN_GATEWAY', at, via.gateway);
    }
  }
}

/** What carries others that this description does not name must go on to do so. */
function checkGateways(
  reached: readonly Reached[],
  { description, parts, report }: Described,
  { carries }: ViaTerms,
): void {
  const before = new Set(reached.flatMap(({ via, path }) => (path === null ? [via.gateway] : [])));
  description.devices.forEach(({ id, via, profile }, i) => {
    const path = parts.devices[i]?.path;
    if (!path || !before.has(id)) return;
    if (via) report('GATEWAY_CARRIED', [...path, 'via'], id);
    else if (carries?.(profile) === false) report('GATEWAY_PROFILE', [...path, 'profile'], profile);
  });
}

/** How everything in use is reached once the description is applied. */
function afterwards({ description, parts, known }: Described): Reached[] {
  const found = new Map<string, Reached>();
  const note = (id: string, { via }: Pick<Device, 'via'>, ended: boolean, path: Path | null) => {
    if (via === undefined || ended) found.delete(id);
    else found.set(id, { id, via, path });
  };
  for (const device of known.devices.values()) note(device.id, device, device.retiredAt !== null, null);
  description.devices.forEach((stated, i) => {
    const former = known.devices.get(stated.id);
    const ended = (stated.retired ?? former?.retiredAt ?? null) !== null;
    note(stated.id, wiringOf(former, stated), ended, parts.devices[i]?.path ?? null);
  });
  return [...found.values()];
}
