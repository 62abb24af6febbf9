/**
 * Starts the demonstration. Plain JavaScript, because the Node that npm finds first may be too old for the rest:
 * then it starts itself again with the Node that npm has installed beside the other packages.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const installed = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

// Node runs TypeScript without a flag from 22.18 on, and says so here.
if (process.features.typescript) {
  await import('./demo.ts');
} else if (existsSync(installed) && process.env.GIULANH_DEMO_AGAIN === undefined) {
  const again = spawn(installed, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, GIULANH_DEMO_AGAIN: '1' },
  });
  for (const signal of SIGNALS) process.on(signal, () => again.kill(signal));
  again.on('error', (error) => {
    console.error(`Cannot start ${installed}: ${error.message}`);
    process.exit(1);
  });
  again.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
} else {
  console.error(
    `Cannot start: Node ${process.versions.node} found, 22.18 or later wanted. Run npm ci first.`,
  );
  process.exit(1);
}
