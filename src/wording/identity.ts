/** What a person is told when a device's identity cannot be changed as they wish, and a device when it is turned away. */
import type { Words } from './words.ts';

export const IDENTITY_PROBLEMS = {
  CLAIM_UNKNOWN: {
    vi: 'Mã nhận thiết bị này không có, đã huỷ hoặc đã dùng rồi. Tạo mã mới.',
    en: 'There is no such claim, or it was withdrawn or used. Make a new one.',
  },
  CLAIM_EXPIRED: {
    vi: 'Mã nhận thiết bị đã hết hạn sau 24 giờ. Tạo mã mới.',
    en: 'The claim ended after 24 hours. Make a new one.',
  },
  CLAIM_SERIAL: {
    vi: 'Mã nhận này dành cho thiết bị có số máy khác.',
    en: 'The claim is for a device with another serial number.',
  },
  CLAIMS_TOO_MANY: {
    vi: 'Có quá nhiều mã nhận đang mở. Huỷ bớt những mã không dùng.',
    en: 'Too many claims are open. Withdraw those that are not needed.',
  },
  DEVICE_CARRIED: {
    vi: 'Thiết bị gửi qua cổng khác nên không tự đăng nhập, không cần khoá.',
    en: 'A gateway carries this device: it does not sign in itself and needs no secret.',
  },
  DEVICE_REVOKED: {
    vi: 'Thiết bị đã bị thu hồi quyền kết nối. Cấp khoá mới để dùng lại.',
    en: 'The access of the device was revoked. Give it a new secret to use it again.',
  },
  DEVICE_FROZEN: {
    vi: 'Nghi thiết bị bị sao chép. Cấp khoá mới cho máy thật rồi mới tiếp tục.',
    en: 'The device may have been cloned. Give the true one a new secret first.',
  },
  CERTIFICATE_UNKNOWN: {
    vi: 'Chứng thư này không còn hiệu lực, không thể gia hạn. Tạo mã nhận mới.',
    en: 'This certificate counts no more and cannot be renewed. Make a new claim.',
  },
  CERTIFICATE_UNPROVED: {
    vi: 'Chữ ký không chứng tỏ được thiết bị giữ khoá của chứng thư hiện tại.',
    en: 'The signature does not prove that the device holds the key of its present certificate.',
  },
  CERTIFICATES_ELSEWHERE: {
    vi: 'Máy chủ này không cấp chứng thư cho thiết bị.',
    en: 'This service makes no certificates for devices.',
  },
  CSR_INVALID: {
    vi: 'Không đọc được yêu cầu cấp chứng thư (CSR).',
    en: 'The signing request (CSR) cannot be read.',
  },
  CSR_KEY_INVALID: {
    vi: 'Khoá trong yêu cầu cấp chứng thư quá yếu hoặc không dùng được: cần EC P-256 hoặc RSA từ 2048 bit.',
    en: 'The key in the signing request is too weak or cannot be used: EC P-256 or RSA of 2048 bits is wanted.',
  },
  CSR_SIGNATURE_INVALID: {
    vi: 'Yêu cầu cấp chứng thư không được ký bằng chính khoá của nó.',
    en: 'The signing request is not signed with its own key.',
  },
} as const satisfies Readonly<Record<string, Words>>;
