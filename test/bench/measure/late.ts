/** A batch three days old comes to a cold room full of parcels: how long until it is committed with its judgement? */
import { spread } from '../histogram.ts';
import { lateRooms } from '../house/late-rooms.ts';
import type { Report } from '../report.ts';

const PARCELS = 200;
const REACH_MS = 50;
/** The first ones find code that has not run yet. */
const WARMING = 2;

export async function lateBatch(name: string, rounds: number): Promise<Report> {
  const count = rounds + WARMING;
  const rooms = await lateRooms(name, count, PARCELS);
  try {
    const harmless: number[] = [];
    const warm: number[] = [];
    for (let i = 0; i < count; i++) {
      harmless.push(await rooms.deliver(i, 0, (minute) => 4_500 + 10 * minute));
      // Past two limits for half an hour: every parcel and every child is put on hold.
      warm.push(await rooms.deliver(i, 1, (minute) => (minute >= 10 && minute < 40 ? 12_000 : 5_000)));
      process.stderr.write(
        `  ${name} harmless ${harmless.at(-1)?.toFixed(1)} ms, warm ${warm.at(-1)?.toFixed(1)} ms\n`,
      );
    }
    const [calm, holding] = [spread(harmless.slice(WARMING)), spread(warm.slice(WARMING))];
    const ms = ({ median, low, high }: ReturnType<typeof spread>) =>
      `**${median.toFixed(1)}** [${low.toFixed(1)}–${high.toFixed(1)}] ms`;
    return {
      name,
      asked: `≤ ${REACH_MS} ms (aim 10) from the message to its commit`,
      met: calm.median <= REACH_MS && holding.median <= REACH_MS,
      lines: [
        `60 readings of an hour three days ago, ${PARCELS} parcels in the room and a child of each elsewhere, ${rounds} rounds`,
        `nothing was wrong: ${ms(calm)}; half an hour at 12 °C, ${2 * PARCELS} excursions and their holds with it: ${ms(holding)}`,
      ],
      data: { calm, holding, harmless, warm, counts: rooms.counts() },
    };
  } finally {
    await rooms.end();
  }
}
