/** The board while the whole province reports: as a province-wide person sees it, and on the wall of one site. */
import type { Browser } from 'playwright-core';
import type { Report } from '../report.ts';
import { openScreen, type Screen, signIn, start } from './browser.ts';
import { type HeapSample, type Span, sampleHeap, type Trend, trendOf } from './heap.ts';
import { type Generator, type House, startGenerator, startHouse } from './house.ts';
import { type Gap, type LongFrame, noteFrames, takeNotes } from './in-page.ts';
import { stepBack } from './priority.ts';
import { profileOf } from './profile.ts';
import { PEOPLE, WALL_SITE } from './province.ts';
import { Standstill } from './standstill.ts';

export type BoardOrders = {
  readonly units: number;
  readonly updates: number;
  readonly minutes: number;
  readonly profile: boolean;
  /** With what their names begin. */
  readonly screens: readonly string[];
  /** Of the alerts list instead of the board. */
  readonly path?: string;
};

const FRAME_MS_MAX = 100;
/** Of the mean, over the last half. */
const GROWTH_MAX = 0.02;
/** After the first picture: code is compiled, the first alarms have come. */
const SETTLE_MS = 30_000;
/**
 * The tiles' curves go on by one step each five minutes, and every unit is told anew: the first time the page's figures grow to
 * the form in which they stay.
 */
const STEP_MS = 300_000;
const PROFILE_SECONDS = 15;
const SHOWN = 'article.tile, .alert-row';

const SCREENS = [
  { name: 'province', role: 'official', path: '/', viewport: { width: 1366, height: 768 } },
  {
    name: 'wall of a site',
    role: 'depot',
    path: `/?site=${WALL_SITE}`,
    viewport: { width: 1920, height: 1080 },
  },
] as const;

const say = (text: string) => process.stderr.write(`  ${text}\n`);

type Found = {
  readonly frames: number;
  readonly longest: number;
  /** Gaps over the limit that the page's own work caused, and those in which it had nothing to do. */
  readonly own: readonly LongFrame[];
  readonly others: readonly Gap[];
  /** Of both, those in which the machine itself stood still. */
  readonly standstill: number;
  readonly longestOwn: number;
  readonly heap: Trend;
  readonly samples: readonly HeapSample[];
  readonly bytesPerSecond: number;
  readonly messagesPerSecond: number;
  readonly tiles: number;
};

/** One screen after the other: what each takes is its own, on a machine that also bears service, generator and browser. */
export async function board(orders: BoardOrders): Promise<Report[]> {
  const browser = await start();
  stepBack();
  let house: House | null = null;
  let generator: Generator | null = null;
  try {
    house = await startHouse(orders.units);
    generator = await startGenerator(house, orders.units, orders.updates);
    say(`${orders.units} devices connected`);
    const reports: Report[] = [];
    for (const which of SCREENS.filter(({ name }) => orders.screens.some((word) => name.startsWith(word)))) {
      const screen = await open(browser, house, which, orders.path ?? which.path);
      say(`${which.name}: shown after ${screen.firstSeconds.toFixed(1)} s`);
      const steady = STEP_MS - (Date.now() % STEP_MS) + SETTLE_MS;
      say(`settling for ${Math.round(steady / 1000)} s`);
      await new Promise((resolve) => setTimeout(resolve, steady));
      if (orders.profile)
        process.stderr.write(`${which.name}\n${await profileOf(screen.tools, PROFILE_SECONDS)}\n`);
      say(`watching for ${orders.minutes} min`);
      const before = generator.told().acked;
      const found = await watch(screen, orders.minutes);
      const rate = Math.round((generator.told().acked - before) / (orders.minutes * 60));
      const { unacked, lost } = generator.told();
      reports.push(reportOf(which.name, found, { rate, unacked, lost }, orders, screen.firstSeconds));
      await screen.context.close();
    }
    return reports;
  } finally {
    await generator?.close();
    await browser.close();
    await house?.close();
  }
}

async function open(browser: Browser, house: House, which: (typeof SCREENS)[number], path: string) {
  const screen = await openScreen(browser, which.viewport);
  await screen.context.addInitScript(noteFrames);
  const person = PEOPLE.find(({ roles }) => roles.includes(which.role));
  if (person === undefined) throw new Error(`Nobody is ${which.role}`);
  await signIn(screen.page, house.url, person, path);
  const began = performance.now();
  await screen.page.locator(SHOWN).first().waitFor();
  return { ...screen, firstSeconds: (performance.now() - began) / 1000 };
}

