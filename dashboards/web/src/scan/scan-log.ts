/** Each scan with what was shown: kept in the browser first, sent when there is a way, and forgotten once the service has it. */
import { signal } from '@preact/signals';
import type { ScanSaid, ScanTaken } from '../../../../src/keeper/gate-views.ts';
import { readVial } from '../../../../src/lots/scan.ts';
import { call } from '../api/http.ts';
import { serviceNow } from '../live/clock.ts';
import { remember, remembered } from '../remember.ts';
import { me, session } from '../session/session.ts';
import { newId } from '../trip/uuid.ts';
import { drop, type KeptScan, keep, kept } from './gate-kept.ts';
import { list } from './list.ts';
import { isAway, type Question } from './question.ts';
import type { Shown } from './verdict.ts';

const BATCH = 100;
const AGAIN_MS = 30_000;
/** The service takes no longer text, and no vial has one. */
const BARCODE_MOST = 1000;

/** How many scans wait to be sent. */
export const waiting = signal(0);

/** This browser's own name in the log. */
function device(): string {
  const known = remembered('device');
  if (known) return known;
  const made = newId();
  remember('device', made);
  return made;
}

export async function noteScan({ id, barcode, site, how }: Question, shown: Shown): Promise<void> {
  const at = new Date(serviceNow());
  const vial = readVial(barcode, at.getUTCFullYear());
  const used = shown.source === 'list' ? list.peek() : null;
  const said: ScanSaid = {
    id,
    site,
    barcode: barcode.slice(0, BARCODE_MOST).toWellFormed(),
    gtin: vial.ok ? vial.gtin : null,
    lot: vial.ok ? vial.lot : null,
    verdict: shown.verdict,
    codes: shown.note === 'lease-over' ? [] : (shown.view?.reasons ?? []).map(({ code }) => code),
    source: shown.source,
    list: used && { sequence: used.signed.list.sequence, issuedAt: used.signed.list.issuedAt },
    how,
    offline: isAway.peek() || !navigator.onLine,
    at: at.toISOString(),
    by: me.peek()?.username ?? '?',
    device: device(),
  };
  await keep('scans', { id, said, refusedTo: null }).catch(() => send([{ id, said, refusedTo: null }]));
  await deliver();
}

let timer: ReturnType<typeof setTimeout> | undefined;
let delivering: Promise<void> | null = null;

/** Sends what waits, in the order of scanning; what is answered for is done with. */
export function deliver(): Promise<void> {
  delivering ??= sendAll().finally(() => {
    delivering = null;
  });
  return delivering;
}

async function sendAll(): Promise<void> {
  clearTimeout(timer);
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const who = session.peek()?.username ?? null;
    // Ids sort by when they were made.
    const all = (await kept('scans').catch(() => [])).sort((a, b) => (a.id < b.id ? -1 : 1));
    const open = all.filter(({ refusedTo }) => refusedTo === null || refusedTo !== who);
    waiting.value = open.length;
    if (open.length === 0) return;
    // A store that forgets nothing must not make us say the same for ever.
    if (open.length >= before) break;
    before = open.length;
    if (who === null || !(await send(open.slice(0, BATCH)))) break;
  }
  timer = setTimeout(deliver, AGAIN_MS);
}

async function send(scans: readonly KeptScan[]): Promise<boolean> {
  const answer = await call<{ items: ScanTaken[] }>('/scans', {
    method: 'POST',
    body: { scans: scans.map(({ said }) => said) },
  });
  if (!answer.ok) return false;
  const done = scans.filter((_, i) => answer.value.items[i]?.state !== 'refused');
  await drop(
    'scans',
    done.map(({ id }) => id),
  ).catch(() => {});
  const who = session.peek()?.username ?? '?';
  for (const scan of scans)
    if (!done.includes(scan)) await keep('scans', { ...scan, refusedTo: who }).catch(() => {});
  return true;
}

addEventListener('online', () => void deliver());
