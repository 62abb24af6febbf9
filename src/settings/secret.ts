/** How a settings file names a secret without holding it. */
import * as z from 'zod';

/** Never written into the file itself: read from another file, or from the environment. */
export const secret = z.union(
  [
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({
      env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable'),
    }),
  ],
  { error: 'a secret is {file: …} or {env: …}' },
);
export type SecretPlace = z.infer<typeof secret>;

/** Settings as their file says them, with each secret in its place. */
export type Resolved<T> = T extends SecretPlace
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Resolved<T[K]> }
    : T;
