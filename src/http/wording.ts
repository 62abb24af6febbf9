/** The words of the codes that the HTTP edge itself gives, beside those of the domain. */

import { IDENTITY_PROBLEMS } from '../wording/identity.ts';
import { PASSKEY_PROBLEMS } from '../wording/passkeys.ts';
import { problemWords } from '../wording/problems.ts';
import type { Words } from '../wording/words.ts';

export const HTTP_WORDS = {
  PASSKEY_WRONG: PASSKEY_PROBLEMS.PASSKEY_WRONG,
  PASSKEY_CHALLENGE: PASSKEY_PROBLEMS.PASSKEY_CHALLENGE,
  PASSKEY_UNAVAILABLE: PASSKEY_PROBLEMS.PASSKEY_UNAVAILABLE,
  CERTIFICATE_UNPROVED: IDENTITY_PROBLEMS.CERTIFICATE_UNPROVED,
  CERTIFICATES_ELSEWHERE: IDENTITY_PROBLEMS.CERTIFICATES_ELSEWHERE,
  UNAUTHENTICATED: {
    vi: 'Chưa đăng nhập hoặc phiên đã hết hạn',
    en: 'Not signed in, or the session has ended',
  },
  CREDENTIALS_WRONG: { vi: 'Sai tên đăng nhập hoặc mật khẩu', en: 'Wrong user name or password' },
  PASSWORD_WRONG: { vi: 'Mật khẩu hiện tại không đúng', en: 'The present password is not right' },
  TOO_MANY_ATTEMPTS: {
    vi: 'Đăng nhập sai quá nhiều lần, hãy chờ rồi thử lại',
    en: 'Too many sign-in attempts, wait and try again',
  },
  TOO_MUCH_AT_ONCE: {
    vi: 'Hệ thống đang xử lý dữ liệu gửi trước đó, hãy gửi lại sau',
    en: 'The service is behind with what was sent before, send it again later',
  },
  DS01_UNPROCESSABLE: {
    vi: 'Bản tin không đúng chuẩn WHO E006/DS01, xem từng chỗ trong "details"',
    en: 'The transmission is not as WHO E006/DS01 describes it, see each place in "details"',
  },
  FORBIDDEN_FORMAT: {
    vi: 'Thiết bị này được đăng ký với định dạng khác, không phải WHO E006/DS01',
    en: 'This device is registered with another format, not WHO E006/DS01',
  },
  FORBIDDEN_ROLE: {
    vi: 'Vai trò của tài khoản không được làm việc này',
    en: 'This account’s role may not do this',
  },
  FORBIDDEN_PLACE: {
    vi: 'Cơ sở này nằm ngoài phạm vi của tài khoản',
    en: 'This place is outside of what the account may see',
  },
  FORBIDDEN_ORIGIN: {
    vi: 'Yêu cầu đến từ một trang web khác nên bị từ chối',
    en: 'The request came from another web site and was refused',
  },
  REQUEST_INVALID: {
    vi: 'Dữ liệu gửi lên không đúng, xem từng chỗ trong "issues"',
    en: 'The request is not as described, see each place in "issues"',
  },
  RANGE_TOO_LONG: {
    vi: 'Khoảng thời gian quá dài. Chọn khoảng ngắn hơn hoặc bước dài hơn.',
    en: 'The range is too long. Take a shorter one or longer steps.',
  },
  BODY_MALFORMED: { vi: 'Nội dung gửi lên không phải JSON hợp lệ', en: 'The body is not valid JSON' },
  BODY_TOO_LARGE: { vi: 'Nội dung gửi lên quá lớn', en: 'The body is too large' },
  MEDIA_TYPE_UNSUPPORTED: { vi: 'Chỉ nhận nội dung JSON', en: 'Only JSON bodies are accepted' },
  ROUTE_UNKNOWN: { vi: 'Không có địa chỉ này', en: 'There is nothing at this address' },
  QueryParameterException: {
    vi: 'Tham số truy vấn EPCIS không được hỗ trợ hoặc có giá trị sai',
    en: 'An EPCIS query parameter is not supported or has a wrong value',
  },
  QueryTooLargeException: {
    vi: 'Truy vấn EPCIS có quá nhiều kết quả. Thu hẹp truy vấn.',
    en: 'The EPCIS query has too many results. Narrow it.',
  },
  ValidationException: {
    vi: 'Tài liệu EPCIS không hợp lệ, xem từng chỗ trong "details"',
    en: 'The EPCIS document is not valid, see each place in "details"',
  },
  CaptureLimitExceededException: {
    vi: 'Tài liệu EPCIS có quá nhiều sự kiện. Chia nhỏ rồi gửi lại.',
    en: 'The EPCIS document holds too many events. Send it in parts.',
  },
  UPGRADE_REQUIRED: {
    vi: 'Địa chỉ này chỉ dùng cho WebSocket',
    en: 'This address speaks WebSocket only',
  },
  SERVICE_DEGRADED: {
    vi: 'Hệ thống đang có sự cố, chưa trả lời được. Thử lại sau ít phút.',
    en: 'The service is in trouble and cannot answer. Try again in a few minutes.',
  },
  TOO_MANY_CONNECTIONS: { vi: 'Quá nhiều kết nối trực tiếp', en: 'Too many live connections' },
  INTERNAL_ERROR: {
    vi: 'Lỗi trong hệ thống, đã được ghi lại',
    en: 'An internal error, it has been recorded',
  },
} as const satisfies Record<string, Words>;

export type HttpCode = keyof typeof HTTP_WORDS;

/** Null for a code that no catalogue knows yet. */
export const wordsOf = (code: string): Words | null =>
  Object.hasOwn(HTTP_WORDS, code) ? HTTP_WORDS[code as HttpCode] : problemWords(code);
