/** What a first visit loads until the landing page of each role stands, as it comes over the line with gzip. */
import { request } from 'node:http';
import type { Browser } from 'playwright-core';
import type { Report } from '../report.ts';
import { openScreen, signIn, start } from './browser.ts';
import { startHouse } from './house.ts';
import { PEOPLE, type Person } from './province.ts';

const BYTES_MAX = 200_000;
const SCANNER = /\.wasm$|scanner|zxing/i;
/** Nothing more was asked for so long: the page is there. */
const QUIET_MS = 1_500;
const UNITS = 40;

type Loaded = {
  readonly role: string;
  readonly landing: string;
  readonly bytes: number;
  readonly files: number;
  readonly largest: string;
  readonly scanner: number;
};

export async function firstLoad(): Promise<Report> {
  const house = await startHouse(UNITS);
  const browser = await start();
  try {
    const loaded: Loaded[] = [];
    for (const person of PEOPLE) loaded.push(await visit(browser, house.url, person));
    const most = Math.max(...loaded.map(({ bytes }) => bytes));
    return {
      name: 'load',
      asked: `first load ≤ ${BYTES_MAX / 1000} kB gzip without the scanner, every role`,
      met: most <= BYTES_MAX,
      lines: loaded.map(
        ({ role, landing, bytes, files, largest, scanner }) =>
          `${role} ${landing}: **${kB(bytes)}** in ${files} files (${largest})${scanner > 0 ? `, scanner ${kB(scanner)} beside` : ''}`,
      ),
      data: loaded,
    };
  } finally {
    await browser.close();
    await house.close();
  }
}

/** Code, style, letters and pictures; what the service answers about its province is not part of the application. */
async function visit(browser: Browser, url: string, person: Person): Promise<Loaded> {
  const { context, page } = await openScreen(browser, { width: 1366, height: 768 });
  const asked = new Set<string>();
  let lastAt = performance.now();
  page.on('request', (one) => {
    lastAt = performance.now();
    const at = new URL(one.url());
    if (at.origin === url && !at.pathname.startsWith('/api/')) asked.add(at.pathname);
  });
  await signIn(page, url, person);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForURL((at) => !at.pathname.startsWith('/dang-nhap'));
  while (performance.now() - lastAt < QUIET_MS) await new Promise((resolve) => setTimeout(resolve, 100));
  const landing = new URL(page.url()).pathname;
  await context.close();
  const sizes = await Promise.all(
    [...asked].map(async (path) => ({ path, bytes: await gzipBytes(url + path) })),
  );
  const own = sizes.filter(({ path }) => !SCANNER.test(path)).sort((a, b) => b.bytes - a.bytes);
  const sum = (of: readonly { bytes: number }[]) => of.reduce((all, { bytes }) => all + bytes, 0);
  return {
    ...{ role: person.roles.join('+'), landing, bytes: sum(own), files: own.length },
    scanner: sum(sizes) - sum(own),
    largest: own
      .slice(0, 4)
      .map(({ path, bytes }) => `${path.split('/').at(-1)} ${kB(bytes)}`)
      .join(', '),
  };
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** The body as it is sent to who understands gzip and nothing else. */
function gzipBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      answer.on('end', () => resolve(bytes));
    })
      .on('error', reject)
      .end();
  });
}
