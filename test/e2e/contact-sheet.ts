/** All pictures of a folder on one page: as HTML beside them, and as one picture of that page. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

/** Side by side as on a light table; a picture that is too tall to be looked at so is cut. */
const STYLE = `
  body { margin: 24px; font: 14px system-ui, sans-serif; background: #ccd3da; }
  main { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
  figure { margin: 0; }
  figcaption { padding: 4px 0; }
  div { max-height: 620px; overflow: hidden; box-shadow: 0 1px 6px rgb(0 0 0 / 40%); }
  img { display: block; height: auto; }
  .narrow img { width: 260px; }
  .wide img { width: 640px; }
`;

/** `width` of each picture's window in px, by its name. Answers with the path of the HTML page. */
export async function writeContactSheet(
  browser: Browser,
  folder: string,
  isWide: (name: string) => boolean,
): Promise<string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.png') && name !== SHEET);
  const figures = names
    .sort()
    .map(
      (name) =>
        `<figure class="${isWide(name) ? 'wide' : 'narrow'}"><figcaption>${name.slice(0, -4)}</figcaption><div><a href="${name}"><img src="${name}" alt="" loading="eager"></a></div></figure>`,
    );
  const page = `<!doctype html><meta charset="utf-8"><title>Giữ Lạnh</title><style>${STYLE}</style><main>${figures.join('\n')}</main>`;
  const path = join(folder, 'index.html');
  writeFileSync(path, page);
  const context = await browser.newContext({ viewport: { width: 2048, height: 1200 } });
  const sheet = await context.newPage();
  await sheet.goto(pathToFileURL(path).href);
  await sheet.screenshot({ path: join(folder, SHEET), fullPage: true, timeout: DRAWING_MS });
  await context.close();
  return path;
}

const SHEET = 'contact-sheet.png';
/** Three hundred pictures in one take a slow machine a while. */
const DRAWING_MS = 300_000;
