/**
 * What a person is told when the service refuses something: a title by code, what happened and what to do.
 * One catalogue per area; an area that grows words of its own hands its catalogue to `wordingOf`.
 */
import { BOOK_PROBLEMS } from './book.ts';
import { CUSTODY_PROBLEMS } from './custody.ts';
import { DEFROST_PROBLEMS } from './defrost.ts';
import { DUTY_PROBLEMS } from './duty.ts';
import { ENROL_PROBLEMS } from './enrol.ts';
import { FILE_PROBLEMS } from './files.ts';
import { IDENTITY_PROBLEMS } from './identity.ts';
import { LEDGER_PROBLEMS } from './ledger-problems.ts';
import { PASSKEY_PROBLEMS } from './passkeys.ts';
import { REPORT_PROBLEMS } from './reports.ts';
import { STOCK_PROBLEMS } from './stock.ts';
import { TELLING_PROBLEMS } from './telling.ts';
import { VERDICT_WORDS } from './verdicts.ts';
import type { Words } from './words.ts';

export type ProblemCatalogue = Readonly<Record<string, Words>>;

export const SCAN_PROBLEMS = {
  BARCODE_EMPTY: {
    vi: 'Chưa có mã nào. Quét lọ hoặc nhập số lô.',
    en: 'There is no code. Scan the vial or type the lot number.',
  },
  BARCODE_TOO_LONG: {
    vi: 'Mã quá dài, không phải mã trên lọ vắc xin. Quét lại.',
    en: 'The code is too long to be a vial’s. Scan again.',
  },
  BARCODE_MALFORMED: {
    vi: 'Mã trên lọ sai định dạng GS1. Quét lại hoặc nhập "GTIN/số lô".',
    en: 'The code breaks the GS1 rules. Scan again or type "GTIN/lot".',
  },
  BARCODE_NO_GTIN: {
    vi: 'Mã không có GTIN của vắc xin. Quét mã trên lọ, không quét mã thùng.',
    en: 'The code has no GTIN. Scan the vial, not the pallet.',
  },
  BARCODE_NO_LOT: {
    vi: 'Mã không có số lô. Nhập "GTIN/số lô" in trên lọ.',
    en: 'The code has no lot number. Type "GTIN/lot" as printed on the vial.',
  },
} as const satisfies ProblemCatalogue;

export const LOT_PROBLEMS = {
  PRODUCT_UNKNOWN: {
    vi: 'Chưa có vắc xin với mã GTIN này. Kiểm tra mã hoặc báo quản trị thêm vào danh mục.',
    en: 'No vaccine has this GTIN. Check it, or ask an administrator to add it.',
  },
  LOT_UNKNOWN: {
    vi: 'Chưa có số lô này. Kiểm tra lại số lô.',
    en: 'There is no such lot. Check its number.',
  },
  LOT_RECALLED: {
    vi: 'Lô đã bị thu hồi nên không thể giải toả.',
    en: 'The lot is recalled and cannot be released.',
  },
  LOT_ALREADY_RECALLED: { vi: 'Lô đã được thu hồi trước đó.', en: 'The lot is recalled already.' },
  EXPIRY_REQUIRED: {
    vi: 'Lô mới cần có hạn dùng. Nhập hạn dùng in trên hộp.',
    en: 'A new lot needs its expiry date. Enter the one on the box.',
  },
  EXPIRY_INVALID: {
    vi: 'Hạn dùng không hợp lệ. Nhập đủ ngày, tháng, năm.',
    en: 'The expiry date is not a date. Enter day, month and year.',
  },
  EXPIRY_MISMATCH: {
    vi: 'Hạn dùng khác với hạn dùng đã ghi nhận của lô. Kiểm tra hộp và hồ sơ lô.',
    en: 'The expiry date differs from the one on record. Check the box and the lot’s papers.',
  },
  PARCEL_UNKNOWN: {
    vi: 'Không có kiện hàng này. Kiểm tra lại mã kiện.',
    en: 'There is no such parcel. Check its id.',
  },
  PARCEL_EXISTS: {
    vi: 'Mã kiện này đã được dùng. Chọn mã khác.',
    en: 'This parcel id is taken. Choose another.',
  },
  PARCEL_ENDED: {
    vi: 'Kiện đã hết, đã huỷ hoặc đã trả lại nên không thay đổi được.',
    en: 'The parcel is used up, discarded or returned and cannot change.',
  },
  PARCEL_ALREADY_THERE: {
    vi: 'Kiện đang ở đúng nơi này, không cần chuyển.',
    en: 'The parcel is there already.',
  },
  PARCEL_MOVED_LATER: {
    vi: 'Kiện đã được chuyển sau thời điểm này. Kiểm tra giờ chuyển.',
    en: 'The parcel was moved after that time. Check the time of the move.',
  },
  PARCEL_NOT_EMPTY: {
    vi: 'Kiện vẫn còn liều. Kiểm tra số liều còn lại.',
    en: 'The parcel still has doses. Check what is left.',
  },
  SPLIT_EMPTY: {
    vi: 'Chưa nhập các phần cần tách. Nhập ít nhất một phần.',
    en: 'No parts are given. Enter at least one.',
  },
  DOSES_INVALID: { vi: 'Số liều phải là số nguyên lớn hơn 0.', en: 'Doses must be a whole number above 0.' },
  DOSES_NOT_PRESENT: {
    vi: 'Không còn đủ số liều này. Kiểm tra số liều còn lại.',
    en: 'There are not so many doses. Check what is left.',
  },
  UNIT_UNKNOWN: {
    vi: 'Không có tủ hoặc hòm này. Kiểm tra lại mã.',
    en: 'There is no such storage unit. Check its id.',
  },
  SITE_UNKNOWN: {
    vi: 'Không có cơ sở này. Kiểm tra lại mã cơ sở.',
    en: 'There is no such site. Check its id.',
  },
  TIME_IN_FUTURE: {
    vi: 'Thời điểm ở tương lai. Kiểm tra ngày giờ.',
    en: 'The time lies in the future. Check date and time.',
  },
  ADMINISTRATION_NOT_ALLOWED: {
    vi: 'Vắc xin này chưa được phép dùng. Không ghi mũi tiêm; cán bộ phụ trách đã được báo.',
    en: 'This vaccine may not be used. Nothing was recorded; the officials were told.',
  },
} as const satisfies ProblemCatalogue;

