/**
 * Acts courses out: everybody says what they have to say when it happens, phones lose and find their signal, are lost, are set
 * wrong. Time goes from one thing that happens to the next; what the world's clock shows is told to whoever wants to know.
 */
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';
import { Carrier, type ServiceSide } from '../people/carrier.ts';
import type { Answer } from '../people/outbox.ts';
import type { Course, PhoneFate } from './course.ts';
import type { Deed } from './deeds.ts';
import { MINUTE } from './plan.ts';
import type { Heard } from './truth.ts';

export type Roadside = {
  /** What was said of an event: when, by its phone. Null while it did not reach the service, or when it must not count. */
  readonly heard: Heard;
  /** Of events that must not count: the code they must get, and the answers. */
  readonly mustNot: ReadonlyMap<string, { readonly code: string; readonly answers: readonly Answer[] }>;
  readonly said: number;
  readonly sent: number;
};

/** How often phones look for a signal. */
const LOOKS_EVERY: DurationMs = 30 * MINUTE;

/**
 * @param until when it ends; phones that are silent by then stay so
 * @param arrive the world's clock goes on to this instant
 */
export async function actOut(options: {
  seed: string;
  courses: readonly Course[];
  service: ServiceSide;
  startAt: UtcMs;
  until: UtcMs;
  arrive: (now: UtcMs) => Promise<void>;
}): Promise<Roadside> {
  const { seed, courses, service, startAt, until, arrive } = options;
  const stage = new Stage(seed, service);
  await arrive(startAt);
  for (const { deeds } of courses) for (const { by } of deeds) await stage.enter(by, startAt);
  const cues = [...courses.flatMap((course) => stage.cues(course))];
  for (let at = startAt + LOOKS_EVERY; at < until; at += LOOKS_EVERY) cues.push({ at, act: async () => {} });
  for (const { at, act } of cues.sort((a, b) => a.at - b.at)) {
    await arrive(at);
    await act();
    await stage.send(at);
  }
  await arrive(until);
  await stage.send(until);
  return stage.outcome();
}

type Cue = { readonly at: UtcMs; readonly act: () => Promise<void> };

class Stage {
  readonly #seed: string;
  readonly #service: ServiceSide;
  readonly #people = new Map<string, Carrier>();
  readonly #said = new Map<string, { readonly deed: Deed; readonly at: UtcMs }>();

  constructor(seed: string, service: ServiceSide) {
    this.#seed = seed;
    this.#service = service;
  }

  async enter(username: string, now: UtcMs): Promise<void> {
    if (this.#people.has(username)) return;
    const carrier = new Carrier(username, this.#seed, this.#service);
    this.#people.set(username, carrier);
    await carrier.begin(now);
  }

  cues({ deeds, fates }: Course): Cue[] {
    for (const fate of fates) this.#prepare(fate);
    return [
      ...fates.flatMap((fate) => this.#fateCues(fate)),
      ...deeds.map((deed) => ({ at: deed.at, act: () => this.#say(deed) })),
    ];
  }

  async send(now: UtcMs): Promise<void> {
    for (const carrier of this.#people.values()) await carrier.send(now);
  }

  outcome(): Roadside {
    const boxes = [...this.#people.values()].flatMap(({ outboxes }) => outboxes);
    const sent = new Set(boxes.flatMap((box) => [...box.sent]));
    const answers = new Map(boxes.flatMap((box) => [...box.answers]));
    const said = [...this.#said];
    return {
      heard: (event) => {
        const one = this.#said.get(event);
        return one === undefined || one.deed.refused !== null || !sent.has(event) ? null : one.at;
      },
      mustNot: new Map(
        said.flatMap(([id, { deed }]) =>
          deed.refused === null || !sent.has(id)
            ? []
            : [[id, { code: deed.refused, answers: answers.get(id) ?? [] }] as const],
        ),
      ),
      said: said.length,
      sent: sent.size,
    };
  }

  #prepare(fate: PhoneFate): void {
    const carrier = this.#carrier(fate.username);
    if (fate.kind === 'silent') carrier.network.silent(fate.silence);
    if (fate.kind === 'eager') carrier.manner = { ...carrier.manner, times: 10 };
    if (fate.kind === 'reversed') carrier.manner = { ...carrier.manner, order: 'reversed' };
  }

  #fateCues(fate: PhoneFate): Cue[] {
    const carrier = this.#carrier(fate.username);
    if (fate.kind === 'jump') return [{ at: fate.at, act: async () => carrier.phone.clock.jump(fate.by) }];
    if (fate.kind === 'hear')
      return [{ at: fate.at, act: async () => carrier.phone.clock.hear(fate.at, fate.lateMs) }];
    if (fate.kind !== 'lost') return [];
    const { forged } = fate;
    const act = async (): Promise<void> => {
      const gone = await carrier.lose(fate.at);
      const event = await gone.sign(forged.happening, forged.at);
      this.#said.set(event.body.id, { deed: forged, at: Date.parse(event.body.at) });
      this.#found.push({ carrier, event });
    };
    return [
      { at: fate.at, act },
      {
        at: forged.at,
        act: async () => {
          for (const { carrier: owner, event } of this.#found.splice(0)) owner.outbox.put(event);
        },
      },
    ];
  }
  readonly #found: { carrier: Carrier; event: Awaited<ReturnType<Carrier['phone']['sign']>> }[] = [];

  async #say(deed: Deed): Promise<void> {
    const carrier = this.#carrier(deed.by);
    const event = await carrier.phone.sign(deed.happening, deed.at);
    this.#said.set(event.body.id, { deed, at: Date.parse(event.body.at) });
    // What was signed is one thing, what is sent another.
    const other = { ...event, body: { ...event.body, shipment: null } };
    carrier.outbox.put(deed.forged === true ? other : event);
  }

  #carrier(username: string): Carrier {
    const carrier = this.#people.get(username);
    if (carrier === undefined) throw new Error(`Nobody is called ${username}`);
    return carrier;
  }
}
