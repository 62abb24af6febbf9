/** What a person is told when a step of putting a device to work is refused. */
import type { Words } from './words.ts';

export const ENROL_PROBLEMS = {
  DEVICE_EXISTS: {
    vi: 'Mã thiết bị này đã được dùng. Kiểm tra lại mã trên thiết bị.',
    en: 'This device id is in use. Check the id on the device.',
  },
  UNIT_RETIRED: {
    vi: 'Tủ này đã ngừng dùng. Chọn tủ khác.',
    en: 'This unit is retired. Choose another.',
  },
  ENROLMENT_UNKNOWN: {
    vi: 'Không có việc lắp thiết bị này. Bắt đầu lại từ trang Thêm thiết bị.',
    en: 'No such device is being added. Begin again on the page for adding devices.',
  },
  ENROLMENT_INVALID: {
    vi: 'Chưa lưu gì: mã, tên, số lít hoặc ngưỡng không hợp lệ. Kiểm tra lại từng ô.',
    en: 'Nothing was saved: the id, name, litres or limits are not valid. Check each field.',
  },
  ENROLMENT_FINISHED: {
    vi: 'Thiết bị này đã lắp xong.',
    en: 'This device is put to work already.',
  },
  ENROLMENT_HEARD: {
    vi: 'Thiết bị đã gửi bản tin, khoá bí mật đang dùng được. Không cần tạo khoá mới.',
    en: 'The device has been heard, so its secret works. No new one is needed.',
  },
  ENROLMENT_NOTHING_RECEIVED: {
    vi: 'Chưa nhận được số đo nào của thiết bị. Chờ bản tin đầu tiên.',
    en: 'Nothing measured has come from the device yet. Wait for its first message.',
  },
  ENROLMENT_STALE: {
    vi: 'Số đo cuối của thiết bị đã cũ. Chờ bản tin mới rồi so sánh.',
    en: 'The device’s last value is too old. Wait for a new one, then compare.',
  },
  ENROLMENT_APART: {
    vi: 'Thiết bị lệch nhiệt kế hơn 1,0 °C. Kiểm tra đầu dò ở đúng tủ chưa.',
    en: 'The device is more than 1.0 °C away from the thermometer. Check that its probe is in the right unit.',
  },
  ENROLMENT_INCOMPLETE: {
    vi: 'Chưa hoàn tất được: còn bước chưa làm. Tải lại trang để làm tiếp.',
    en: 'It cannot be finished yet: a step is still open. Reload the page to go on.',
  },
  TEST_RUNNING: {
    vi: 'Đang có một cảnh báo thử. Chờ có người xem hoặc hết 10 phút.',
    en: 'A test alert is open. Wait until it was seen or 10 minutes are over.',
  },
} as const satisfies Readonly<Record<string, Words>>;
