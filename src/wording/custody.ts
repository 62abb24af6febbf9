/** Words about parcels on their way: what differs at a handoff, what happened on the road, why something was refused. */
import type { CustodyCode } from '../custody/codes.ts';
import type { Discrepancy, INCIDENTS } from '../custody/types.ts';
import type { Words } from './words.ts';

export const DISCREPANCY_WORDS = {
  missing: { vi: 'thiếu', en: 'missing' },
  refused: { vi: 'từ chối nhận', en: 'refused' },
  seal: { vi: 'niêm phong rách hoặc khác số', en: 'seal broken or another one' },
  vvm: { vi: 'VVM giai đoạn 3 hoặc 4', en: 'VVM stage 3 or 4' },
  'freeze-indicator': { vi: 'chỉ thị đông băng đã báo', en: 'freeze indicator tripped' },
  damage: { vi: 'có hư hỏng', en: 'damaged' },
} as const satisfies Record<Discrepancy['kind'], Words>;

export const INCIDENT_WORDS = {
  vehicle: { vi: 'xe hỏng', en: 'vehicle broken down' },
  'box-warm': { vi: 'hòm nóng lên', en: 'box getting warm' },
  'sensor-lost': { vi: 'mất tín hiệu cảm biến', en: 'sensor lost' },
  delay: { vi: 'trễ đường', en: 'delayed' },
  other: { vi: 'việc khác', en: 'something else' },
} as const satisfies Record<(typeof INCIDENTS)[number], Words>;

