/**
 * A folder as a witness: a mounted share, a stick, a place whose files somebody else takes away. It holds a line for each
 * checkpoint, the newest last; `giulanh verify --witness` reads such a file.
 */
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointText, parseCheckpoint } from '../custody/checkpoint.ts';
import { type Witness, WitnessError } from './witness.ts';

/** So much of the end of the file is read for its last line. */
const END_BYTES = 16 * 1024;

export function folderWitness(path: string): Witness {
  const fileOf = (origin: string) =>
    join(path, `giulanh-${origin.slice('giulanh/'.length).slice(0, 16)}.jsonl`);
  const last = async (file: string): Promise<string> =>
    (await endOf(file)).trimEnd().split('\n').at(-1) ?? '';
  return {
    name: path,
    async newest(origin) {
      // A share that is not mounted is no witness that keeps nothing.
      await stat(path);
      const line = await last(fileOf(origin));
      if (line === '') return null;
      const kept = parseCheckpoint(line);
      if (kept === null) throw new WitnessError('WITNESS_ANSWER', 'The last line there is no checkpoint');
      return kept;
    },
    async take(origin, { signed }) {
      const file = fileOf(origin);
      const line = checkpointText(signed);
      if ((await last(file)) === line) return null;
      const handle = await open(file, 'a', 0o644);
      try {
        await handle.writeFile(`${line}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      if ((await last(file)) !== line)
        throw new WitnessError('WITNESS_ANSWER', 'What was written there is not there');
      return null;
    },
  };
}

async function endOf(file: string): Promise<string> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return '';
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, END_BYTES));
    await handle.read(bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString();
  } finally {
    await handle.close();
  }
}
