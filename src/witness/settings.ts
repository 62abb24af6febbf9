/** Which witnesses does the environment mean? Addresses of other services, or folders, separated by commas. */
import { resolve } from 'node:path';

export type WitnessSettings =
  | { readonly kind: 'service'; readonly url: string; readonly token: string }
  | { readonly kind: 'folder'; readonly path: string };

/** What a witness asks of a token that it gives away. */
export const TOKEN_SHORTEST = 16;

/** @param text `https://TOKEN@host:port` or a folder, more of them after commas. Throws an Error that repeats no secret. */
export function readWitnesses(text: string): WitnessSettings[] {
  return parts(text).map((part) => {
    if (!/^[a-z]+:\/\//i.test(part)) return { kind: 'folder', path: resolve(part) };
    if (!URL.canParse(part)) throw new Error('GIULANH_WITNESS: one of them is no URL');
    const url = new URL(part);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new Error(`GIULANH_WITNESS: ${url.protocol} is not known, http: or https: or a folder is needed`);
    const token = decodeURIComponent(url.username);
    if (token === '' || url.password !== '')
      throw new Error(`GIULANH_WITNESS: ${url.host} needs its token before an @: https://TOKEN@${url.host}`);
    return { kind: 'service', url: `${url.protocol}//${url.host}`, token };
  });
}

/** The tokens of the services that this one is a witness for. */
export function readWitnessTokens(text: string): string[] {
  const tokens = parts(text);
  if (tokens.some((token) => token.length < TOKEN_SHORTEST))
    throw new Error(`GIULANH_WITNESS_TOKENS: one is shorter than ${TOKEN_SHORTEST} characters`);
  return tokens;
}

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
