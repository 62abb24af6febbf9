/**
 * The proof of custody, from the regional depot to the injection table: four phones, most of the way without a network, in
 * the pages' own buttons. The same story with a picture of each step: `npm run depot-to-table`.
 */
import { afterAll, beforeAll, describe, test } from 'vitest';
import { hasChromium } from './chromium.ts';
import { begin, end, type Told } from './road/story.ts';
import { STORY } from './road/whole-story.ts';

const TEST_MS = 120_000;

describe.skipIf(!hasChromium)('from the depot to the table', { timeout: TEST_MS }, () => {
  let told: Told;
  let isBroken = false;

  beforeAll(async () => {
    told = await begin({ look: async () => {}, keep: () => {} });
  }, TEST_MS);
  afterAll(async () => {
    if (told !== undefined) await end(told);
  });

  for (const { title, run } of STORY)
    test(title, async ({ skip }) => {
      if (isBroken) skip('the story broke off before');
      isBroken = true;
      await run(told);
      isBroken = false;
    });
});
