/** Builds the web app when there is none, or when a source is newer than it. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** `track` is told of the child, so that whoever ends the demonstration can end it too. Throws when it fails. */
export async function buildWeb(
  root: string,
  track: (child: ReturnType<typeof spawn>) => void,
): Promise<void> {
  const web = join(root, 'dashboards/web');
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