export const DECISION_PROBLEMS = {
  REASON_REQUIRED: { vi: 'Cần ghi lý do.', en: 'A reason is needed.' },
  EVIDENCE_REQUIRED: {
    vi: 'Cần nêu căn cứ (văn bản, kết quả kiểm tra).',
    en: 'Evidence is needed (a document, a test result).',
  },
  RECALL_UNKNOWN: { vi: 'Lô này chưa bị thu hồi.', en: 'This lot was not recalled.' },
  HOLD_UNKNOWN: { vi: 'Không có lệnh tạm dừng này.', en: 'There is no such hold.' },
  HOLD_ENDED: {
    vi: 'Lệnh tạm dừng này đã kết thúc. Tải lại trang.',
    en: 'This hold has ended. Reload the page.',
  },
  DISPOSITION_UNKNOWN: { vi: 'Không có đề nghị xử lý này.', en: 'There is no such proposal.' },
  DISPOSITION_NOT_PENDING: { vi: 'Đề nghị này đã được duyệt.', en: 'This proposal is approved already.' },
  DISPOSITION_SAME_PERSON: {
    vi: 'Người đề nghị không được tự duyệt. Cần một cán bộ thứ hai.',
    en: 'Nobody approves their own proposal. A second official is needed.',
  },
  DISPOSITION_NOT_OFFICIAL: {
    vi: 'Chỉ cán bộ phụ trách nơi đang giữ lô mới được quyết định.',
    en: 'Only an official for the place of the parcel may decide.',
  },
  DISPOSITION_BY_CUSTODIAN: {
    vi: 'Người đang giữ hoặc áp tải lô không được quyết định về lô đó.',
    en: 'Whoever keeps or escorts the parcel now may not decide about it.',
  },
  ALERT_UNKNOWN: { vi: 'Không có cảnh báo này.', en: 'There is no such alert.' },
  ALERT_RESOLVED: {
    vi: 'Cảnh báo đã kết thúc, không cần tiếp nhận.',
    en: 'The alert has ended and needs no acknowledgement.',
  },
  ALERT_ALREADY_ACKNOWLEDGED: {
    vi: 'Cảnh báo đã có người tiếp nhận.',
    en: 'Someone has acknowledged this alert already.',
  },
  ALERT_COMMENT_REQUIRED: {
    vi: 'Cần ghi nguyên nhân hoặc việc đã làm khi tiếp nhận cảnh báo.',
    en: 'Say the cause or what was done when acknowledging.',
  },
  NOTE_TEXT_REQUIRED: { vi: 'Ghi chú chưa có chữ nào.', en: 'The note says nothing.' },
  NOTE_TOO_OLD: {
    vi: 'Ghi chú chỉ được ghi cho 31 ngày gần đây.',
    en: 'A note may tell of the last 31 days only.',
  },
} as const satisfies ProblemCatalogue;

