/** `giulanh repair [FILE]`: brings damaged readings back from a backup, or from the copy in InfluxDB. */
import type { MissingStretch, ReturnedReading } from '../keeper/damage-protocol.ts';
import { openBackup } from '../store/backup-readings.ts';
import { maybeFileAndSwitches } from './arguments.ts';
import { answered, openDoor } from './door.ts';
import { influxOf } from './influx-session.ts';
import { Refused } from './refused.ts';
import { both, type Terminal, type Verb } from './verb.ts';

export const repairVerb: Verb = {
  name: 'repair',
  operands: '[FILE]',
  vi: 'khôi phục số liệu bị hỏng từ bản sao lưu hoặc InfluxDB',
  en: 'bring damaged readings back from a backup or InfluxDB',
  usage: `giulanh repair [FILE]

  Khi một đoạn số liệu đã lưu bị hỏng trên đĩa, dịch vụ để riêng đoạn đó, coi như không được theo dõi và báo động. Lệnh này
  tìm lại các đoạn đó trong bản sao lưu FILE; không có FILE thì trong InfluxDB. Đoạn nào tìm lại đủ mới được nhận, như số liệu
  đến muộn; lệnh tạm dừng chỉ do người có thẩm quyền gỡ. Dịch vụ đang chạy hay đã dừng đều được; chạy hai lần không gây hại.

  Where a stretch of stored readings is damaged on the disk the service sets it aside, counts it as unmonitored and raises an
  alert. This looks for them in the backup FILE; without FILE in InfluxDB. A stretch is taken when all of it is found, as readings
  that come late are; holds are ended by people. The service may run or be stopped; twice does no harm.

  --help    trang này | this page
`,
  async run(args, terminal) {
    const { file } = maybeFileAndSwitches(args, []);
    const door = await openDoor(terminal.data, { create: false });
    try {
      const missing = await answered<MissingStretch[]>(door, { ask: { type: 'history.missing' } });
      if (missing.length === 0) {
        terminal.out(both('Không có số liệu nào bị hỏng', 'No readings are damaged'));
        return;
      }
      const source = file === null ? await copySource(terminal) : backupSource(file);
      let left = 0;
      try {
        for (const stretch of missing) {
          const { readings, isSame } = await source.read(stretch);
          const { chunks } = stretch;
          const answer = await door.request({
            execute: { type: 'history.restore', chunks, readings, isSame },
          });
          if (!answer.ok && answer.refusal.code !== 'READINGS_INCOMPLETE') throw new Refused(answer.refusal);
          if (!answer.ok) left++;
          terminal.out(`${nameOf(stretch)}: ${answer.ok ? BACK : foundOf(answer.refusal.details)}`);
        }
      } finally {
        await source.close();
      }
      if (left > 0)
        throw new Refused({
          code: 'REPAIR_INCOMPLETE',
          message: `${left} of ${missing.length} stretches are still missing`,
        });
    } finally {
      await door.close();
    }
  },
};

type Found = { readonly readings: readonly ReturnedReading[]; readonly isSame: boolean };
type Source = { read(stretch: MissingStretch): Promise<Found>; close(): Promise<void> };

function backupSource(file: string): Source {
  const backup = openBackup(file);
  return {
    read: async (stretch) => backup.read({ ...stretch, ...timesOf(stretch) }),
    close: async () => backup.close(),
  };
}

/** It does not tell what had no certain time from what had, and has no faults: what it has must be as much as was stored. */
async function copySource(terminal: Terminal): Promise<Source> {
  const settings = influxOf(terminal);
  // The client libraries take their time to load: only who needs them waits.
  const [{ openTarget }, { InfluxError }] = await Promise.all([
    import('../influx/target.ts'),
    import('../influx/types.ts'),
  ]);
  const target = openTarget(settings);
  return {
    read: async (stretch) => {
      if (stretch.doubtful) return { readings: [], isSame: false };
      const { from, to } = timesOf(stretch);
      try {
        const stored = await target.readings({ from, to: to + 1, device: stretch.device });
        const readings = stored
          .filter(({ probe }) => probe === stretch.probe)
          .map(({ at, milli }) => ({ at, milli, receivedAt: null, extras: null }));
        return { readings, isSame: false };
      } catch (error) {
        if (error instanceof InfluxError) throw new Refused({ code: error.code, message: error.message });
        throw error;
      }
    },
    close: () => target.close(),
  };
}

const timesOf = ({ from, to }: MissingStretch) => ({ from: Date.parse(from), to: Date.parse(to) });
const nameOf = ({ device, probe, from, to }: MissingStretch): string => `${device}/${probe} ${from} → ${to}`;
const BACK = both('đã khôi phục', 'is back');
const foundOf = (details: Readonly<Record<string, unknown>> = {}): string =>
  both(
    `chỉ tìm được ${details.found} trên ${details.wanted ?? '?'} số đo, không nhận`,
    `only ${details.found} of ${details.wanted ?? '?'} readings were found, none are taken`,
  );
