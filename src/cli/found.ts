/** What a checked copy holds, in lines that an operator can compare with yesterday's. */
import type { Inspected } from '../store/inspect.ts';
import { both } from './verb.ts';

export function foundLines({ bytes, ledger, readings, documents, newest, missing }: Inspected): string[] {
  const time = newest === null ? both('chưa có', 'none') : new Date(newest).toISOString();
  return [
    `  ${both('Kích thước', 'Size')}: ${bytes} bytes`,
    `  ${both('Sổ cái', 'Ledger')}: ${ledger} ${both('sự kiện, đã kiểm từng dòng', 'events, each one checked')}`,
    `  ${both('Số đo', 'Readings')}: ${readings}`,
    `  ${both('Số đo mới nhất', 'Newest reading')}: ${time}`,
    `  ${both('Hồ sơ', 'Documents')}: ${documents}`,
    ...(missing === 0
      ? []
      : [
          `  ${both('Đoạn số liệu hỏng, để riêng', 'Damaged stretches set aside')}: ${missing} ${both('(xem giulanh repair)', '(see giulanh repair)')}`,
        ]),
  ];
}
