/** Builds the web app when there is none, or when a source is newer than it. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One build at a time, whoever asks for it. `track` is told of the child, so that whoever ends the demonstration can end it too. Throws when it fails. */
export async function buildWeb(
  root: string,
  track: (child: ReturnType<typeof spawn>) => void,
): Promise<void> {
  const web = join(root, 'dashboards/web');
  await alone(join(root, 'node_modules/.giulanh-building'), async () => {
    const built = join(web, 'dist/index.html');
    if (existsSync(built) && statSync(built).mtimeMs >= newest(web)) return;
    console.log('Đang dựng giao diện web… / Building the web app…');
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const child = spawn(process.execPath, [vite, 'build', web, '--logLevel', 'warn'], {
      cwd: root,
      stdio: 'inherit',
      // Whoever asks, a test run too, gets what people get.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    track(child);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`Cannot build the web app: vite ended with ${code}`);
  });
}

const LOOK_AGAIN_MS = 100;

/** Two that build at once would empty the folder under each other's feet: who writes `file` goes first, the next one looks again. */
async function alone(file: string, work: () => Promise<void>): Promise<void> {
  while (!isTaken(file)) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The file is this process's now. One whose process was killed is nobody's. */
function isTaken(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(file, 'utf8') || process.pid), 0);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') rmSync(file, { force: true });
  }
  return false;
}

/** When the youngest source file changed, in ms. */
function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}