export const CUSTODY_PROBLEMS = {
  EVENT_MALFORMED: {
    vi: 'Bản ghi không đúng mẫu nên không đọc được. Cập nhật ứng dụng rồi gửi lại.',
    en: 'The record is not as described. Update the app and send again.',
  },
  EVENT_ID_REUSED: {
    vi: 'Mã bản ghi này đã dùng cho nội dung khác. Ghi lại thành bản ghi mới.',
    en: 'This record’s id belongs to another one. Record it anew.',
  },
  EVENT_SIGNATURE_INVALID: {
    vi: 'Chữ ký không khớp nội dung: bản ghi có thể đã bị sửa.',
    en: 'The signature does not fit: the record may have been changed.',
  },
  EVENT_SIGNATURE_REQUIRED: {
    vi: 'Bản ghi của người khác phải có chữ ký của người đó.',
    en: 'A record in another person’s name needs that person’s signature.',
  },
  EVENT_KEY_UNKNOWN: {
    vi: 'Máy này chưa đăng ký khóa ký. Đăng nhập lại trên máy để đăng ký.',
    en: 'This phone’s key is not enrolled. Sign in on it again.',
  },
  EVENT_KEY_REVOKED: {
    vi: 'Khóa ký của máy đã bị thu hồi trước lúc ký. Báo quản trị.',
    en: 'The phone’s key was revoked before it signed. Tell an administrator.',
  },
  EVENT_AT_IMPLAUSIBLE: {
    vi: 'Giờ của bản ghi không hợp lý. Kiểm tra đồng hồ của máy.',
    en: 'The record’s time cannot be right. Check the phone’s clock.',
  },
  EVENT_DOSES_DIFFER: {
    vi: 'Số liều không khớp với số được giao. Đếm lại: nhận + từ chối + thiếu = số giao.',
    en: 'The doses do not add up. Count again: taken + refused + missing = given.',
  },
  EVENT_BOX_NOT_OFFERED: {
    vi: 'Hòm này không có trong lần giao.',
    en: 'This box was not part of what was given.',
  },
  EVENT_ROLE_FORBIDDEN: {
    vi: 'Vai trò của tài khoản không được ghi việc này.',
    en: 'This account’s role may not record this.',
  },
  EVENT_PARCEL_UNKNOWN: { vi: 'Không có kiện hàng này.', en: 'There is no such parcel.' },
  EVENT_UNIT_UNKNOWN: { vi: 'Không có thiết bị bảo quản này.', en: 'There is no such unit.' },
  EVENT_SITE_UNKNOWN: { vi: 'Không có cơ sở này.', en: 'There is no such place.' },
  EVENT_PERSON_UNKNOWN: { vi: 'Không có tài khoản này.', en: 'There is no such account.' },
  EVENT_UNIT_NOT_THERE: {
    vi: 'Thiết bị bảo quản không ở cơ sở này.',
    en: 'The unit is not at this place.',
  },
  EVENT_BOX_UNFIT: {
    vi: 'Chỉ hòm lạnh hoặc phích vắc xin mới được đi đường.',
    en: 'Only a transport box can travel.',
  },
  EVENT_NOT_HOLDER: {
    vi: 'Người ghi không đang giữ kiện này, hoặc biên bản trước đó chưa đến.',
    en: 'The author does not hold this parcel, or an earlier record is still on its way.',
  },
  EVENT_REASON_REQUIRED: {
    vi: 'Từ chối nhận thì phải ghi lý do.',
    en: 'What is refused needs a reason.',
  },
  EVENT_FOUND_UNTRUE: {
    vi: 'Cán bộ phụ trách đã quyết định bản ghi này không đúng.',
    en: 'An official found this record untrue.',
  },
  HANDOFF_WINDOW_INVALID: {
    vi: 'Thời hạn của lần giao không hợp lệ (tối đa 72 giờ).',
    en: 'The offer’s time is not valid (72 hours at most).',
  },
  SHIPMENT_PARCEL_ON_HOLD: {
    vi: 'Kiện đang tạm dừng sử dụng chỉ được chuyển trả về tuyến trên.',
    en: 'A parcel on hold may only be sent back.',
  },
  CUSTODY_OWN_STORY: {
    vi: 'Người trong cuộc không được quyết định. Cần cán bộ khác.',
    en: 'A party to it cannot decide. Another official has to.',
  },
  HANDOFF_UNKNOWN: {
    vi: 'Chưa có biên bản bên giao; bản ghi được giữ và chờ.',
    en: 'The giver’s record is not here yet; this one is kept and waits.',
  },
  HANDOFF_EXISTS: { vi: 'Lần bàn giao này đã được ghi.', en: 'This handoff is recorded already.' },
  HANDOFF_SELF: { vi: 'Không thể tự giao cho chính mình.', en: 'Nobody can hand over to themselves.' },
  HANDOFF_NOT_HOLDER: {
    vi: 'Người giao không đang giữ kiện này.',
    en: 'The giver does not hold this parcel.',
  },
  HANDOFF_NOT_GIVER: {
    vi: 'Chỉ người giao được ghi việc này.',
    en: 'Only the giver may record this.',
  },
  HANDOFF_NOT_FOR_YOU: {
    vi: 'Lần giao này dành cho người hoặc nơi khác.',
    en: 'This is meant for another person or place.',
  },
  HANDOFF_NOT_ONE_SIDED: {
    vi: 'Bên giao chưa ghi là giao một phía nên không có gì để xác nhận.',
    en: 'The giver has recorded nothing one-sided that could be confirmed.',
  },
  HANDOFF_ALREADY_TAKEN: {
    vi: 'Hàng đã được nhận trước đó.',
    en: 'It had been taken before.',
  },
  HANDOFF_CODE_WRONG: {
    vi: 'Mã giao nhận sai. Quét lại mã trên máy người giao.',
    en: 'The code is wrong. Scan it from the giver’s phone again.',
  },
  HANDOFF_CODE_USED: {
    vi: 'Mã giao nhận đã dùng rồi. Người giao cần tạo mã mới.',
    en: 'The code was used already. The giver has to make another.',
  },
  HANDOFF_EXPIRED: {
    vi: 'Đã quá thời hạn của lần giao. Người giao cần tạo mã mới.',
    en: 'The offer’s time is over. The giver has to make another.',
  },
  SHIPMENT_UNKNOWN: { vi: 'Không có chuyến hàng này.', en: 'There is no such shipment.' },
  SHIPMENT_EXISTS: { vi: 'Chuyến hàng này đã có.', en: 'This shipment exists already.' },
  SHIPMENT_NOT_PACKED: { vi: 'Chuyến hàng chưa đóng gói.', en: 'The shipment is not packed yet.' },
  SHIPMENT_UNDER_WAY: { vi: 'Chuyến hàng đang trên đường.', en: 'The shipment is under way.' },
  SHIPMENT_ARRIVED: { vi: 'Chuyến hàng đã đến.', en: 'The shipment has arrived.' },
  SHIPMENT_CLOSED: { vi: 'Chuyến hàng đã kết thúc.', en: 'The shipment is closed.' },
  SHIPMENT_CANCELLED: { vi: 'Chuyến hàng đã hủy.', en: 'The shipment was cancelled.' },
  KEY_UNKNOWN: { vi: 'Không có khóa ký này.', en: 'There is no such key.' },
  KEY_TAKEN: {
    vi: 'Khóa này là của người khác hoặc đã bị thu hồi. Tạo khóa mới trên máy.',
    en: 'This key is another person’s, or was revoked. Make a new one on the phone.',
  },
  KEY_INVALID: { vi: 'Khóa không hợp lệ.', en: 'This is no valid key.' },
  KEY_NOT_YOURS: {
    vi: 'Chỉ chủ khóa, quản trị hoặc cán bộ phụ trách được thu hồi khóa này.',
    en: 'Only its owner, an administrator or an official may revoke this key.',
  },
  CUSTODY_NOT_IN_CONFLICT: {
    vi: 'Kiện này không có biên bản trái nhau cần quyết định.',
    en: 'There is no conflict about this parcel.',
  },
  CUSTODY_EVENT_UNKNOWN: {
    vi: 'Bản ghi được chọn không thuộc các bản ghi trái nhau của kiện này.',
    en: 'The record chosen is not part of this parcel’s conflict.',
  },
} as const satisfies Readonly<Record<CustodyCode, Words>>;
