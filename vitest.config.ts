import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // For what hangs: a test that works hard on a machine with much else to do takes several times as long as on a quiet one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // What is waited for comes when the machine has time for it; of its own accord a poll gives up after a second.
    expect: { poll: { timeout: 60_000, interval: 25 } },
  },
});