export const FLEET_PROBLEMS = {
  DESCRIPTION_REFUSED: {
    vi: 'Bản mô tả tỉnh có lỗi, chưa thay đổi gì. Xem từng dòng.',
    en: 'The province description has errors and nothing was changed. See each line.',
  },
  PROVINCE_CHANGED: {
    vi: 'Danh mục vừa được người khác thay đổi. Thực hiện lại.',
    en: 'Somebody changed the registry meanwhile. Try again.',
  },
  CHANGED_MEANWHILE: {
    vi: 'Người khác vừa sửa mục này trong lúc biểu mẫu đang mở. Chưa lưu gì. Mở lại để xem bản mới rồi sửa tiếp.',
    en: 'Somebody else changed this while the form was open. Nothing was saved. Open it again to see what it is now.',
  },
  ID_TAKEN: {
    vi: 'Mã này đã có người dùng. Chọn mã khác.',
    en: 'This id is taken. Choose another.',
  },
  PERSON_RETIRED: {
    vi: 'Tài khoản này đã ngừng dùng.',
    en: 'This account is retired.',
  },
  PASSWORD_OWN: {
    vi: 'Đây là tài khoản đang dùng. Đổi mật khẩu của mình ở trang “Đổi mật khẩu”.',
    en: 'This is one’s own account. Change one’s own password on the page “Change password”.',
  },
  PASSWORD_SHORT: {
    vi: 'Mật khẩu mới quá ngắn. Cần ít nhất 10 ký tự.',
    en: 'The new password is too short. It needs at least 10 characters.',
  },
  PASSWORD_LONG: {
    vi: 'Mật khẩu mới quá dài. Nhiều nhất 256 ký tự.',
    en: 'The new password is too long. It may have 256 characters at most.',
  },
  DEVICE_RETIRED: {
    vi: 'Thiết bị đã ngừng dùng.',
    en: 'The device is retired.',
  },
  DEVICE_UNKNOWN: { vi: 'Không có thiết bị này.', en: 'There is no such device.' },
  DEVICE_NOT_IN_UNIT: {
    vi: 'Thiết bị không ở trong tủ này khi đo. Kiểm tra tủ, thiết bị và múi giờ.',
    en: 'The device was not in this unit when it measured. Check unit, device and time zone.',
  },
  UNIT_PLACED_LATER: {
    vi: 'Đã có lần đặt muộn hơn cho thiết bị bảo quản này.',
    en: 'The unit has a later placement already.',
  },
  UNIT_ALREADY_THERE: { vi: 'Thiết bị bảo quản đã ở đó.', en: 'The unit is there already.' },
  RANGE_INVALID: { vi: 'Khoảng thời gian không đúng.', en: 'The range ends before it begins.' },
} as const satisfies ProblemCatalogue;

/** Looks a code up in several catalogues, the first that has it wins; `null` where none has. */
export const wordingOf =
  (...catalogues: readonly ProblemCatalogue[]) =>
  (code: string): Words | null =>
    catalogues.find((catalogue) => Object.hasOwn(catalogue, code))?.[code] ?? null;

/** The words of every refusal of the domain; a verdict's code has the vaccinator's sentence. */
export const problemWords = wordingOf(
  SCAN_PROBLEMS,
  LOT_PROBLEMS,
  DECISION_PROBLEMS,
  FLEET_PROBLEMS,
  BOOK_PROBLEMS,
  DEFROST_PROBLEMS,
  STOCK_PROBLEMS,
  CUSTODY_PROBLEMS,
  ENROL_PROBLEMS,
  FILE_PROBLEMS,
  LEDGER_PROBLEMS,
  IDENTITY_PROBLEMS,
  PASSKEY_PROBLEMS,
  DUTY_PROBLEMS,
  TELLING_PROBLEMS,
  REPORT_PROBLEMS,
  VERDICT_WORDS,
);
