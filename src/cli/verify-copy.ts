/** The second half of `giulanh verify` on the data in use: does InfluxDB's copy of the ledger say the same, number by number? */
import { differenceText } from '../influx/differences.ts';
import { verifyLedger } from '../influx/verify.ts';
import { withInflux } from './influx-session.ts';
import { Refused } from './refused.ts';
import { both, type Terminal } from './verb.ts';

/** More lines than this are counted, not printed. */
const LINES_MOST = 20;

/** Throws `Refused` INFLUX_DIFFERS, and what reading InfluxDB can meet. */
export async function verifyCopy(terminal: Terminal): Promise<void> {
  await withInflux(terminal, async ({ archive, target, breathe }) => {
    const parts = { archive, target, everyPoint: false, breathe, reached: () => {} };
    const { events, differences, unsent, found } = await verifyLedger(parts, Date.now());
    terminal.out(
      both(
        `InfluxDB: đã so ${events} sự kiện, ${differences} sai khác, ${unsent} chưa gửi`,
        `InfluxDB: compared ${events} events, ${differences} differences, ${unsent} not yet sent`,
      ),
    );
    for (const difference of found.slice(0, LINES_MOST)) terminal.out(`  ${differenceText(difference)}`);
    if (differences > 0)
      throw new Refused({ code: 'INFLUX_DIFFERS', message: `${differences} events differ in InfluxDB` });
  });
}
