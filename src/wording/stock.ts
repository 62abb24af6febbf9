/** The words of a depot's stock: why something may not be given, what stands against taking it in, and what is refused. */
import type { Words } from './words.ts';

export const STOCK_PROBLEMS = {
  RECEIPT_EMPTY: { vi: 'Phiếu nhập chưa có dòng nào.', en: 'The receipt has no lines.' },
  RECEIPT_EXISTS: {
    vi: 'Phiếu nhập này đã được ghi với nội dung khác. Lập phiếu mới.',
    en: 'This receipt was recorded with other contents. Make a new one.',
  },
  RECEIPT_UNKNOWN: { vi: 'Không có phiếu nhập này.', en: 'There is no such receipt.' },
  RECEIPT_ABNORMAL: {
    vi: 'Dòng hàng có bất thường nên không nhập để dùng được. Từ chối nhận, hoặc nhập và tạm dừng sử dụng.',
    en: 'Something is wrong with this line, so it cannot be received as usable. Refuse it, or receive it on hold.',
  },
  RECEIPT_EXPIRED: {
    vi: 'Lô đã hết hạn dùng. Từ chối nhận, hoặc nhập và tạm dừng sử dụng.',
    en: 'The lot has expired. Refuse it, or receive it on hold.',
  },
  RECEIPT_RECALLED: {
    vi: 'Lô đã bị thu hồi. Từ chối nhận, hoặc nhập và tạm dừng sử dụng.',
    en: 'The lot is recalled. Refuse it, or receive it on hold.',
  },
  RECEIPT_CELSIUS_INVALID: {
    vi: 'Nhiệt độ khi nhận không hợp lý. Xem lại nhiệt kế.',
    en: 'No thermometer shows such a temperature on arrival. Look again.',
  },
  UNIT_NOT_HERE: {
    vi: 'Chưa chọn tủ, hoặc tủ không ở kho này. Chọn tủ của kho.',
    en: 'No unit is chosen, or it is not at this place. Choose one of the place.',
  },
  ISSUE_EMPTY: { vi: 'Chưa chọn kiện nào để xuất.', en: 'No parcel is chosen to be issued.' },
  ISSUE_PARCEL_TWICE: {
    vi: 'Một kiện có mặt hai lần trong phiếu xuất.',
    en: 'A parcel stands twice in the issue.',
  },
  ISSUE_NOT_HERE: {
    vi: 'Một kiện không còn ở kho này. Đề xuất lại.',
    en: 'A parcel is not at this place any more. Ask for a new proposal.',
  },
  ISSUE_ON_HOLD: {
    vi: 'Một kiện đang tạm dừng sử dụng nên không xuất được. Đề xuất lại.',
    en: 'A parcel is on hold and cannot be issued. Ask for a new proposal.',
  },
  ISSUE_EXPIRED: {
    vi: 'Một kiện hết hạn dùng trước khi đến nơi nên không xuất được. Đề xuất lại.',
    en: 'A parcel expires before it would arrive and cannot be issued. Ask for a new proposal.',
  },
  ISSUE_RECALLED: {
    vi: 'Một kiện thuộc lô bị thu hồi nên không xuất được. Đề xuất lại.',
    en: 'A parcel is of a recalled lot and cannot be issued. Ask for a new proposal.',
  },
  ISSUE_UNMONITORED: {
    vi: 'Một kiện không có số liệu nhiệt độ nên không xuất được. Đề xuất lại.',
    en: 'Nothing is known of a parcel’s temperature, so it cannot be issued. Ask for a new proposal.',
  },
  ISSUE_BUSY: {
    vi: 'Một kiện đã có trong chuyến khác. Đề xuất lại.',
    en: 'A parcel goes with another trip already. Ask for a new proposal.',
  },
  ISSUE_TIMES_INVALID: {
    vi: 'Giờ đến phải sau giờ đi và sau bây giờ.',
    en: 'The arrival must be after the departure, and after now.',
  },
  ISSUE_SAME_PLACE: { vi: 'Nơi nhận trùng nơi xuất.', en: 'It would go to the place that it comes from.' },
  PERSON_UNKNOWN: { vi: 'Không có người này.', en: 'There is no such person.' },
} as const satisfies Readonly<Record<string, Words>>;

/** Why parcels of a lot may not be given. A cause may follow. */
export const STOCK_REASONS = {
  excursion: { vi: 'Vượt ngưỡng nhiệt độ.', en: 'Temperature excursion.' },
  unmonitored: {
    vi: 'Có lúc không có số liệu nhiệt độ.',
    en: 'For some time nothing is known of its temperature.',
  },
  recall: { vi: 'Lô bị thu hồi.', en: 'The lot is recalled.' },
  custody: { vi: 'Bàn giao chưa được xác nhận đủ.', en: 'A handoff is not fully confirmed.' },
  manual: { vi: 'Tạm dừng theo yêu cầu.', en: 'Put on hold by a person.' },
  expired: { vi: 'Hết hạn dùng.', en: 'Expired.' },
  stale: { vi: 'Đang mất tín hiệu nhiệt độ quá lâu.', en: 'No temperature signal for too long.' },
  other: { vi: 'Chưa kiểm tra được.', en: 'It cannot be checked now.' },
} as const satisfies Readonly<Record<string, Words>>;

/** What stands against taking a lot in as usable stock, by code; nothing on record is changed by it. */
export const DOOR_PROBLEMS = {
  PRODUCT_UNKNOWN: {
    vi: 'Chưa có vắc xin này trong danh mục, chưa nhập được. Để riêng, giữ lạnh và báo quản trị.',
    en: 'This vaccine is not in the catalogue and cannot be received yet. Set it apart, keep it cold and tell an administrator.',
  },
  EXPIRY_MISMATCH: {
    vi: 'Hạn dùng trên mã khác với hạn dùng đã ghi nhận của lô. Không sửa hồ sơ lô; từ chối nhận và báo người phụ trách.',
    en: 'The expiry on the code differs from the one on record. The record stays; refuse the line and tell the person in charge.',
  },
  RECEIPT_EXPIRED: {
    vi: 'Lô đã hết hạn dùng. Từ chối nhận, hoặc nhập và tạm dừng sử dụng.',
    en: 'The lot has expired. Refuse it, or receive it on hold.',
  },
  RECEIPT_RECALLED: {
    vi: 'Lô đã bị thu hồi. Từ chối nhận, hoặc nhập và tạm dừng sử dụng.',
    en: 'The lot is recalled. Refuse it, or receive it on hold.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** What to think of before something is put into a unit. */
export const UNIT_WARNINGS = {
  UNIT_TOO_COLD: {
    vi: 'Tủ này lạnh hơn mức vắc xin chịu được: có nguy cơ đông băng. Chọn tủ khác.',
    en: 'This unit is colder than the vaccine bears: it may freeze. Choose another.',
  },
  UNIT_TOO_WARM: {
    vi: 'Tủ này ấm hơn mức vắc xin cần. Chọn tủ khác.',
    en: 'This unit is warmer than the vaccine needs. Choose another.',
  },
  UNIT_IN_EXCURSION: {
    vi: 'Tủ đang vượt ngưỡng nhiệt độ. Chọn tủ khác.',
    en: 'This unit is outside its limits. Choose another.',
  },
  UNIT_SILENT: {
    vi: 'Tủ đang không có số liệu nhiệt độ. Chọn tủ khác, hoặc kiểm tra cảm biến trước.',
    en: 'Nothing is known of this unit’s temperature. Choose another, or check its sensor first.',
  },
} as const satisfies Readonly<Record<string, Words>>;
