/** What did we find in this file? A page of text in Vietnamese with English beside it, before anything is stored. */
import type { DeviceAlarms, LoggerFile } from '../../devices/loggers/types.ts';
import { Zone } from '../../devices/loggers/zone.ts';
import { FILE_LINES } from '../wording/files.ts';
import { type Extreme, findingsOf } from './findings.ts';

/** More problems than this are counted, not printed. */
const PROBLEMS_SHOWN = 20;

/** Times are shown by the clock of the zone in which the file was read. Ends with a line break. */
export function previewText(file: LoggerFile): string {
  const zone = new Zone(file.zone);
  const found = findingsOf(file);
  const { model, serial, firmware } = file.device;
  const extreme = (one: Extreme | null): string =>
    one ? `${degrees(one.celsius)} (${zone.local(one.at)})` : '–';
  const lines: string[] = [
    row(
      'Thiết bị',
      'Device',
      `${[model, serial, firmware].filter(Boolean).join(' · ') || '–'} [${file.format}]`,
    ),
    row('Múi giờ đọc tệp', 'Read in zone', file.zone),
    row('Đơn vị trong tệp', 'Unit in the file', file.unit ? `°${file.unit}` : 'không ghi / not stated'),
  ];
  if (file.column !== null) lines.push(row('Cột nhiệt độ', 'Temperature column', file.column));
  if (found.from !== null && found.to !== null) {
    lines.push(row('Khoảng thời gian', 'Period', `${zone.local(found.from)} → ${zone.local(found.to)}`));
  }
  if (found.rows > 0) {
    const gaps = found.gaps === 0 ? '0' : `${found.gaps} (dài nhất / longest ${found.longestGapSeconds} s)`;
    lines.push(
      row('Số dòng đo', 'Readings', `${found.rows} (không có giá trị / without value: ${found.missing})`),
      row('Khoảng trống', 'Gaps', gaps),
      row('Thấp nhất', 'Minimum', extreme(found.min)),
      row('Cao nhất', 'Maximum', extreme(found.max)),
    );
  }
  if (found.days > 0) {
    const { coldestDay: cold, warmestDay: warm } = found;
    lines.push(
      row(
        'Số ngày',
        'Day records',
        `${found.days} (không đủ số liệu / incomplete: ${found.daysWithoutExtremes})`,
      ),
      row('Ngày lạnh nhất', 'Coldest day', cold ? `${degrees(cold.celsius)} (${cold.date})` : '–'),
      row('Ngày nóng nhất', 'Warmest day', warm ? `${degrees(warm.celsius)} (${warm.date})` : '–'),
    );
  }
  lines.push(...alarmLines(file.deviceAlarms, found.days > 0));
  lines.push(
    row(
      'Chữ ký',
      'Signature',
      file.signaturePresent ? 'có, chưa kiểm / present, not checked' : 'không / none',
    ),
  );
  lines.push(...problemLines(file));
  return `${lines.join('\n')}\n`;
}

function alarmLines(alarms: DeviceAlarms, hasDays: boolean): string[] {
  const lines: string[] = [];
  if (hasDays) {
    const days = (list: readonly string[], minutes: number): string =>
      `${list.length} ngày / days, ${minutes} phút / minutes`;
    lines.push(
      row('Thiết bị báo lạnh', 'Device low alarm', days(alarms.lowDays, alarms.lowMinutes)),
      row('Thiết bị báo nóng', 'Device high alarm', days(alarms.highDays, alarms.highMinutes)),
    );
  }
  for (const { id, side, start, minutes, end } of alarms.occurrences) {
    const words = side === 'below' ? 'lạnh / low' : 'nóng / high';
    const period = `${start} → ${end ?? '…'}`;
    lines.push(row(`Báo động ${id}`, `Alarm ${id}`, `${words}, ${minutes ?? '?'} phút / minutes, ${period}`));
  }
  if (alarms.mktCelsius !== null) {
    lines.push(row('MKT của thiết bị', 'MKT by the device', degrees(alarms.mktCelsius)));
  }
  for (const { code, count, at } of alarms.errors) {
    lines.push(row('Lỗi thiết bị', 'Device error', `${code} × ${count ?? '?'} (${at ?? '–'})`));
  }
  return lines;
}

function problemLines({ problems }: LoggerFile): string[] {
  if (problems.length === 0) return [row('Vấn đề', 'Problems', '0')];
  const shown = problems
    .slice(0, PROBLEMS_SHOWN)
    .map(({ line, code, message }) => `  dòng / line ${line}: ${FILE_LINES[code].vi} / ${message}`);
  const left = problems.length - shown.length;
  return [
    row('Vấn đề', 'Problems', String(problems.length)),
    ...shown,
    ...(left > 0 ? [`  … còn ${left} / ${left} more`] : []),
  ];
}

function row(vi: string, en: string, text: string): string {
  return `${`${vi} / ${en}`.padEnd(40)} ${text}`;
}

function degrees(celsius: number): string {
  return `${Math.round(celsius * 1000) / 1000} °C`;
}
