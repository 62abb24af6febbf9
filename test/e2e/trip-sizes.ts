/**
 * How much does a phone load and send for a trip? `node test/e2e/trip-sizes.ts` prints a table in bytes: the first visit as it
 * comes over the line, then by the number of parcels a trip's bundle, the codes on the giver's screen, and one handoff's
 * delivery (both sides' signed events there, their receipts back).
 */
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { keyIdOf } from '../../dashboards/web/src/trip/keys.ts';
import { newKeyPair, publicJwk, signatureOf } from '../../dashboards/web/src/trip/sign.ts';
import { textsOf } from '../../dashboards/web/src/trip/slip-text.ts';
import type { CustodyEvent, HandoffOffered } from '../../src/custody/types.ts';
import { openScreen, startChromium } from './chromium.ts';
import { HOA, newId, PASSWORD, SMALL, signInHere, startTripHouse, type TripHouse, TY } from './trip-house.ts';
import { addTrip } from './trip-more.ts';

const COUNTS = [1, 40, 200];
const VALID_MS = 3_600_000;

type Phone = { readonly who: string; readonly key: string; readonly pair: CryptoKeyPair };

async function phoneOf(house: TripHouse, who: string): Promise<Phone> {
  const pair = await newKeyPair();
  const jwk = await publicJwk(pair.publicKey);
  await house.api(who, '/keys', { jwk, label: 'sizes' });
  return { who, key: await keyIdOf(jwk), pair };
}

async function signed<E extends CustodyEvent>(phone: Phone, of: object) {
  const at = new Date().toISOString();
  const body = { v: 1, id: newId(), by: phone.who, at, deviceAt: at, offsetMs: 0, ...of } as unknown as E;
  return { body, key: phone.key, signature: await signatureOf(body, phone.pair.privateKey) };
}

/** What comes over the line, body alone. */
function bytesOf(url: string, token: string, body?: string): Promise<{ bytes: number; text: string | null }> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ authorization: `Bearer ${token}`, 'accept-encoding': body === undefined ? 'gzip' : 'identity' },
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const asked = request(url, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const all = Buffer.concat(parts);
        const isPlain = answer.headers['content-encoding'] === undefined;
        if ((answer.statusCode ?? 500) >= 300) reject(new Error(`${url}: ${answer.statusCode} ${all}`));
        resolve({ bytes: all.length, text: isPlain ? all.toString() : null });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function measure(house: TripHouse, giver: Phone, taker: Phone, count: number) {
  const id = `co-${count}`;
  const parcels = await addTrip(house, { id, count });
  const answer = await fetch(`${house.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: HOA, password: PASSWORD }),
  });
  const { token } = (await answer.json()) as { token: string };
  const trip = await bytesOf(`${house.url}/api/v1/trips/${id}`, token);
  const raw = Buffer.byteLength(JSON.stringify(await house.api(HOA, `/trips/${id}`)));
  const code = randomBytes(16).toString('hex');
  const handoff = newId();
  const box = { unit: `hom-${id}`, seal: `NP-${id}`, celsius: 4.5 };
  const offer = await signed<HandoffOffered>(giver, {
    ...{ type: 'handoff.offered', shipment: id, handoff, parcels, boxes: [box], place: 'ea-kao' },
    ...{ to: { kind: 'site', id: 'ea-kao' }, codeHash: createHash('sha256').update(code).digest('hex') },
    validUntil: new Date(Date.now() + VALID_MS).toISOString(),
  });
  const whole = { refused: 0, missing: 0, vvm: 1, freezeIndicator: 'ok', damage: null };
  const taken = await signed(taker, {
    ...{ type: 'handoff.taken', shipment: id, handoff, code, reason: null, place: 'ea-kao' },
    ...{ parcels: parcels.map((each) => ({ ...each, ...whole })), boxes: [{ ...box, sealIntact: true }] },
  });
  const body = JSON.stringify({ events: [offer, taken] });
  const there = Buffer.byteLength(body);
  const back = await bytesOf(`${house.url}/api/v1/custody/events`, token, body);
  if ((back.text?.match(/"status":"accepted"/g) ?? []).length !== 2) throw new Error(`${back.text}`);
  const codes = await textsOf({
    slip: { kind: 'offer', body: offer.body, code, key: offer.key },
    signature: offer.signature,
  });
  return {
    parcels: count,
    'trip raw': raw,
    'trip sent': trip.bytes,
    'trip gzip': gzipSync(JSON.stringify(await house.api(HOA, `/trips/${id}`))).length,
    'codes on screen': codes.length,
    'handoff there': there,
    'handoff back': back.bytes,
  };
}

/** Everything until the list of trips stands there, the first time on this phone. */
async function firstVisit(house: TripHouse): Promise<number> {
  const browser = await startChromium();
  const { context, page } = await openScreen(browser, SMALL);
  // Trips are not loaded along by themselves where data is dear.
  await context.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
  );
  await page.goto(`${house.url}/chuyen`);
  await signInHere(page, TY);
  await page.getByRole('button', { name: 'Tải chuyến về máy' }).first().waitFor();
  const sizes = await page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(
      (entry) => [entry.name, 'encodedBodySize' in entry ? Number(entry.encodedBodySize) : 0] as const,
    ),
  );
  await browser.close();
  return [...new Map(sizes).values()].reduce((sum, bytes) => sum + bytes, 0);
}

const house = await startTripHouse();
try {
  console.log(`First visit: ${await firstVisit(house)} bytes`);
  const [giver, taker] = [await phoneOf(house, TY), await phoneOf(house, HOA)];
  const rows = [];
  for (const count of COUNTS) rows.push(await measure(house, giver, taker, count));
  console.table(rows);
} finally {
  await house.close();
}
