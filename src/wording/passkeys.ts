/** Why a passkey is not taken. */
import type { ProblemCatalogue } from './problems.ts';

export const PASSKEY_PROBLEMS = {
  PASSKEY_WRONG: {
    vi: 'Khoá truy cập này không đúng hoặc đã bị gỡ. Đăng nhập bằng mật khẩu.',
    en: 'This passkey is not right, or was removed. Sign in with the password.',
  },
  PASSKEY_CHALLENGE: {
    vi: 'Lần hỏi này đã dùng hoặc đã quá 5 phút. Làm lại từ đầu.',
    en: 'This attempt was used already or is older than 5 minutes. Begin again.',
  },
  PASSKEY_UNAVAILABLE: {
    vi: 'Địa chỉ này chưa dùng được khoá truy cập. Quản trị cần đặt địa chỉ công khai của dịch vụ.',
    en: 'Passkeys do not work at this address. The service’s public address must be set.',
  },
  PASSKEY_UNKNOWN: { vi: 'Không có khoá truy cập này.', en: 'There is no such passkey.' },
  PASSKEY_TAKEN: { vi: 'Khoá truy cập này đã được thêm.', en: 'This passkey was added already.' },
  PASSKEYS_MANY: {
    vi: 'Đã có quá nhiều khoá truy cập. Gỡ bớt khoá không dùng nữa.',
    en: 'There are too many passkeys. Remove those that are no longer used.',
  },
  PASSKEY_COUNTER: {
    vi: 'Bộ đếm của khoá truy cập không tăng: có thể khoá đã bị sao chép. Gỡ khoá này và báo quản trị.',
    en: 'The passkey’s counter did not move on: it may have been copied. Remove it and tell an administrator.',
  },
} as const satisfies ProblemCatalogue;
