/** Why a reading was kept as rejected, in words that follow a device's name. */
import type { RejectReason } from '../telemetry/measured.ts';
import type { Words } from './words.ts';

export const REJECT_WORDS: Readonly<Record<RejectReason, Words>> = {
  PAYLOAD_NOT_JSON: { vi: 'bản tin không đọc được', en: 'the message cannot be read' },
  PAYLOAD_SHAPE: { vi: 'bản tin sai cấu trúc', en: 'the message has another form than agreed' },
  PAYLOAD_TOO_LARGE: { vi: 'bản tin quá lớn', en: 'the message is too large' },
  READING_SHAPE: { vi: 'bản ghi sai cấu trúc', en: 'the record has another form than agreed' },
  AT_UNREADABLE: { vi: 'không đọc được thời điểm đo', en: 'the time of measurement cannot be read' },
  AT_IN_FUTURE: {
    vi: 'đồng hồ thiết bị chạy trước giờ, kiểm tra đồng hồ',
    en: 'the device’s clock is ahead, check it',
  },
  AT_IMPLAUSIBLE: {
    vi: 'thời điểm đo không thể có thật, kiểm tra đồng hồ thiết bị',
    en: 'the time of measurement cannot be real, check the device’s clock',
  },
  AT_BEFORE_PLACEMENT: {
    vi: 'đo trước khi thiết bị được lắp, kiểm tra đồng hồ thiết bị',
    en: 'measured before the device was placed, check its clock',
  },
  DEVICE_NOT_PLACED: { vi: 'thiết bị chưa được gắn vào tủ nào', en: 'the device is in no unit' },
  PROBE_INVALID: { vi: 'tên đầu đo không hợp lệ', en: 'the name of the probe is not valid' },
  CELSIUS_NOT_A_NUMBER: { vi: 'nhiệt độ không phải là số', en: 'the temperature is not a number' },
  CELSIUS_IMPLAUSIBLE: {
    vi: 'nhiệt độ không thể có thật, nghi lỗi cảm biến',
    en: 'the temperature cannot be real, check the sensor',
  },
  SENSOR_FAULT: {
    vi: 'cảm biến báo lỗi, kiểm tra đầu nối',
    en: 'the sensor reports a fault, check its plug',
  },
  DEVICE_REVOKED: {
    vi: 'thiết bị đã bị thu hồi quyền kết nối',
    en: 'its access was revoked',
  },
  DEVICE_FROZEN: {
    vi: 'nghi thiết bị bị sao chép nên số đo không được tin',
    en: 'it may have been cloned, so its readings are not believed',
  },
  LOST_BY_DEVICE: {
    vi: 'báo đã mất số đo vì bộ nhớ đầy',
    en: 'says that it lost readings, its memory was full',
  },
  ADDRESS_UNKNOWN: {
    vi: 'chuyển số đo của một thiết bị chưa có trong danh mục',
    en: 'carries readings of a device that is not in the registry',
  },
};
