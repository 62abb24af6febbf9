/** Why a device was turned away at the door, or cut off, in words for whoever sets it up. */
import type { RefusalReason } from '../mqtt/refusals.ts';
import type { Words } from './words.ts';

export const SIGN_IN_WORDS: Readonly<Record<RefusalReason, Words>> = {
  SECRET_WRONG: {
    vi: 'có thiết bị mang mã này kết nối với khoá bí mật sai; nhập lại khoá trên thiết bị',
    en: 'something with this id connected with a wrong secret; enter the secret on the device again',
  },
  SECRET_MISSING: {
    vi: 'có thiết bị mang mã này kết nối mà không gửi tên hoặc khoá bí mật; nhập cả hai trên thiết bị',
    en: 'something with this id connected without user name or secret; enter both on the device',
  },
  CERTIFICATE_REFUSED: {
    vi: 'có thiết bị mang mã này đưa ra chứng thư không có hiệu lực; cấp lại chứng thư cho thiết bị',
    en: 'something with this id showed a certificate that does not count; give the device a new one',
  },
  USERNAME_DIFFERS: {
    vi: 'tên đăng nhập và mã máy khách (client id) khác nhau; cả hai phải là mã thiết bị',
    en: 'user name and client id differ; both must be the device’s id',
  },
  WILL_FORBIDDEN: {
    vi: 'lời báo ngắt kết nối (will) đặt sai chủ đề; bỏ hoặc đặt đúng chủ đề status',
    en: 'the last will has a topic it may not use; leave it out or use the status topic',
  },
  TOPIC_FORBIDDEN: {
    vi: 'thiết bị gửi vào chủ đề không phải của nó nên bị ngắt; sửa chủ đề gửi số liệu',
    en: 'the device published to a topic that is not its own and was cut off; correct its topic',
  },
  FILTER_FORBIDDEN: {
    vi: 'thiết bị đăng ký nghe chủ đề không phải của nó nên bị ngắt; sửa chủ đề lệnh',
    en: 'the device subscribed to what it may not read and was cut off; correct its command topic',
  },
  PACKET_MALFORMED: {
    vi: 'gói tin không đúng MQTT 3.1.1 nên bị ngắt; kiểm tra phiên bản MQTT và cổng',
    en: 'it did not speak MQTT 3.1.1 and was cut off; check protocol version and port',
  },
  PACKET_TOO_LARGE: {
    vi: 'bản tin quá lớn nên bị ngắt; gửi ít bản ghi hơn mỗi lần',
    en: 'its message was too large and it was cut off; send fewer records at once',
  },
  TAKEN_OVER: {
    vi: 'kết nối bị một kết nối khác cùng mã thay thế; có thể hai thiết bị dùng chung một mã',
    en: 'another connection with the same id took its place; perhaps two devices share one id',
  },
};
