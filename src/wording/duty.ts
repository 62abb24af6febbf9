/** Why a ladder, a roster or a way to reach somebody is not taken. */
import type { ProblemCatalogue } from './problems.ts';

export const DUTY_PROBLEMS = {
  LADDER_INVALID: {
    vi: 'Bậc leo thang chưa đúng. Bậc đầu là 0 phút, bậc sau muộn hơn bậc trước, mỗi bậc có người nhận và kênh gửi.',
    en: 'The ladder is not right. Its first level is at 0 minutes, each comes later than the one before, and each has people and channels.',
  },
  LADDER_UNKNOWN: {
    vi: 'Nơi này không có bậc leo thang riêng.',
    en: 'This place has no ladder of its own.',
  },
  ROSTER_UNKNOWN: { vi: 'Không có lịch trực này.', en: 'There is no such roster.' },
  ROSTER_INVALID: { vi: 'Lịch trực cần có tên.', en: 'A roster needs a name.' },
  ROSTERS_MANY: {
    vi: 'Đã có quá nhiều lịch trực. Xoá bớt lịch không dùng.',
    en: 'There are too many rosters. Remove those that are not used.',
  },
  ROSTER_IN_USE: {
    vi: 'Lịch trực này đang được dùng trong bậc leo thang. Gỡ khỏi bậc leo thang trước.',
    en: 'A ladder tells this roster. Take it out of the ladder first.',
  },
  SHIFT_INVALID: {
    vi: 'Ca trực chưa đúng. Giờ kết thúc phải sau giờ bắt đầu, ca dài nhất 31 ngày, người trực thay là người khác.',
    en: 'A shift is not right. It ends after it begins, lasts 31 days at most, and the stand-in is somebody else.',
  },
  CONTACT_INVALID: {
    vi: 'Số điện thoại hoặc địa chỉ chưa đúng. Kiểm tra lại.',
    en: 'A phone number or an address is not right. Check it.',
  },
  PUSH_INVALID: {
    vi: 'Trình duyệt này không nhận được thông báo đẩy.',
    en: 'This browser cannot take push messages.',
  },
  PUSH_UNKNOWN: {
    vi: 'Trình duyệt này không còn trong danh sách nhận thông báo.',
    en: 'This browser is not among those that take messages.',
  },
  PUSH_MANY: {
    vi: 'Đã có quá nhiều trình duyệt nhận thông báo. Gỡ bớt máy không dùng.',
    en: 'Too many browsers take messages already. Remove those that are not used.',
  },
} as const satisfies ProblemCatalogue;
