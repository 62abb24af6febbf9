/**
 * What the HTTP edge relies on in any `KeeperPort`. The same suite runs on the twin in memory and on the real
 * keeper; `change` makes the keeper publish at least one delta and resolves when it is committed.
 */
import { expect, test } from 'vitest';
import type { KeeperDelta, KeeperPort } from '../../src/http/ports.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { EligibilityView, LiveSnapshot } from '../../src/keeper/views.ts';

export type KeeperUnderTest = {
  keeper: KeeperPort;
  /** A person that the registry knows. */
  username: string;
  change: () => Promise<void>;
  close: () => Promise<void>;
};

export function keeperPortContract(make: () => Promise<KeeperUnderTest>): void {
  const withKeeper = (name: string, check: (parts: KeeperUnderTest) => Promise<void>) =>
    test(name, async () => {
      const parts = await make();
      try {
        await check(parts);
      } finally {
        await parts.close();
      }
    });

  withKeeper(
    'a session that was opened is among those at the start, until it is closed',
    async ({ keeper, username }) => {
      const session = { tokenHash: 'ab'.repeat(32), username, expiresAt: 4_102_444_800_000 };
      expect(await keeper.execute(SYSTEM, { type: 'session.open', ...session })).toMatchObject({ ok: true });
      expect(keeper.sessionsAtStart()).toContainEqual(session);
      await keeper.execute(SYSTEM, { type: 'session.close', tokenHash: session.tokenHash });
      expect(keeper.sessionsAtStart()).not.toContainEqual(session);
    },
  );

  withKeeper(
    'people are known at once, strangers and built-in names are not',
    async ({ keeper, username }) => {
      expect(keeper.person(username)?.person.username).toBe(username);
      for (const stranger of ['nobody', '__proto__', 'constructor', ''])
        expect(keeper.person(stranger)).toBeNull();
    },
  );

  withKeeper(
    'everything is within the province; what is under way is within nothing smaller',
    async ({ keeper }) => {
      const tree = keeper.siteTree();
      expect(tree.isWithin(null, null)).toBe(true);
      const answer = await keeper.ask(SYSTEM, { type: 'sites' });
      if (!answer.ok) throw new Error(answer.refusal.code);
      const { items } = answer.value as { items: { id: string; parent: string | null }[] };
      expect(items.length).toBeGreaterThan(0);
      for (const { id, parent } of items) {
        expect([tree.isWithin(id, null), tree.isWithin(id, id), tree.isWithin(null, id)]).toEqual([
          true,
          true,
          false,
        ]);
        if (parent !== null)
          expect([tree.isWithin(id, parent), tree.isWithin(parent, id)]).toEqual([true, false]);
      }
    },
  );

  withKeeper('what is not there is refused by code, never thrown', async ({ keeper }) => {
    for (const query of [
      { type: 'unit', id: 'no-such-unit' },
      { type: 'parcel', id: 'no-such-parcel' },
      { type: 'lot', gtin: '00000000000000', lot: 'none' },
    ] as const)
      expect(await keeper.ask(SYSTEM, query)).toMatchObject({
        ok: false,
        refusal: { code: expect.stringMatching(/^[A-Z_]+_UNKNOWN$/) },
      });
  });

  withKeeper('the scan gate is answered in text what a question is answered', async ({ keeper }) => {
    const sites = await keeper.ask(SYSTEM, { type: 'sites' });
    const [site] = sites.ok ? (sites.value as { items: { id: string }[] }).items : [];
    const scan = { barcode: '08934567890120/VN-0421', site: site?.id ?? '' };
    const asked = await keeper.ask(SYSTEM, { type: 'eligibility', ...scan });
    const told = await keeper.verdict(SYSTEM, scan.barcode, scan.site);
    if (!asked.ok || !told.ok) throw new Error('the system itself may ask everywhere');
    const { asOf: _asked, ...value } = asked.value as EligibilityView;
    const { asOf, ...text } = JSON.parse(told.text) as EligibilityView;
    expect(text).toEqual(value);
    expect(Date.parse(asOf)).toBeGreaterThan(0);
  });

  withKeeper(
    'a change is published, and the end of a subscription is the end',
    async ({ keeper, change }) => {
      const seen: KeeperDelta[] = [];
      let arrived: () => void = () => undefined;
      const first = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const end = keeper.onDelta((delta) => {
        seen.push(delta);
        arrived();
      });
      await change();
      await first;
      expect(
        seen.flatMap((delta) => [...delta.units, ...delta.alerts, ...delta.holds]).length,
      ).toBeGreaterThan(0);
      end();
      const count = seen.length;
      await change();
      await keeper.ask(SYSTEM, { type: 'live.snapshot' });
      expect(seen.length).toBe(count);
    },
  );

  withKeeper('a snapshot contains every delta that was delivered before it', async ({ keeper, change }) => {
    const published = new Map<string, unknown>();
    const end = keeper.onDelta((delta) => {
      for (const unit of delta.units) published.set(unit.id, unit.view().celsius);
    });
    for (let round = 0; round < 5; round += 1) {
      const changed = change();
      const answer = await keeper.ask(SYSTEM, { type: 'live.snapshot' });
      const before = new Map(published);
      if (!answer.ok) throw new Error(answer.refusal.code);
      const { units } = answer.value as LiveSnapshot;
      for (const [id, celsius] of before) expect(units.find((unit) => unit.id === id)?.celsius).toBe(celsius);
      await changed;
    }
    end();
  });

  withKeeper('it says whether it is ready, and its metrics are Prometheus lines', async ({ keeper }) => {
    expect(keeper.health()).toMatchObject({ ready: true, degraded: null });
    for (const line of keeper.metrics().split('\n'))
      expect(line).toMatch(/^($|#|[a-zA-Z_:][\w:]*(\{.*\})? \S+$)/);
  });
}
