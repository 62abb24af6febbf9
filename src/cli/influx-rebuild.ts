/** `giulanh influx rebuild`: refills InfluxDB from the store. */
import { Zone } from '../../devices/loggers/zone.ts';
import { nothingRebuilt, type Rebuilt, rebuild } from '../influx/rebuild.ts';
import type { Range } from '../influx/types.ts';
import type { Archive } from '../store/archive.ts';
import { withInflux } from './influx-session.ts';
import { rangeOf, timesAndSwitches } from './influx-times.ts';
import { Refused } from './refused.ts';
import { both, type Terminal, type Verb } from './verb.ts';

const EXAMPLES_MOST = 10;

export const rebuildVerb: Verb = {
  name: 'influx rebuild',
  operands: '[--from T --to T]',
  vi: 'ghi lại dữ liệu gốc vào InfluxDB',
  en: 'refill InfluxDB from the store',
  usage: `giulanh influx rebuild [--from T] [--to T] [--json]

  Ghi lại số đo, sổ cái và các đợt vi phạm của một khoảng thời gian từ dữ liệu gốc vào InfluxDB, kể cả khi dịch vụ đang
  chạy. Cái đã có thì không ghi nữa; chạy hai lần không gây hại. Ctrl+C dừng lại và cho biết đã đến đâu.

  Writes the readings, ledger events and excursions of a range from the store into InfluxDB, also while the service runs.
  What is there already is not written again; twice does no harm. Ctrl+C stops and says how far it came.

  --from, --to   2026-11-22, 2026-11-22T08:00 ${both('(giờ của tỉnh)', '(the province’s clocks)')}, 2026-11-22T01:00Z; [from, to)
                 ${both('mặc định: từ đầu đến nay', 'default: from the beginning to now')}
  --json         in JSON | print JSON
  --help         trang này | this page
`,
  async run(args, terminal) {
    const asked = timesAndSwitches(args, ['json']);
    await withInflux(terminal, async ({ archive, target, delivery, breathe, local }) => {
      const range = rangeOf(asked, everything(archive), new Zone(archive.zone()));
      const rebuilt = nothingRebuilt();
      const told = () => terminal.progress?.(countsText(rebuilt));
      try {
        await rebuild({ archive, target, delivery, breathe, told }, range, rebuilt);
      } catch (error) {
        terminal.progress?.('');
        terminal.err(broken(rebuilt, local));
        throw error;
      }
      terminal.progress?.('');
      if (asked.on.has('json')) terminal.out(JSON.stringify(rebuilt, null, 2));
      else print(rebuilt, `${target.name}: ${timesText(range, local)}`, terminal);
      if (rebuilt.refused > 0)
        throw new Refused({ code: 'INFLUX_REFUSED', message: `${rebuilt.refused} points were refused` });
    });
  },
};

/** The clocks of devices may be ahead of ours; and what happened before the first reading belongs to it too. */
const everything = (archive: Archive): Range => ({
  from: Number.NEGATIVE_INFINITY,
  to: Math.max(archive.span()?.to ?? 0, Date.now()) + 1,
});

const timesText = ({ from, to }: Range, local: (at: number) => string): string =>
  `${Number.isFinite(from) ? local(from) : both('từ đầu', 'the beginning')} → ${local(to)}`;

const countsText = (r: Rebuilt): string =>
  both(
    `Đã ghi ${r.readings} số đo, ${r.events} sự kiện, ${r.excursions} đợt vi phạm; đã có sẵn ${r.present} số đo`,
    `Written: ${r.readings} readings, ${r.events} events, ${r.excursions} excursions; ${r.present} readings were there`,
  );

/** How far it came. */
function broken(rebuilt: Rebuilt, local: (at: number) => string): string {
  const { reached } = rebuilt;
  if (reached === null) return countsText(rebuilt);
  const from = new Date(reached).toISOString();
  return [
    countsText(rebuilt),
    both(
      `Đủ đến ${local(reached)}; làm tiếp với --from ${from}`,
      `Whole up to there; go on with --from ${from}`,
    ),
  ].join('\n');
}

function print(rebuilt: Rebuilt, title: string, { out }: Terminal): void {
  out(title);
  out(countsText(rebuilt));
  if (rebuilt.refused === 0) return;
  out(both(`InfluxDB từ chối ${rebuilt.refused} điểm:`, `InfluxDB refused ${rebuilt.refused} points:`));
  for (const { point, reason } of rebuilt.examples.slice(0, EXAMPLES_MOST))
    out(`  ${point.measurement} ${JSON.stringify(point.tags)}: ${reason}`);
}
