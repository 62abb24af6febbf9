/**
 * Makes a clean clone runnable, in plain JavaScript that any Node runs: installs the packages when they are missing or
 * older than the lock file, and with --web builds the screens when they are older than their sources.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (path) => join(root, path);
const age = (path) => (existsSync(at(path)) ? statSync(at(path)).mtimeMs : 0);

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (age('node_modules/.package-lock.json') < age('package-lock.json')) {
  console.log('Installing packages (npm ci) …');
  // No package needs a script of its own to be installed; not running any keeps compilers and surprises out.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}

const newest = (folder) =>
  readdirSync(at(folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(join('web', 'dist')))
    .reduce((most, entry) => Math.max(most, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

if (process.argv.includes('--web') && age('dashboards/web/dist/index.html') < newest('dashboards/web')) {
  console.log('Building the screens (vite build) …');
  run(process.execPath, [at('node_modules/vite/bin/vite.js'), 'build', 'dashboards/web', '--logLevel=error']);
}
