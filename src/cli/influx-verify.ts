/** `giulanh influx verify`: does the copy say what the store says? */
import { Zone } from '../../devices/loggers/zone.ts';
import { yesterday } from '../influx/days.ts';
import { differenceText } from '../influx/differences.ts';
import { toVerified, type Verification } from '../influx/findings.ts';
import type { Range } from '../influx/types.ts';
import { verify } from '../influx/verify.ts';
import { answered, openDoor } from './door.ts';
import { type Session, withInflux } from './influx-session.ts';
import { type Asked, rangeOf, timesAndSwitches } from './influx-times.ts';
import { Refused } from './refused.ts';
import { both, type Terminal, type Verb } from './verb.ts';

/** More lines than this are counted, not printed; `--json` has more. */
const LINES_MOST = 50;

export const verifyVerb: Verb = {
  name: 'influx verify',
  operands: '[--from T --to T]',
  vi: 'đối chiếu InfluxDB với dữ liệu gốc',
  en: 'compare InfluxDB with the store',
  usage: `giulanh influx verify [--from T] [--to T] [--every-point] [--json]

  Đối chiếu bản sao trong InfluxDB với dữ liệu gốc: số đo theo từng thiết bị, đầu đo và giờ (số lượng, tổng, thấp nhất,
  cao nhất; khác nhau thì từng số đo), sổ cái theo số thứ tự và mã băm, các đợt vi phạm. Mặc định: ngày hôm qua.
  Cái chưa gửi và cái InfluxDB từ chối được đếm riêng, không phải là sai khác. Thoát 1 khi có sai khác.

  Compares the copy in InfluxDB with the store: readings per device, probe and hour (count, sum, least, greatest; one by
  one where they differ), the ledger by number and hash, the excursions. Default: yesterday. What is not sent yet and what
  InfluxDB would not take is counted apart and is no difference. Exit status 1 when they differ.

  --from, --to    2026-11-22, 2026-11-22T08:00 ${both('(giờ của tỉnh)', '(the province’s clocks)')}, 2026-11-22T01:00Z; [from, to),
                  ${both('làm tròn ra cả giờ', 'widened to whole hours')}
  --every-point   so từng số đo | compare every reading
  --json          in JSON | print JSON
  --help          trang này | this page
`,
  async run(args, terminal) {
    const asked = timesAndSwitches(args, ['every-point', 'json']);
    await withInflux(terminal, async (session) => {
      const { archive, target, breathe, local } = session;
      const zone = new Zone(archive.zone());
      const range = rangeOf(asked, defaults(session, asked, zone), zone);
      const everyPoint = asked.on.has('every-point');
      const reached = (at: number) =>
        terminal.progress?.(both(`Đã so đến ${local(at)}`, `Compared up to ${local(at)}`));
      const found = await verify({ archive, target, everyPoint, breathe, reached }, range, Date.now());
      terminal.progress?.('');
      if (asked.on.has('json')) terminal.out(JSON.stringify(toJson(found), null, 2));
      else print(found, local, terminal);
      await tellKeeper(terminal, found);
      if (found.differences > 0)
        throw new Refused({ code: 'INFLUX_DIFFERS', message: `${found.differences} differences` });
    });
  },
};

/** Yesterday, unless a time is given: then from the first reading, or up to now. */
function defaults({ archive }: Session, { from, to }: Asked<string>, zone: Zone): Range {
  const now = Date.now();
  const day = yesterday(now, zone.name);
  if (from === undefined && to === undefined) return day;
  return { from: archive.span()?.from ?? day.from, to: now };
}

async function tellKeeper(terminal: Terminal, found: Verification): Promise<void> {
  const door = await openDoor(terminal.data, { create: false });
  try {
    await answered(door, { execute: { type: 'influx.verified', result: toVerified(found) } });
  } finally {
    await door.close();
  }
}

const iso = (at: number): string => new Date(at).toISOString();
const toJson = ({ from, to, at, found, ...counts }: Verification) => ({
  ...counts,
  from: iso(from),
  to: iso(to),
  at: iso(at),
  found: found.map((d) => ({ ...d, at: d.at === null ? null : iso(d.at) })),
});

function print(v: Verification, local: (at: number) => string, { out }: Terminal): void {
  out(`${v.target}: ${local(v.from)} → ${local(v.to)}`);
  out(
    both(
      `Đã so ${v.readings} số đo, ${v.events} sự kiện sổ cái, ${v.excursions} đợt vi phạm.`,
      `Compared ${v.readings} readings, ${v.events} ledger events, ${v.excursions} excursions.`,
    ),
  );
  if (v.unsent > 0) out(both(`Chưa gửi: ${v.unsent}`, `Not yet sent: ${v.unsent}`));
  if (v.setAside > 0) out(both(`InfluxDB từ chối, để riêng: ${v.setAside}`, `Set aside: ${v.setAside}`));
  if (v.differences === 0) out(both('Không có sai khác.', 'No differences.'));
  else out(both(`Sai khác: ${v.differences}`, `Differences: ${v.differences}`));
  for (const difference of v.found.slice(0, LINES_MOST)) out(`  ${differenceText(difference)}`);
  const more = v.differences - Math.min(v.found.length, LINES_MOST);
  if (more > 0) out(`  … ${both(`còn ${more}`, `${more} more`)}`);
}
