/** The last part: the vial at the gate, the papers in the hand, and a ledger that a stranger's program checks. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vialBarcode } from '../../../simulator/gs1.ts';
import { canonicalJson } from '../../../src/custody/canonical.ts';
import type { HandoffView, ShipmentView } from '../../../src/keeper/custody-views.ts';
import type { ParcelView } from '../../../src/keeper/views.ts';
import { PAPER_WORDS } from '../../../src/wording/papers.ts';
import { codesOf, pictureOf, textOf } from '../../papers/reading.ts';
import { ADMIN, BIKE, HEPB, MR, NAMES, RECEIVED, STATION, STORE, TRUCK } from './province.ts';
import type { Step } from './story.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);
const PAPER_SCALE = 1.8;

export const AT_THE_TABLE: readonly Step[] = [
  {
    title:
      'at the gate the vial within its hour is allowed, and a dose is recorded; the other vaccine is stopped',
    run: async (told) => {
      const { nurse, look } = told;
      await nurse.open('/quet');
      await nurse.fill('Mã trên lọ hoặc GTIN/số lô', vialBarcode(HEPB));
      await nurse.press('Kiểm tra');
      await nurse.reads('KHÔNG TIÊM');
      await look(nurse.page, 'gate-stopped');
      await nurse.fill('Quét lọ tiếp theo', vialBarcode(MR));
      await nurse.press('Kiểm tra');
      await nurse.reads('ĐƯỢC PHÉP DÙNG');
      await look(nurse.page, 'gate-allowed');
      await nurse.press('Ghi nhận đã tiêm');
      await nurse.reads(/Đã ghi nhận 1 liều/);
      await look(nurse.page, 'gate-recorded');
      assert.deepEqual(nurse.faults, []);
    },
  },
  {
    title: 'with the dose at the table every dose that was received is accounted for',
    run: async ({ road, measured }) => {
      const all = (await road.ask<{ items: ParcelView[] }>(ADMIN, '/parcels?limit=500')).items;
      const left = (gtin: string) =>
        all.filter((each) => each.gtin === gtin).reduce((sum, { doses }) => sum + doses, 0);
      assert.equal(left(MR.gtin) + 1, RECEIVED['kien-mr']);
      assert.equal(left(HEPB.gtin), RECEIVED['kien-vgb']);
      measured.push(`${RECEIVED['kien-mr']} received = ${left(MR.gtin)} held + 1 given`);
    },
  },
  {
    title: 'the papers say who, when and how warm, and their code names the record',
    run: async (told) => {
      const { road, store, trip, keep } = told;
      await store.open(`/chuyen/${trip}`);
      const links = store.page.getByRole('link', { name: /Biên bản \(PDF\)/ });
      await links.nth(2).waitFor();
      await told.look(store.page, 'store-trip-closed');
      const { items } = await road.ask<{ items: HandoffView[] }>(STORE, `/handoffs?shipment=${trip}`);
      for (const link of await links.all()) {
        const href = (await link.getAttribute('href')) ?? '';
        const paper = await store.page.request.get(`${store.line.url}${href}`);
        const pdf = new Uint8Array(await paper.body());
        const handoff = items.find(({ id }) => href.includes(id));
        assert.ok(handoff?.given && handoff.taken);
        const name = `paper-handoff-${handoff.given.by}-${handoff.taken.by}`;
        await keep(`${name}.pdf`, () => pdf);
        await keep(`${name}.png`, async () => (await pictureOf(pdf, 1, PAPER_SCALE)).toBuffer('image/png'));
        const text = (await textOf(pdf)).join(' ');
        for (const side of [handoff.given, handoff.taken]) {
          assert.ok(text.includes(side.name), `${name} names ${side.name}`);
          assert.ok(text.includes(clock(side.at)), `${name} says ${clock(side.at)}`);
        }
        assert.deepEqual(await codesOf(pdf, 1), [`${store.line.url}/bien-ban/${handoff.id}`]);
        if (handoff.taken.by !== BIKE) continue;
        assert.match(text, /thiếu 1 trong 100 liều/);
        assert.ok(text.includes(PAPER_WORDS.onTheRoad.vi));
      }
      const note = await store.page.request.get(`${store.line.url}/api/v1/shipments/${trip}/note.pdf`);
      const pdf = new Uint8Array(await note.body());
      await keep('paper-delivery-note.pdf', () => pdf);
      await keep('paper-delivery-note.png', async () =>
        (await pictureOf(pdf, 1, PAPER_SCALE)).toBuffer('image/png'),
      );
      const text = (await textOf(pdf)).join(' ');
      for (const said of [NAMES[STORE], NAMES[TRUCK], STATION]) assert.ok(text.includes(said), said);
    },
  },
  {
    title:
      'and the hash on the paper is an event of the ledger, which the verifier accepts with the public key alone',
    run: async (told) => {
      const { road, store, trip, measured } = told;
      const { handoffs } = await road.ask<ShipmentView>(STORE, `/shipments/${trip}`);
      const paper = await store.page.request.get(
        `${store.line.url}/api/v1/handoffs/${handoffs.at(-1)}/record.pdf`,
      );
      const printed = (await textOf(new Uint8Array(await paper.body()))).join(' ').replaceAll(/\s/g, '');
      const file = join(road.data, 'ledger.jsonl');
      const env = { ...process.env, GIULANH_DATA: road.data };
      const { stdout } = await run(process.execPath, [join(ROOT, 'src/cli.js'), 'export', file], { env });
      const [key = ''] = /ed25519:[0-9a-f]{64}/.exec(stdout) ?? [];
      const events = readFileSync(file, 'utf8')
        .split('\n')
        .flatMap(
          (line) =>
            (/^\{"event":(.*),"seq":(\d+)\}$/.exec(line)?.slice(1) as [string, string] | undefined) ?? [],
        );
      assert.ok(events.length > 0);
      const seq = seqOf(events, printed);
      // The service signs once an hour; the proof rests on what it signed.
      await road.until(300);
      const proof = join(road.data, 'proof.json');
      writeFileSync(proof, canonicalJson(await road.ask(ADMIN, `/ledger/proofs/inclusion?seq=${seq}`)));
      const checked = await run(process.execPath, [
        ...[join(ROOT, 'verifier/main.ts'), file, '--key', key, '--proof', proof],
      ]);
      assert.match(checked.stdout, new RegExp(`Event ${seq} is one of`));
      assert.match(checked.stdout, /The ledger is whole/);
      measured.push(...checked.stdout.trim().split('\n').slice(0, 2));
    },
  },
  {
    title: 'who reads the code on a paper sees the record, and their own phone says that nobody changed it',
    run: async (told) => {
      const { store, nurse, trip, look } = told;
      const paper = async (path: string) => {
        const pdf = await store.page.request.get(`${store.line.url}/api/v1${path}`);
        const [code = ''] = await codesOf(new Uint8Array(await pdf.body()), 1);
        return code.slice(store.line.url.length);
      };
      const { handoffs } = await told.road.ask<ShipmentView>(STORE, `/shipments/${trip}`);
      await nurse.open(await paper(`/handoffs/${handoffs.at(-1)}/record.pdf`));
      await nurse.reads('Bản ghi này có trong sổ cái, chưa bị sửa');
      await nurse.reads(NAMES[BIKE]);
      await look(nurse.page, 'nurse-paper-proven');
      await store.open(await paper(`/shipments/${trip}/note.pdf`));
      await store.reads('Bản ghi này có trong sổ cái, chưa bị sửa');
      await look(store.page, 'store-note-proven');
      assert.deepEqual([...store.faults, ...nurse.faults], []);
    },
  },
];

/** `events`: texts and numbers by turns. */
function seqOf(events: readonly string[], printed: string): number {
  for (let i = 0; i < events.length; i += 2) {
    const leaf = createHash('sha256')
      .update(Buffer.from([0]))
      .update(events[i] ?? '')
      .digest('hex');
    if (printed.includes(leaf)) return Number(events[i + 1]);
  }
  throw new Error('No event of the ledger has the hash on the paper');
}

const clock = (at: string): string =>
  new Date(at).toLocaleTimeString('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  });
