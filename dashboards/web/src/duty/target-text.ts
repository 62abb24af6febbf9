/** Whom a level tells, in words, and the codes that the choices of a form go by. Pure. */
import type { Target } from '../../../../src/alerts/duty.ts';
import type { Role } from '../../../../src/fleet/types.ts';
import type { DutyWords } from './words-vi.ts';

export type Names = {
  readonly rosters: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
  readonly roles: Readonly<Record<Role, string>>;
};

export function targetText(target: Target, { target: told }: DutyWords, names: Names): string {
  switch (target.kind) {
    case 'duty':
      return told.duty(names.rosters.get(target.roster) ?? told.gone);
    case 'person':
      return told.person(names.people.get(target.username) ?? target.username);
    case 'role':
      return told.role(names.roles[target.role], told.up(target.up));
  }
}

/** One word for each, so that it can be a choice of a list; the same target has the same. */
export function codeOf(target: Target): string {
  switch (target.kind) {
    case 'duty':
      return `duty ${target.roster}`;
    case 'person':
      return `person ${target.username}`;
    case 'role':
      return `role ${target.role} ${target.up ?? '*'}`;
  }
}

export function targetOf(code: string): Target | null {
  const [kind, name = '', up = ''] = code.split(' ');
  if (kind === 'duty') return { kind, roster: name };
  if (kind === 'person') return { kind, username: code.slice('person '.length) };
  if (kind === 'role') return { kind, role: name as Role, up: up === '*' ? null : Number(up) };
  return null;
}

/** Roles that a level is chosen from, from the place itself to the province. */
export const ROLE_TARGETS: readonly Target[] = [
  { kind: 'role', role: 'depot', up: 0 },
  { kind: 'role', role: 'official', up: 0 },
  { kind: 'role', role: 'official', up: 1 },
  { kind: 'role', role: 'official', up: 2 },
  { kind: 'role', role: 'official', up: null },
  { kind: 'role', role: 'administrator', up: null },
  { kind: 'role', role: 'vaccinator', up: 0 },
  { kind: 'role', role: 'depot', up: 1 },
];
