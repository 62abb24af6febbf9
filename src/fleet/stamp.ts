/** Has somebody changed this meanwhile? A short stamp of how a thing stands in the registry, without its credentials. */
import * as crypto from 'node:crypto';
import type { Registry } from './registry.ts';

export const STAMPED = ['site', 'unit', 'device', 'product', 'person'] as const;
export type Stamped = (typeof STAMPED)[number];

/** How a form found a thing when it was opened. `stamp: null`: it was not there yet. */
export type Began = { readonly kind: Stamped; readonly id: string; readonly stamp: string | null };

/** A new password or secret, or another identity, is no change that a form could overwrite. */
const LEFT_OUT = new Set(['passwordHash', 'secretHash', 'identity']);

/** Equal for equal things, whatever the order of their keys; 16 signs. */
export function stampOf(thing: object): string {
  return crypto.hash('sha256', JSON.stringify(thing, ordered), 'hex').slice(0, 16);
}

/** The first that no longer stands as the form found it, or null. */
export function changedSince(registry: Registry, began: readonly Began[]): Began | null {
  return began.find(({ kind, id, stamp }) => standing(registry, kind, id) !== stamp) ?? null;
}

function standing(registry: Registry, kind: Stamped, id: string): string | null {
  const found = {
    site: 'sites',
    unit: 'units',
    device: 'devices',
    product: 'products',
    person: 'people',
  } as const;
  const thing = registry[found[kind]].get(id);
  return thing === undefined ? null : stampOf(thing);
}

function ordered(key: string, value: unknown): unknown {
  if (LEFT_OUT.has(key)) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
