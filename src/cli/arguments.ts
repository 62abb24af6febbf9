/** Reads what follows a verb: a file and a few switches. */
import { parseArgs } from 'node:util';
import { WrongUsage } from './refused.ts';

/** Throws `WrongUsage` for an unknown option, and for anything but one file. */
export function fileAndSwitches<S extends string>(
  args: readonly string[],
  switches: readonly S[],
): { readonly file: string; readonly on: ReadonlySet<S> } {
  const { file, on } = maybeFileAndSwitches(args, switches);
  if (file === null) throw new WrongUsage({ code: 'USAGE_FILE', message: '0 files named, 1 wanted' });
  return { file, on };
}

/** The same where the file may be left out. */
export function maybeFileAndSwitches<S extends string>(
  args: readonly string[],
  switches: readonly S[],
): { readonly file: string | null; readonly on: ReadonlySet<S> } {
  const options = Object.fromEntries(switches.map((name) => [name, { type: 'boolean' as const }]));
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongUsage({
      code: 'USAGE_UNKNOWN_OPTION',
      message: error instanceof Error ? error.message : String(error),
    });
  }
  const [file = null, ...more] = parsed.positionals;
  if (more.length > 0)
    throw new WrongUsage({
      code: 'USAGE_FILE',
      message: `${parsed.positionals.length} files named, 1 wanted`,
    });
  return { file, on: new Set(switches.filter((name) => parsed.values[name] === true)) };
}
