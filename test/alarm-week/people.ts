/**
 * What people do: somebody answers most messages after a while, of some alerts nobody answers any for hours; and twice a day two
 * officials decide about what has been on hold for long enough.
 */
import { type Random, random } from '../../simulator/random.ts';
import type { Keeper } from '../../src/keeper/keeper.ts';
import type { Actor } from '../../src/keeper/protocol.ts';
import type { WeekHouse } from './house.ts';
import type { Posted } from './post.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Share of the alerts that nobody answers for so long, whoever is told. */
const UNANSWERED = 0.3;
const UNANSWERED_FOR = 6 * HOUR;
/** When holds are decided, and how long each has lasted by then at least. */
const DECIDES_EVERY = 12 * HOUR;
const HELD_LEAST = 4 * HOUR;
/** Of the others, how likely a person answers the message about it. */
const ANSWERS = 0.5;
/** Somebody else was quicker, or it was over. */
const EXPECTED = new Set(['ALERT_RESOLVED', 'ALERT_ALREADY_ACKNOWLEDGED', 'ALERT_UNKNOWN']);

export class People {
  /** When each alert was taken. */
  readonly taken = new Map<string, number>();
  /** Holds that were released. */
  released = 0;
  readonly #actors: ReadonlyMap<string, Actor>;
  readonly #draw: Random;
  readonly #seed: string;
  /** Until when nobody answers a message about an alert. */
  readonly #silence = new Map<string, number>();
  #decidesAt: number;
  #plans: { at: number; alert: string; who: Actor }[] = [];

  /** `from`: when the run begins. */
  constructor(actors: ReadonlyMap<string, Actor>, seed: string, from: number) {
    this.#actors = actors;
    this.#decidesAt = from + DECIDES_EVERY;
    this.#seed = seed;
    this.#draw = random(seed, 'people');
  }

  hear(posted: readonly Posted[]): void {
    for (const { at, notice } of posted) {
      const who = this.#actors.get(notice.person);
      if (who === undefined || notice.reason === 'over') continue;
      for (const alert of notice.alerts)
        if (at >= this.#silentUntil(alert, at) && this.#draw.chance(ANSWERS))
          this.#plans.push({ at: at + this.#draw.between(1, 50) * MINUTE, alert, who });
    }
  }

  async act(keeper: Keeper, now: number): Promise<void> {
    const due = this.#plans.filter(({ at }) => at <= now);
    if (due.length === 0) return;
    this.#plans = this.#plans.filter(({ at }) => at > now);
    for (const { alert, who } of due) {
      if (this.taken.has(alert)) continue;
      const answer = await keeper.execute(who, {
        type: 'alert.acknowledge',
        alert,
        comment: 'đã xem',
        cause: 'other',
      });
      if (answer.ok) this.taken.set(alert, now);
      else if (!EXPECTED.has(answer.refusal.code)) throw new Error(JSON.stringify(answer.refusal));
    }
  }

  /** Holds that lasted long enough are released by two officials: what the evidence shows anew holds the parcel anew. */
  async decide(house: WeekHouse): Promise<void> {
    if (house.now < this.#decidesAt) return;
    this.#decidesAt += DECIDES_EVERY;
    const [one, other] = [...this.#actors.values()].filter(({ username }) =>
      username.startsWith('canbo.tinh.'),
    );
    if (one === undefined || other === undefined) throw new Error('two officials of the province are wanted');
    for (const { id, placedAt } of await house.openHolds()) {
      if (Date.parse(placedAt) > house.now - HELD_LEAST) continue;
      const proposal = {
        type: 'disposition.propose',
        hold: id,
        decision: 'release',
        reason: 'trong mức ổn định',
        evidence: 'thư của nhà sản xuất',
      } as const;
      const { id: disposition } = (await house.does(one, proposal)) as { id: string };
      await house.does(other, { type: 'disposition.approve', disposition });
      this.released++;
    }
  }

  #silentUntil(alert: string, at: number): number {
    const known = this.#silence.get(alert);
    if (known !== undefined) return known;
    const unanswered = random(this.#seed, `alert/${this.#silence.size}`).chance(UNANSWERED);
    const until = unanswered ? at + UNANSWERED_FOR : at;
    this.#silence.set(alert, until);
    return until;
  }
}
