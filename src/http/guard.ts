/** Who is asking, and from which site of the web: checked before a request or an upgrade gets anywhere. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Person } from '../fleet/types.ts';
import type { Actor } from '../keeper/protocol.ts';
import type { SessionBook, SignedIn } from './session-book.ts';

export const SESSION_COOKIE = 'giulanh_session';
const COOKIE_PATTERN = new RegExp(`(?:^|; *)${SESSION_COOKIE}=([A-Za-z0-9_-]+)`);

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every route that needs a session; null only on the open ones. */
    signedIn: SignedIn | null;
  }
  interface FastifyContextConfig {
    /** Answers without a session. */
    open?: true;
  }
}

/** One for each person as they are registered now: questions that go to the keeper together say who asks only once. */
const actors = new WeakMap<Person, Actor>();

export function actorOf(person: Person): Actor {
  const known = actors.get(person);
  if (known !== undefined) return known;
  const { username, name, roles, site } = person;
  const actor = { username, name, roles, site };
  actors.set(person, actor);
  return actor;
}

export type Credential = { by: 'bearer' | 'cookie'; token: string };

/** An Authorization header decides alone: a wrong token is not rescued by a cookie that came along. */
export function credentialOf(headers: IncomingHttpHeaders): Credential | null {
  if (headers.authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(headers.authorization)?.[1];
    return token === undefined ? null : { by: 'bearer', token };
  }
  const token = COOKIE_PATTERN.exec(headers.cookie ?? '')?.[1];
  return token === undefined ? null : { by: 'cookie', token };
}

/** `Strict`: no other site's page can make the browser send it. Token and age need no escaping. */
export const sessionCookie = (token: string, maxAgeSeconds: number, secure: boolean): string =>
  `${SESSION_COOKIE}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

export function signedInOf(sessions: SessionBook, request: IncomingMessage): SignedIn | null {
  const credential = credentialOf(request.headers);
  return credential === null ? null : sessions.find(credential.token, request.socket);
}

/**
 * Did a page of this very service send it? `host` is what the client addressed. Browsers always name the Origin of
 * a request that changes something and of a WebSocket; a client that names none is not a browser, and the
 * SameSite=Strict cookie is the second wall.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (headers.origin === undefined) return true;
  try {
    const origin = new URL(headers.origin);
    // The same scheme on both sides drops the same default port; TLS may end in front of this service.
    return origin.host !== '' && origin.host === new URL(`${origin.protocol}//${host}`).host;
  } catch {
    return false;
  }
}
