/** Why a logger's file cannot be taken in, or what is still to be said of it; and what is odd about single lines. */
import type { ProblemCode } from '../../devices/loggers/types.ts';
import type { Words } from './words.ts';

export const FILE_PROBLEMS = {
  LOGGER_FILE_EMPTY: {
    vi: 'Tệp không có số liệu nào. Xuất lại từ nhiệt kế rồi nạp lại.',
    en: 'The file holds no measurements. Export it again from the logger.',
  },
  LOGGER_FILE_TOO_LARGE: {
    vi: 'Tệp quá lớn (trên 32 MB). Xuất từng khoảng thời gian ngắn hơn.',
    en: 'The file is too large (over 32 MB). Export shorter periods.',
  },
  FILE_ROWS_TOO_MANY: {
    vi: 'Tệp có quá nhiều dòng (trên 120.000). Xuất từng khoảng thời gian ngắn hơn rồi nạp lần lượt.',
    en: 'The file has too many rows (over 120,000). Export shorter periods and bring them one by one.',
  },
  LOGGER_FILE_NOT_TEXT: {
    vi: 'Tệp này là PDF, Excel hoặc dạng riêng của hãng. Hãy xuất ra tệp .txt hoặc .csv rồi nạp tệp đó.',
    en: 'This is a PDF, Excel or a maker’s own file. Export it as .txt or .csv and bring that.',
  },
  LOGGER_FILE_TRUNCATED: {
    vi: 'Báo cáo bị cắt mất một phần. Chép lại tệp từ nhiệt kế rồi nạp lại.',
    en: 'The report is cut off. Copy it from the logger again.',
  },
  LOGGER_ZONE_UNKNOWN: { vi: 'Không có múi giờ này.', en: 'There is no such time zone.' },
  LOGGER_UNIT_UNKNOWN: {
    vi: 'Tệp không ghi °C hay °F. Chọn đơn vị đúng như cài trong nhiệt kế.',
    en: 'The file does not say °C or °F. Choose the unit that is set in the logger.',
  },
  LOGGER_UNIT_CONTRADICTED: {
    vi: 'Đơn vị đã chọn khác với đơn vị ghi trong tệp. Để theo tệp.',
    en: 'The unit that was chosen is not the one the file states. Leave it to the file.',
  },
  LOGGER_COLUMN_NEEDED: {
    vi: 'Tệp có nhiều cột nhiệt độ. Chọn cột của đầu dò đặt cạnh vắc xin.',
    en: 'The file has several temperature columns. Choose that of the probe beside the vaccine.',
  },
  LOGGER_COLUMN_UNKNOWN: { vi: 'Tệp không có cột này.', en: 'The file has no such column.' },
  LOGGER_NO_TEMPERATURE: {
    vi: 'Tệp không có cột nhiệt độ nào.',
    en: 'The file has no column of temperatures.',
  },
  LOGGER_NO_TIME: {
    vi: 'Tệp không có cột ngày giờ, nên không biết đo lúc nào.',
    en: 'The file has no column of dates and times: nobody can tell when it measured.',
  },
  LOGGER_TIME_UNREADABLE: {
    vi: 'Không đọc được ngày giờ trong tệp.',
    en: 'The dates in the file cannot be read.',
  },
  LOGGER_DATE_AMBIGUOUS: {
    vi: 'Ngày trong tệp đọc được hai cách. Chọn ngày trước hay tháng trước.',
    en: 'The dates can be read in two ways. Choose day first or month first.',
  },
  FILE_DEVICE_UNKNOWN: {
    vi: 'Chưa biết tệp này của nhiệt kế nào. Chọn nhiệt kế.',
    en: 'It is not known which logger this file is of. Choose the logger.',
  },
  FILE_OF_ANOTHER_DEVICE: {
    vi: 'Số máy trong tệp là của nhiệt kế khác. Chọn đúng nhiệt kế, hoặc báo quản trị sửa số máy.',
    en: 'The serial number in the file is another logger’s. Choose that one, or have the number corrected.',
  },
  FILE_UNREADABLE: {
    vi: 'Tệp này không đọc được. Gửi tệp cho người quản trị hệ thống.',
    en: 'This file cannot be read. Give it to the system administrator.',
  },
  MAIL_WITHOUT_FILES: {
    vi: 'Thư này không kèm tệp .txt hoặc .csv nào.',
    en: 'The message has no .txt or .csv attached.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const FILE_LINES = {
  LOGGER_VALUE_UNREADABLE: { vi: 'giá trị không đọc được', en: 'not a temperature' },
  LOGGER_TIME_UNREADABLE: { vi: 'thời gian không đọc được', en: 'not a time' },
  LOGGER_TIME_NOT_ON_THE_CLOCK: {
    vi: 'giờ không tồn tại trong múi giờ này',
    en: 'a time that never was in this zone',
  },
  LOGGER_TIME_BEYOND_REPORT: {
    vi: 'thời gian nằm ngoài kỳ báo cáo',
    en: 'a time outside what the report covers',
  },
  LOGGER_REPORT_TIME_MISSING: {
    vi: 'thiếu thời điểm lập báo cáo',
    en: 'the report does not say when it was made',
  },
  LOGGER_DAY_REPEATED: { vi: 'ngày bị lặp', en: 'a day that is there twice' },
  LOGGER_DAY_WITHOUT_EXTREMES: { vi: 'ngày không đủ số liệu', en: 'a day without its extremes' },
  LOGGER_SENSOR_TIMEOUT: { vi: 'cảm biến mất tín hiệu', en: 'the sensor did not answer' },
  LOGGER_SENSOR_NOT_CONNECTED: { vi: 'cảm biến chưa được nối', en: 'the sensor was not connected' },
  LOGGER_FLAT_LINE: { vi: 'giá trị đứng yên', en: 'a value that does not move' },
  LOGGER_ROW_SHORT: { vi: 'dòng thiếu ô', en: 'a row with cells missing' },
  LOGGER_MORE_PROBLEMS: { vi: 'còn nhiều vấn đề khác', en: 'and more' },
} as const satisfies Readonly<Record<ProblemCode, Words>>;
