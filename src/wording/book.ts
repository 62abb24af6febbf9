/** The words of the temperature book: what is refused, and what stands on its paper. */
import type { Words } from './words.ts';

export const BOOK_PROBLEMS = {
  BOOK_DAY_INVALID: { vi: 'Ngày ghi sổ không đúng.', en: 'The day is not a day of the calendar.' },
  BOOK_MONTH_INVALID: { vi: 'Tháng không đúng.', en: 'The month is not a month of the calendar.' },
  BOOK_SLOT_AHEAD: {
    vi: 'Chưa đến giờ ghi của buổi này.',
    en: 'It is too early to sign this check.',
  },
  BOOK_UNIT_RETIRED: {
    vi: 'Tủ đã ngừng dùng trước buổi này nên không ghi sổ được.',
    en: 'The unit was out of use by then, so its book cannot be signed.',
  },
  BOOK_TOO_OLD: {
    vi: 'Chỉ ghi bổ sung được cho 31 ngày gần đây.',
    en: 'Only the last 31 days can still be written in.',
  },
  BOOK_READ_AT_INVALID: {
    vi: 'Giờ xem nhiệt kế phải nằm giữa lúc bắt đầu buổi và bây giờ, và chỉ ghi khi ghi muộn.',
    en: 'The time of reading must lie between the check’s beginning and now, and belongs to a late line only.',
  },
  BOOK_CELSIUS_INVALID: {
    vi: 'Nhiệt độ không hợp lý. Xem lại nhiệt kế.',
    en: 'No thermometer shows such a value. Look again.',
  },
  BOOK_ACTION_REQUIRED: {
    vi: 'Nhiệt độ ngoài ngưỡng. Ghi việc đã làm rồi ký.',
    en: 'The temperature is out of range. Say what was done, then sign.',
  },
  BOOK_SIGNED_ALREADY: {
    vi: 'Buổi này đã có người ký. Nếu sai, sửa bằng một dòng mới.',
    en: 'Somebody has signed this check. If it is wrong, correct it with a new line.',
  },
  BOOK_CORRECTED_ALREADY: {
    vi: 'Dòng này vừa được người khác sửa. Xem lại rồi sửa dòng mới nhất.',
    en: 'Somebody corrected this line meanwhile. Look again and correct the newest.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const BOOK_WORDS = {
  overdue: { vi: 'quá hạn hiệu chuẩn, hạn đến hết ngày', en: 'out of calibration, good until' },
  book: { vi: 'Sổ theo dõi nhiệt độ', en: 'Temperature book' },
  unit: { vi: 'Tủ, buồng lạnh', en: 'Unit' },
  month: { vi: 'Tháng', en: 'Month' },
  range: { vi: 'Ngưỡng', en: 'Limits' },
  checks: { vi: 'Kiểm tra hằng ngày', en: 'Daily checks' },
  day: { vi: 'Ngày', en: 'Day' },
  morning: { vi: 'Sáng (°C)', en: 'Morning' },
  afternoon: { vi: 'Chiều (°C)', en: 'Afternoon' },
  signed: { vi: 'Người ghi, giờ', en: 'Signed by, at' },
  measured: { vi: 'Tự động (°C)', en: 'Logger min–max, MKT' },
  alarms: { vi: 'Vượt ngưỡng', en: 'Excursions' },
  unknown: { vi: 'mất số liệu', en: 'no data' },
  missed: { vi: 'Bỏ sót', en: 'Missed' },
  late: { vi: 'ghi muộn', en: 'written late' },
  ahead: { vi: '–', en: '–' },
  corrected: { vi: 'đã sửa', en: 'corrected' },
  notes: { vi: 'Ghi chú: việc đã làm, ghi muộn, sửa, sai khác', en: 'Notes' },
  none: { vi: 'Không có.', en: 'None.' },
  reader: { vi: 'Người theo dõi', en: 'Kept by' },
  onPaper: { vi: 'Ký khi in', en: 'Signed on paper' },
  head: { vi: 'Phụ trách đơn vị', en: 'Head of the site' },
  eye: { vi: 'mắt đọc', en: 'by eye' },
  sensor: { vi: 'cảm biến', en: 'sensor' },
} as const satisfies Readonly<Record<string, Words>>;