async function watch({ page, tools }: Screen, minutes: number): Promise<Found> {
  const every = Math.max(10, (minutes * 60) / 20);
  const measuring: Span[] = [];
  const samples: HeapSample[] = [];
  const machine = new Standstill();
  const first = await page.evaluate(takeNotes);
  let last = first;
  const [gaps, longFrames]: [Gap[], LongFrame[]] = [[], []];
  const began = performance.now();
  const passed = () => (performance.now() - began) / 1000;
  const look = async () => {
    const { megabytes, spans } = await sampleHeap(page, tools);
    measuring.push(...spans);
    samples.push({ seconds: passed(), megabytes });
    last = await page.evaluate(takeNotes);
    gaps.push(...last.gaps);
    longFrames.push(...last.longFrames);
  };
  await look();
  while (passed() < minutes * 60) {
    const left = samples.length * every - passed();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, left) * 1000));
    await look();
  }
  machine.end();
  const seconds = passed();
  const tiles = await page.locator(SHOWN).count();
  // A collection that was asked for stops the page: that frame is the measuring's.
  const isOurs = ({ at, ms }: Gap) =>
    at >= first.now && !measuring.some(({ from, to }) => at < to + FRAME_MS_MAX && at + ms > from);
  const shown = gaps.filter(isOurs);
  const worked = longFrames.filter(isOurs);
  const overlaps = (a: Gap, b: Gap) => a.at < b.at + b.ms && a.at + a.ms > b.at;
  const stood = ({ at, ms }: Gap) => machine.during({ at: first.origin + at, ms });
  const tooLong = shown.filter(({ ms }) => ms > FRAME_MS_MAX);
  const own = worked.filter(({ ms }) => ms > FRAME_MS_MAX);
  const others = tooLong.filter((gap) => !worked.some((frame) => overlaps(gap, frame)));
  const since = (of: 'socketChars' | 'socketBytes' | 'messages' | 'frames') => last[of] - first[of];
  const bytesPerChar = since('socketBytes') / Math.max(1, Math.ceil(since('messages') / 16));
  return {
    frames: since('frames'),
    longest: Math.max(0, ...shown.map(({ ms }) => ms)),
    longestOwn: Math.max(0, ...worked.filter((frame) => !stood(frame)).map(({ ms }) => ms)),
    own: own.filter((frame) => !stood(frame)),
    others: others.filter((gap) => !stood(gap)),
    standstill: [...own, ...others].filter(stood).length,
    heap: trendOf(samples),
    samples,
    bytesPerSecond: (since('socketChars') * bytesPerChar) / seconds,
    messagesPerSecond: since('messages') / seconds,
    tiles,
  };
}

type Load = { readonly rate: number; readonly unacked: number; readonly lost: number };

function reportOf(name: string, found: Found, load: Load, orders: BoardOrders, firstSeconds: number): Report {
  const { heap } = found;
  const isLoaded = load.rate >= orders.updates * 0.95 && load.lost === 0;
  const kept = (value: number, digits = 1) => value.toFixed(digits);
  const scripts = [...new Set(found.own.map(({ script }) => script))].slice(0, 3).join(', ');
  return {
    name: `${orders.path ?? 'board'}: ${name}`,
    asked: `no frame > ${FRAME_MS_MAX} ms, heap growth over the last half ≤ ${GROWTH_MAX * 100} %, at ${orders.updates}/s`,
    met: found.own.length + found.others.length === 0 && heap.growth <= GROWTH_MAX && isLoaded,
    lines: [
      `longest frame **${kept(found.longest, 0)} ms** of ${found.frames} in ${orders.minutes} min; longest of the page's own while the machine ran ${kept(found.longestOwn, 0)} ms`,
      `over ${FRAME_MS_MAX} ms: ${found.own.length} the page's own${scripts === '' ? '' : ` (${scripts})`}, ${found.others.length} without work of the page; ${found.standstill} more while the machine itself stood still`,
      `heap ${kept(heap.first)} → ${kept(heap.last)} MB, ${kept(heap.perMinute, 2)} MB/min (${kept(heap.growth * 100)} %) over the last half`,
      `${kept(found.bytesPerSecond / 1000)} kB/s in ${kept(found.messagesPerSecond)} messages/s over the WebSocket; ${found.tiles} tiles in the document; the first ${kept(firstSeconds)} s after signing in`,
      `${load.rate} readings/s acknowledged, ${load.unacked} waiting, ${load.lost} connections lost, ${orders.units} units`,
    ],
    data: found,
  };
}
