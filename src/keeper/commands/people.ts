/** What is done to people's access besides their rights: a new password, the end of all sessions, one's own password. */
import { personPassword, personSessions } from '../../custody/fleet-events.ts';
import { may } from '../../fleet/rights.ts';
import { hashPassword, newPassword, passwordFault } from '../../fleet/secrets.ts';
import type { Person } from '../../fleet/types.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { NewPasswordView } from '../admin-views.ts';
import type { Command } from '../protocol.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

/** A password and what is kept of it: hashing takes its time, and must not stop the line. */
export type MadePassword = { readonly plain: string; readonly hash: string };

/** Null for a command that needs none. Refuses a chosen one with `PASSWORD_SHORT` or `PASSWORD_LONG`. */
export async function preparePassword(command: Command): Promise<Decision<MadePassword | null>> {
  if (command.type !== 'person.password' && command.type !== 'password.change') return accept(null);
  const plain = command.type === 'person.password' ? newPassword() : command.password;
  const fault = passwordFault(plain, false);
  if (fault !== null) return refuse(fault, 'Cannot take this password: it is too short or too long');
  return accept({ plain, hash: await hashPassword(plain) });
}

/** Makes a new password, answered once; whoever is signed in with the old one is signed out. */
export function resetPassword(
  turn: Turn,
  command: Of<'person.password'>,
  made: MadePassword,
): Decision<Done> {
  const found = standing(turn, command);
  if (!found.ok) return found;
  const { username } = found.value;
  if (username === turn.actor.username)
    return refuse('PASSWORD_OWN', 'Cannot reset one’s own password: change it, which asks for the old one');
  turn.draft.put('person', username, { ...found.value, passwordHash: made.hash });
  turn.draft.write(turn.actor.username, (stamp) => personPassword(stamp, username));
  endAll(turn, username, null);
  const answer: NewPasswordView = { username, password: made.plain };
  return done(answer);
}

export function endSessions(turn: Turn, command: Of<'person.sessions.end'>): Decision<Done> {
  const found = standing(turn, command);
  if (!found.ok) return found;
  const { username } = found.value;
  const ended = endAll(turn, username, null);
  turn.draft.write(turn.actor.username, (stamp) => personSessions(stamp, username, ended));
  return done({ username, ended });
}

/** One's own. That the old one was known is checked where the person stands: at the door, which counts the attempts. */
export function changePassword(
  turn: Turn,
  command: Of<'password.change'>,
  made: MadePassword,
): Decision<Done> {
  const { actor, draft, province } = turn;
  const person = province.people.get(actor.username);
  if (person === undefined) return unknown('PERSON', actor.username);
  draft.put('person', person.username, { ...person, passwordHash: made.hash });
  draft.write(actor.username, (stamp) => personPassword(stamp, person.username));
  const ended = endAll(turn, person.username, command.keep);
  return done({ username: person.username, ended });
}

function standing(turn: Turn, command: Of<'person.password' | 'person.sessions.end'>): Decision<Person> {
  const person = turn.province.people.get(command.username);
  if (person === undefined) return unknown('PERSON', command.username);
  const allowed = may(turn.actor, command.type, person.site, turn.province.tree);
  if (!allowed.ok) return allowed;
  if (person.retiredAt !== null && person.retiredAt <= turn.draft.now)
    return refuse('PERSON_RETIRED', `Cannot let ${person.username} sign in: the account is retired`);
  return accept(person);
}

/** Of everybody who is signed in as this person, but for `keep`; answers of how many. */
function endAll({ draft, province }: Turn, username: string, keep: string | null): number {
  const ended = [...province.sessions.values()].filter(
    (session) => session.username === username && session.tokenHash !== keep,
  );
  for (const { tokenHash } of ended) draft.put('session', tokenHash, null);
  return ended.length;
}
