/** What a vaccinator is told for each reason: what is the matter, and what to do. */
import type { VerdictCode } from '../lots/types.ts';
import { beside, type Words } from './words.ts';

const vi = {
  LOT_EXPIRED: 'Lô đã hết hạn dùng. Không tiêm; để riêng và báo người phụ trách.',
  LOT_RECALLED: 'Lô đã bị thu hồi. Không tiêm; để riêng, chờ hướng dẫn trả lại hoặc huỷ.',
  PARCEL_ON_HOLD:
    'Lô đang tạm dừng sử dụng tại cơ sở này. Không tiêm; để riêng, giữ lạnh và gọi người phụ trách.',
  CUSTODY_BROKEN: 'Việc bàn giao lô chưa được xác nhận đủ. Không tiêm; để riêng, giữ lạnh và chờ kết luận.',
  BARCODE_UNREADABLE: 'Không đọc được mã trên lọ. Chưa được dùng; quét lại hoặc nhập số lô.',
  PRODUCT_UNKNOWN:
    'Chưa có loại vắc xin này trong danh mục. Chưa được dùng; kiểm tra mã và báo người phụ trách.',
  LOT_UNKNOWN: 'Chưa có số lô này trong hệ thống. Chưa được dùng; kiểm tra lại số lô in trên lọ.',
  LOT_NOT_AT_SITE: 'Lô này không được ghi nhận tại cơ sở. Chưa được dùng; kiểm tra biên bản giao nhận.',
  EXPIRY_MISMATCH:
    'Hạn dùng trên lọ khác với hạn dùng đã ghi nhận của lô. Chưa được dùng; để riêng và báo người phụ trách.',
  UNMONITORED:
    'Có khoảng thời gian không có số liệu nhiệt độ của lô. Chưa được dùng; để riêng, giữ lạnh và chờ kết luận.',
  MONITORING_STALE:
    'Mất tín hiệu nhiệt độ quá lâu. Chưa được dùng; kiểm tra thiết bị ghi nhiệt độ tự động, giữ lạnh rồi quét lại.',
  SERVICE_DEGRADED:
    'Hệ thống đang có sự cố, chưa kiểm tra được lô. Chưa được dùng; quét lại sau hoặc gọi người phụ trách.',
} satisfies Record<VerdictCode, string>;

const en = {
  LOT_EXPIRED: 'The lot has expired. Do not inject; set it apart and tell the person in charge.',
  LOT_RECALLED:
    'The lot is recalled. Do not inject; set it apart and wait for word on return or destruction.',
  PARCEL_ON_HOLD:
    'The lot is on hold at this site. Do not inject; set it apart, keep it cold and call the person in charge.',
  CUSTODY_BROKEN:
    'A handoff of the lot is not fully confirmed. Do not inject; set it apart, keep it cold and wait for the decision.',
  BARCODE_UNREADABLE:
    'The code on the vial cannot be read. Do not use yet; scan again or type the lot number.',
  PRODUCT_UNKNOWN:
    'This vaccine is not in the catalogue. Do not use yet; check the code and tell the person in charge.',
  LOT_UNKNOWN: 'This lot number is not known. Do not use yet; check the number printed on the vial.',
  LOT_NOT_AT_SITE: 'This lot is not recorded at the site. Do not use yet; check the handoff record.',
  EXPIRY_MISMATCH:
    'The expiry date on the vial differs from the one on record. Do not use yet; set it apart and tell the person in charge.',
  UNMONITORED:
    'For some time nothing is known of the lot’s temperature. Do not use yet; set it apart, keep it cold and wait for the decision.',
  MONITORING_STALE:
    'No temperature signal for too long. Do not use yet; check the logger, keep the lot cold and scan again.',
  SERVICE_DEGRADED:
    'The service is impaired and cannot check the lot. Do not use yet; scan again later or call the person in charge.',
} satisfies Record<keyof typeof vi, string>;

export const VERDICT_WORDS: Readonly<Record<VerdictCode, Words>> = beside(vi, en);

/** The reasons of an answer as the API shows them. */
export const reasonsOf = (codes: readonly VerdictCode[]): { code: VerdictCode; vi: string; en: string }[] =>
  codes.map((code) => ({ code, ...VERDICT_WORDS[code] }));
