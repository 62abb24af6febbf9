/** `giulanh import FILE`: shows what a logger's export holds, stores it, and tells which excursions now follow. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { readLoggerFile } from '../../devices/loggers/read.ts';
import { toImportCommand } from '../import/command.ts';
import { IMPORT_USAGE, type ImportTarget, parseImportOptions } from '../import/options.ts';
import { previewText } from '../import/preview.ts';
import type { Imported } from '../keeper/evidence.ts';
import type { FileDevicesView } from '../keeper/file-views.ts';
import { answered, type Door, openDoor } from './door.ts';
import { followingText } from './following.ts';
import { Refused, WrongUsage } from './refused.ts';
import { both, type Terminal, type Verb } from './verb.ts';

/** A year at one reading a second is about 1 GB; no logger's export comes near this. */
const FILE_BYTES_MOST = 64 * 1024 * 1024;

export const importVerb: Verb = {
  name: 'import',
  operands: 'FILE',
  vi: 'nhập tệp của thiết bị ghi nhiệt độ vào lịch sử một tủ',
  en: 'add a logger’s export to a unit’s history',
  usage: IMPORT_USAGE,
  async run(args, terminal) {
    const parsed = parseImportOptions(args);
    if (!parsed.ok) throw new WrongUsage(parsed.refusal);
    if (parsed.value === 'help') return terminal.out(IMPORT_USAGE);
    const { file: path, target, dryRun, zone, temperature, column, dates } = parsed.value;
    if (statSync(path).size > FILE_BYTES_MOST)
      throw new Refused({
        code: 'IMPORT_TOO_LARGE',
        message: `Cannot import ${path}: over ${FILE_BYTES_MOST} bytes`,
      });
    const bytes = readFileSync(path);
    const read = readLoggerFile(bytes, { zone, unit: temperature, column, dates, fileName: basename(path) });
    if (!read.ok) throw new Refused(read.refusal);
    terminal.out(previewText(read.file).trimEnd());
    if (dryRun) return terminal.out(both('\nChỉ xem, chưa lưu gì.', 'Only shown, nothing was stored.'));
    const source = createHash('sha256').update(bytes).digest('hex');
    const door = await openDoor(terminal.data, { create: false });
    try {
      const into = target ?? (await bySerial(door, read.file.device.serial));
      const command = toImportCommand(read.file, { ...into, source });
      const done = await store(door, command, into, terminal);
      terminal.out(await followingText(door, done, read.file.zone));
    } finally {
      await door.close();
    }
  },
};

/** The device that is registered with this number, and the unit in which it is now. */
async function bySerial(door: Door, serial: string | null): Promise<ImportTarget> {
  const known = await answered<FileDevicesView>(door, {
    ask: { type: 'evidence.devices', serial, device: null },
  });
  const device = known.items.find(({ id }) => id === known.match);
  if (device?.unit != null) return { unit: device.unit, device: device.id };
  throw new Refused({
    code: 'FILE_DEVICE_UNKNOWN',
    message: `Cannot tell whose file this is: serial number ${serial ?? 'none'}; name --unit and --device`,
    details: { serial },
  });
}

async function store(
  door: Door,
  command: ReturnType<typeof toImportCommand>,
  { unit, device }: ImportTarget,
  terminal: Terminal,
): Promise<Imported> {
  const done = await answered<Imported>(door, { execute: command });
  terminal.out('');
  if (done.readings + done.evidence === 0)
    terminal.out(
      both('Không có gì mới: tất cả đã được lưu từ trước.', 'Nothing new: all of it was stored before.'),
    );
  else
    terminal.out(
      both(
        `Đã lưu ${done.readings} số đo và ${done.evidence} bản ghi ngày của ${device} vào ${unit}.`,
        `Stored ${done.readings} readings and ${done.evidence} day records of ${device} in ${unit}.`,
      ),
    );
  if (done.implausible > 0)
    terminal.out(
      both(
        `${done.implausible} giá trị không thể có thật (ngoài −120…80 °C) được lưu như lỗi cảm biến.`,
        `${done.implausible} impossible values (outside −120…80 °C) were stored as sensor faults.`,
      ),
    );
  if (done.left > 0)
    terminal.out(
      both(
        `Bỏ qua ${done.left} mục: khi đó thiết bị không ở trong ${unit}, hoặc thời điểm ở tương lai.`,
        `Left out ${done.left}: the device was not in ${unit} then, or the time lies in the future.`,
      ),
    );
  return done;
}
