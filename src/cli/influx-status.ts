/** `giulanh influx status`: how far the copy has come, and what stands in its way. */
import { Zone } from '../../devices/loggers/zone.ts';
import { connectControl } from '../control.ts';
import type { CatchingUp } from '../keeper/catching-up.ts';
import type { InfluxView, Paged, SetAsideView } from '../keeper/views.ts';
import { openArchive } from '../store/archive.ts';
import type { DurationMs } from '../thermal/types.ts';
import { duration } from '../wording/format.ts';
import { answered, openDoor } from './door.ts';
import { influxOf, nameOf } from './influx-session.ts';
import { timesAndSwitches } from './influx-times.ts';
import { both, type Terminal, type Verb } from './verb.ts';

const SET_ASIDE_SHOWN = 5;
/** What waits for so long waits for more than its turn: a new copy is being filled, or one that was away. */
const LONG_AGO: DurationMs = 5 * 60_000;
const COMING_NEARER: Readonly<Record<CatchingUp, string>> = {
  unknown: both('Đang sao chép phần cũ.', 'What is old is being copied.'),
  yes: both(
    'Đang sao chép phần cũ, phần còn lại ít dần.',
    'What is old is being copied; less and less is left.',
  ),
  no: both('Phần còn lại không giảm.', 'What is left does not become less.'),
};

export const statusVerb: Verb = {
  name: 'influx status',
  operands: '[--json]',
  vi: 'bản sao đã đến đâu, còn gì chưa gửi, cái gì bị từ chối',
  en: 'how far the copy is, what waits, what was refused',
  usage: `giulanh influx status [--json]

  Cho biết: đích, đường truyền (khi dịch vụ đang chạy), đã gửi đến đâu, còn bao nhiêu và từ khi nào, cái bị từ chối kèm lý
  do, lần đối chiếu gần nhất.

  Shows the target, the state of the link (while the service runs), how far it came, what waits and since when, what was
  refused and why, the last comparison.

  --json   in JSON | print JSON
  --help   trang này | this page
`,
  async run(args, terminal) {
    const json = timesAndSwitches(args, ['json']).on.has('json');
    influxOf(terminal);
    const isRunning = await isServiceRunning(terminal.data);
    const door = await openDoor(terminal.data, { create: false });
    try {
      const view = await answered<InfluxView>(door, { ask: { type: 'influx' } });
      const { items } = await answered<Paged<SetAsideView>>(door, {
        ask: { type: 'influx.setAside', limit: SET_ASIDE_SHOWN },
      });
      const configured = nameOf(terminal);
      if (json)
        terminal.out(
          JSON.stringify({ configured, running: isRunning, ...view, firstSetAside: items }, null, 2),
        );
      else print({ ...view, configured, isRunning, items }, localIn(terminal.data), terminal);
    } finally {
      await door.close();
    }
  },
};

async function isServiceRunning(data: string): Promise<boolean> {
  const control = await connectControl(data);
  control?.close();
  return control !== null;
}

/** Times as the province's clocks show them. */
function localIn(data: string): (text: string) => string {
  const archive = openArchive(data);
  try {
    const zone = new Zone(archive.zone());
    return (text) => zone.local(Date.parse(text));
  } finally {
    archive.close();
  }
}

type Shown = InfluxView & {
  readonly configured: string;
  readonly isRunning: boolean;
  readonly items: readonly SetAsideView[];
};

function print(shown: Shown, local: (text: string) => string, { out }: Terminal): void {
  const { target, cursor, backlog, verified } = shown;
  const line = (vi: string, en: string, text: string) => out(`${both(vi, en)}: ${text}`);
  line('Đích', 'Target', shown.configured);
  if (target !== null && target !== shown.configured)
    line('Lần cuối gửi đến đích khác', 'Last sent to another target', target);
  line('Đường truyền', 'Link', linkText(shown, local));
  if (cursor === null) out(both('Chưa gửi gì.', 'Nothing was sent yet.'));
  else
    line(
      'Đã gửi đến',
      'Sent up to',
      `journal ${cursor.journal}, chunk ${cursor.chunk}, ledger ${cursor.ledger}, excursion ${cursor.excursion}`,
    );
  const { journal, chunks, ledger, excursions, oldestAt } = backlog;
  const waiting = journal + chunks + ledger + excursions;
  const counts = both(
    `${journal + chunks} lô số đo, ${ledger} sự kiện, ${excursions} đợt vi phạm`,
    `${journal + chunks} batches of readings, ${ledger} events, ${excursions} excursions`,
  );
  line('Còn phải gửi', 'To be sent', waiting === 0 ? both('không', 'nothing') : counts);
  if (waiting > 0 && oldestAt !== null) {
    const age = Math.max(0, Date.now() - Date.parse(oldestAt));
    line('Cũ nhất', 'Oldest', `${local(oldestAt)} (${both(duration(age, 'vi'), duration(age, 'en'))})`);
    const howItGoes = COMING_NEARER[shown.catchingUp];
    if (age > LONG_AGO && shown.isRunning && shown.link?.state === 'ok') out(howItGoes);
  }
  line('InfluxDB từ chối', 'Set aside', String(shown.setAside));
  for (const item of shown.items) out(`  #${item.id} ${nameIn(item)} ${item.time}: ${item.reason}`);
  if (shown.setAside > shown.items.length)
    out(
      `  … ${both(`còn ${shown.setAside - shown.items.length}`, `${shown.setAside - shown.items.length} more`)}`,
    );
  if (verified === null) out(both('Chưa đối chiếu lần nào.', 'Never verified.'));
  else
    line(
      'Đối chiếu lần cuối',
      'Last verified',
      `${local(verified.at)}, ${local(verified.from)} → ${local(verified.to)}, ${both(`sai khác: ${verified.differences}`, `differences: ${verified.differences}`)}`,
    );
}

function linkText({ link, isRunning }: Shown, local: (text: string) => string): string {
  if (!isRunning) return both('dịch vụ không chạy', 'no service is running');
  if (link === null)
    return both('dịch vụ đang chạy không ghi vào InfluxDB', 'the running service keeps no copy in InfluxDB');
  if (link.state === 'unknown') return both('chưa thử gửi gì', 'nothing was tried yet');
  const since = `${both('từ', 'since')} ${local(link.since)}`;
  const last =
    link.lastStoredAt === null ? '' : `; ${both('lưu lần cuối', 'last stored')} ${local(link.lastStoredAt)}`;
  return `${link.state}${link.reason === '' ? '' : `: ${link.reason}`}, ${since}${last}`;
}

/** What a set-aside point speaks of, in short. */
const nameIn = ({ measurement, tags, fields }: SetAsideView): string =>
  `${measurement} ${tags.device === undefined ? (fields.event ?? fields.id ?? '') : `${tags.device}/${tags.probe}`}`;
