/**
 * The proof of custody as pictures: `npm run depot-to-table` takes a shipment from the regional depot to the injection
 * table in a real Chromium, with a picture of every step, the papers as PDF and as pictures, and one sheet of all. They
 * go into a new folder for temporary files, or into the one that is named.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeContactSheet } from './contact-sheet.ts';
import { begin, end } from './road/story.ts';
import { STORY } from './road/whole-story.ts';

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'giulanh-depot-to-table-'));
mkdirSync(folder, { recursive: true });
let taken = 0;
const named = (what: string) => `${String(++taken).padStart(2, '0')}-${what}`;
const told = await begin({
  look: async (page, what) => {
    await page.evaluate(() => document.fonts.ready.then(() => {}));
    // A window as tall as its page: what sticks to an edge of it covers nothing in the middle.
    const size = page.viewportSize() ?? { width: 390, height: 844 };
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...size, height: Math.max(size.height, tall) });
    await page.screenshot({ path: join(folder, `${named(what)}.png`) });
    await page.setViewportSize(size);
  },
  keep: async (name, bytes) => writeFileSync(join(folder, named(name)), await bytes()),
});
try {
  for (const [i, { title, run }] of STORY.entries()) {
    const began = performance.now();
    await run(told);
    console.log(`${i + 1}. ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  }
  for (const line of told.measured) console.log(`   ${line}`);
  const sheet = await writeContactSheet(told.road.browser, folder, (name) => /plan|paper/.test(name));
  console.log(`Pictures, and all of them on one page: ${sheet}`);
} finally {
  await end(told);
}
