/** Which token does a request to InfluxDB 2.x carry? One from a file may come later than the service, and may be replaced. */
import { readFileSync } from 'node:fs';

/** An HTTP header's value must be able to hold it. */
export const TOKEN = /^[\x21-\x7e]+$/;

/**
 * What to ask before each request: the token, or null when its file is not there yet or holds none. A file is read each
 * time: some microseconds beside a request, and a new token is used at once.
 */
export function tokenSource({
  token,
  tokenFile,
}: {
  token: string;
  tokenFile?: string;
}): () => string | null {
  if (tokenFile === undefined) return () => token;
  return () => {
    try {
      const text = readFileSync(tokenFile, 'utf8').trim();
      return TOKEN.test(text) ? text : null;
    } catch {
      return null;
    }
  };
}
