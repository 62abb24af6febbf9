/**
 * Starts a TypeScript program under a Node that can run it. Plain JavaScript, because the Node that is found first may be
 * too old for the rest: then the program is started again with the Node that npm installed beside the other packages.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const installed = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
const AGAIN = 'GIULANH_STARTED_AGAIN';

/**
 * @param {string} program `import.meta.url` of the file that calls this, the one to be started again
 * @param {() => Promise<unknown>} start imports the TypeScript program
 */
export async function launch(program, start) {
  // Node runs TypeScript without a flag from 22.18 on, and says so here.
  if (process.features.typescript) {
    delete process.env[AGAIN];
    await start();
  } else if (existsSync(installed) && process.env[AGAIN] === undefined) {
    startAgain(fileURLToPath(program));
  } else {
    console.error(
      `Không chạy được: cần Node 22.18 trở lên, đang có ${process.versions.node}; hãy chạy npm ci trước. | ` +
        `Cannot start: Node ${process.versions.node} found, 22.18 or later wanted; run npm ci first.`,
    );
    process.exit(1);
  }
}

function startAgain(program) {
  const again = spawn(installed, [program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, [AGAIN]: '1' },
  });
  for (const signal of SIGNALS) process.on(signal, () => again.kill(signal));
  again.on('error', (error) => {
    console.error(`Cannot start ${installed}: ${error.message}`);
    process.exit(1);
  });
  again.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
