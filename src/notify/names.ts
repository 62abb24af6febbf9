/**
 * The addresses of a name. The system's own way knows this machine's list of hosts, but a name that hangs keeps one of the few threads that
 * files and passwords need too: so each name is asked for once at a time. Names that somebody else chose never go that way.
 */
import { lookup, Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';

/** Every address of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** Whoever asks for a name that is being asked for waits for the same answer. Nothing is remembered. */
export function together(resolve: Resolve): Resolve {
  const asked = new Map<string, Promise<readonly string[]>>();
  return (name) => {
    const before = asked.get(name);
    if (before !== undefined) return before;
    const answer = resolve(name).finally(() => asked.delete(name));
    asked.set(name, answer);
    return answer;
  };
}

/** For names that the file of the channels gives. */
export const configuredNames: Resolve = together(async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address),
);

const resolver = new Resolver({ timeout: 3_000, tries: 2 });
/** For names of the open Internet: asked of the name servers, without a thread. */
export const foreignNames: Resolve = together(async (name) => {
  const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const [first] = found;
  if (addresses.length === 0 && first?.status === 'rejected') throw first.reason;
  return addresses;
});

/** The same, as a socket asks for it. */
export const lookupBy =
  (resolve: Resolve): LookupFunction =>
  (name, { all }, callback) => {
    resolve(name).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (all === true) callback(null, found);
        else if (first !== undefined) callback(null, first.address, first.family);
        else callback(new Error(`${name} has no address`), '');
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
