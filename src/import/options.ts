/** What was asked of `giulanh import`? Arguments in, options or the reason why they make no sense out. */
import { parseArgs } from 'node:util';
import { DEFAULT_ZONE } from '../../devices/loggers/read.ts';
import { type Result, refuse, type TemperatureUnit } from '../../devices/loggers/types.ts';
import { Zone } from '../../devices/loggers/zone.ts';
import { ID_PATTERN } from '../fleet/types.ts';

export type ImportTarget = { readonly unit: string; readonly device: string };

export type ImportOptions = {
  readonly file: string;
  /** Where the readings go; null: by the serial number in the file. */
  readonly target: ImportTarget | null;
  readonly zone: string;
  /** The unit of temperature, for files that do not state it. */
  readonly temperature: TemperatureUnit | undefined;
  readonly column: string | undefined;
  readonly dates: 'dmy' | 'mdy' | undefined;
  /** Show what would be imported, store nothing. */
  readonly dryRun: boolean;
};

export const IMPORT_USAGE = `giulanh import FILE [--unit UNIT-ID --device DEVICE-ID] [...]

  Đọc tệp xuất từ thiết bị ghi nhiệt độ và thêm vào lịch sử của một tủ. Nhập lại cùng một tệp không đổi gì thêm.
  Reads a logger's export and adds its readings and day records to a unit's history. Importing the same file twice changes
  nothing.

  --unit UNIT-ID       tủ hoặc hòm có thiết bị | the storage unit in which the logger was
  --device DEVICE-ID   mã thiết bị trong danh mục | the device in the registry to which the values belong
                       bỏ cả hai: tìm theo số máy ghi trong tệp | neither: found by the serial number in the file
  --zone ZONE          múi giờ của thiết bị (mặc định ${DEFAULT_ZONE}) | the zone of the logger's clock
  --temperature C|F    đơn vị, khi tệp không ghi | the unit of temperature, where the file does not state it
  --column NAME        cột nhiệt độ, khi có nhiều cột | the temperature column, where the file has several
  --dates dmy|mdy      cách đọc 03/04/2026 | how to read 03/04/2026, where the file leaves it open
  --dry-run            chỉ xem, không lưu; không cần --unit | show what the file holds, store nothing; needs no --unit
  --help               trang này | this page

  Thiết bị chưa có trong danh mục thì thêm vào bản mô tả tỉnh rồi chạy giulanh apply:
  A device that is not in the registry is added to the province description, then giulanh apply:
    devices:
      - { id: DEVICE-ID, unit: UNIT-ID, since: 2026-01-01 }
`;

const OPTIONS = {
  unit: { type: 'string' },
  device: { type: 'string' },
  zone: { type: 'string' },
  temperature: { type: 'string' },
  column: { type: 'string' },
  dates: { type: 'string' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** `args`: what follows the verb. `'help'` when the page above was asked for. Codes: IMPORT_USAGE_…. */
export function parseImportOptions(args: readonly string[]): Result<ImportOptions | 'help'> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return refuse(
      'IMPORT_USAGE_UNKNOWN_OPTION',
      `Cannot import: ${error instanceof Error ? error.message : error}`,
    );
  }
  const { values, positionals } = parsed;
  if (values.help) return { ok: true, value: 'help' };
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    return wrong('FILE', `${positionals.length} files named, 1 wanted`);
  }
  const dryRun = values['dry-run'] ?? false;
  for (const name of ['unit', 'device'] as const) {
    const id = values[name];
    const other = values[name === 'unit' ? 'device' : 'unit'];
    if (id === undefined && other !== undefined && !dryRun) return wrong(name, `--${name} is missing`);
    if (id !== undefined && !ID_PATTERN.test(id))
      return wrong(name, `"${id}" found, 1 to 64 letters, digits, _ or - wanted`);
  }
  const { unit, device, zone = DEFAULT_ZONE, column, temperature, dates } = values;
  if (!Zone.isName(zone))
    return wrong('zone', `"${zone}" found, an IANA zone such as ${DEFAULT_ZONE} wanted`);
  if (column?.trim() === '') return wrong('column', 'an empty name found');
  const scale = temperature?.toUpperCase();
  if (scale !== undefined && scale !== 'C' && scale !== 'F') {
    return wrong('temperature', `"${temperature}" found, C or F wanted`);
  }
  if (dates !== undefined && dates !== 'dmy' && dates !== 'mdy') {
    return wrong('dates', `"${dates}" found, dmy or mdy wanted`);
  }
  const target = unit === undefined || device === undefined ? null : { unit, device };
  return { ok: true, value: { file, target, zone, temperature: scale, column, dates, dryRun } };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
}

function wrong(option: string, found: string): ReturnType<typeof refuse> {
  return refuse('IMPORT_USAGE_WRONG', `Cannot import: ${option}: ${found}`, { option });
}
