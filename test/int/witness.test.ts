/** Real services on loopback: one keeps the other's checkpoints, a folder keeps them too, and an older backup is restored. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { CheckpointView, LedgerStandingView, WitnessedView } from '../../src/keeper/views.ts';
import { freshDirectory, giulanh, type Service, signIn, startService } from '../cli/house.ts';
import { PROVINCE, writeProvince } from '../cli/province.ts';

const TOKEN = 'mot-khoa-dai-cho-nhan-chung';
const VIAL = '08930000000002/FK1234';
const PEOPLE = `${PROVINCE.replace('people:\n', 'people:\n  - { username: kho, name: Kho, roles: [depot, administrator], site: tinh, password: mat-khau-thu-kho }\n')}`;

const rootOf = (service: Service) => service.http.replace('/api/v1', '');
async function tokenOf(service: Service): Promise<string> {
  const { token } = (await (await signIn(service.http, 'kho', 'mat-khau-thu-kho')).json()) as {
    token: string;
  };
  return token;
}
const asked = async (service: Service, path: string, body?: object) => {
  const response = await fetch(`${service.http}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${await tokenOf(service)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
const verdict = async (service: Service) => {
  const { json } = await asked(service, `/eligibility?barcode=${VIAL}&site=tinh`);
  return (json.reasons as { code: string }[]).map(({ code }) => code);
};
const kept = async (witness: Service, origin: string) => {
  const response = await fetch(`${witness.http}/witness/${origin.replace('giulanh/', '')}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  return { status: response.status, json: (await response.json()) as WitnessedView };
};
const standing = async (data: string): Promise<LedgerStandingView> =>
  JSON.parse((await giulanh(data, 'ledger', 'status', '--json')).out) as LedgerStandingView;

test('an older backup that is restored is noticed by what the witnesses keep, and accepted by a person, with all of it on record', async () => {
  const [data, other, share] = [freshDirectory(), freshDirectory(), freshDirectory()];
  await giulanh(data, 'apply', writeProvince(data, PEOPLE));
  const witness = await startService(other, { GIULANH_WITNESS_TOKENS: `${TOKEN},another-one-of-sixteen` });
  const env = { GIULANH_WITNESS: `http://${TOKEN}@${new URL(witness.http).host}, ${share}` };

  let service = await startService(data, env);
  const backup = join(freshDirectory(), 'copy');
  expect((await giulanh(data, 'backup', backup)).code).toBe(0);
  expect((await asked(service, '/parcels/kien-1/hold', { reason: 'hộp móp' })).status).toBe(201);
  expect((await asked(service, '/parcels/kien-1/hold', { reason: 'nhãn rách' })).status).toBe(201);
  expect(await verdict(service)).toContain('PARCEL_ON_HOLD');
  // Its orderly end signs the last events and gives them away.
  await service.end('SIGTERM');
  const lost = await standing(data);
  const origin = lost.origin ?? '';
  expect((await kept(witness, origin)).json.checkpoint).toMatchObject({ size: lost.size, root: lost.root });

  expect((await giulanh(data, 'restore', backup)).code).toBe(0);
  // Also the machine's own record is put back to before it was: the witnesses alone know.
  rmSync(join(data, 'ledger', 'checkpoints.jsonl'));
  service = await startService(data, env);
  const ready = await fetch(`${rootOf(service)}/readyz`);
  expect(ready.status).toBe(503);
  expect(((await ready.json()) as { reason: string }).reason).toContain(`behind of ${lost.size}`);
  expect(await verdict(service)).toContain('SERVICE_DEGRADED');
  expect((await asked(service, '/alerts')).json.items).toContainEqual(
    expect.objectContaining({ kind: 'ledger-behind-witness', severity: 'critical', state: 'open' }),
  );
  const given = await asked(service, '/administrations', { barcode: VIAL, site: 'tinh', doses: 1 });
  expect(given.status).toBeGreaterThanOrEqual(400);

  const { out, code } = await giulanh(data, 'ledger', 'accept', '--reason', 'ổ đĩa hỏng');
  expect(out).toContain(`${lost.size}`);
  expect(code).toBe(0);
  expect((await fetch(`${rootOf(service)}/readyz`)).status).toBe(200);
  expect(await verdict(service)).not.toContain('SERVICE_DEGRADED');
  await service.end('SIGTERM');
  const now = await standing(data);
  expect(now.doubt).toBeNull();
  // The witnesses go on with the ledger that says what it gave up, and have kept both.
  expect((await kept(witness, origin)).json.checkpoint).toMatchObject({ size: now.size, root: now.root });
  const [file = ''] = readdirSync(share);
  const lines = readFileSync(join(share, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CheckpointView);
  const roots = lines.map(({ checkpoint }) => checkpoint.root);
  expect(roots).toContain(lost.root);
  expect(roots.at(-1)).toBe(now.root);

  service = await startService(data, env);
  expect((await fetch(`${rootOf(service)}/readyz`)).status).toBe(200);
  await vi.waitFor(
    async () => {
      const lines = (await (await fetch(`${rootOf(service)}/metrics`)).text()).split('\n');
      expect(lines.filter((line) => line.startsWith('giulanh_witness_up'))).toHaveLength(2);
      expect(lines.filter((line) => /^giulanh_witness_up\{.*\} 1$/.test(line))).toHaveLength(2);
    },
    { timeout: 90_000 },
  );
  const { json } = await asked(service, '/ledger/checkpoint');
  const newest = join(freshDirectory(), 'witness.jsonl');
  writeFileSync(newest, `${readFileSync(join(share, file), 'utf8').trim().split('\n').at(-1)}\n`);
  const checked = await giulanh(data, 'verify', '--key', String(json.publicKey), '--witness', newest);
  expect(checked).toMatchObject({ code: 0, err: '' });

  // What the other service signed back, as the API shows it, and in the export under the key that the other one publishes.
  const { json: own } = await kept(witness, origin);
  expect(json.cosigned).toMatchObject([
    { witness: new URL(witness.http).host, cosignature: own.cosignature, checkpoint: { size: now.size } },
  ]);
  const witnessKey = String(own.witnessKey);
  const exported = join(freshDirectory(), 'ledger.jsonl');
  expect((await giulanh(data, 'export', exported)).code).toBe(0);
  const verified = (...keys: string[]) =>
    giulanh(data, 'verify', exported, '--key', String(json.publicKey), ...keys);
  const back = await verified('--witness-key', witnessKey);
  expect(back).toMatchObject({ code: 0, err: '' });
  expect(back.out).toContain(`signed back ${now.size} events`);
  expect((await verified()).out).toContain('cosignatures were not checked');
  const stranger = await verified('--witness-key', String(json.publicKey));
  expect(stranger.code).toBe(1);
  expect(stranger.err).toContain('[NOT_COSIGNED]');
  expect((await giulanh(data, 'ledger', 'status')).out).toContain(
    `Signed back ${new URL(witness.http).host}: `,
  );

  // One event alone, as its proof comes from the API, and the same with a word of it changed.
  const proof = join(freshDirectory(), 'proof.json');
  const headers = { authorization: `Bearer ${await tokenOf(service)}` };
  const text = await (
    await fetch(`${service.http}/ledger/proofs/inclusion?seq=${now.size}`, { headers })
  ).text();
  writeFileSync(proof, text);
  const proved = await giulanh(data, 'verify', '--key', String(json.publicKey), '--proof', proof);
  expect(proved).toMatchObject({ code: 0, err: '' });
  writeFileSync(proof, text.replace('ổ đĩa hỏng', 'không có gì'));
  expect((await giulanh(data, 'verify', '--key', String(json.publicKey), '--proof', proof)).code).toBe(1);
  expect((await asked(service, `/ledger/proofs/inclusion?seq=${now.size + 1}`)).status).toBe(404);
  const { status, json: path } = await asked(service, '/ledger/proofs/consistency?from=1');
  expect({ status, to: path.to, toRoot: path.toRoot }).toEqual({
    status: 200,
    to: now.size,
    toRoot: now.root,
  });
}, 120_000);

test('a witness wants a token, and takes nothing else', async () => {
  const witness = await startService(freshDirectory(), { GIULANH_WITNESS_TOKENS: TOKEN });
  const path = `${witness.http}/witness/${'ab'.repeat(32)}`;
  const status = async (token: string | null, body?: string) =>
    (
      await fetch(path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body }),
      })
    ).status;
  expect(await status(null)).toBe(401);
  expect(await status('sai')).toBe(401);
  expect(await status(TOKEN)).toBe(404);
  expect(await status(null, '{}')).toBe(401);
  expect(await status(TOKEN, '{}')).toBe(400);
});
