/** What is printed on the papers: headings, column heads, states, and a sentence for each discrepancy. */
import type { COOLANTS, Discrepancy, HandoffState, ShipmentState } from '../custody/types.ts';
import { whole } from './format.ts';
import type { Language, Words } from './words.ts';

/** As the rules for administrative papers prescribe them, spelling and all; not translated. */
export const NATION = {
  name: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập – Tự do – Hạnh phúc',
} as const;

/** Beneath the table of vaccines. */
export const ABBREVIATIONS =
  'VVM: chỉ thị nhiệt độ lọ vắc xin. SĐK/GPNK: số đăng ký lưu hành, giấy phép nhập khẩu. GCN: giấy chứng nhận xuất xưởng lô. TB: trung bình.';

export const PAPER_WORDS = {
  handoffRecord: { vi: 'Biên bản giao nhận vắc xin', en: 'Vaccine handoff record' },
  deliveryNote: { vi: 'Phiếu xuất kho kiêm vận chuyển vắc xin', en: 'Vaccine issue and transport note' },
  number: { vi: 'Số', en: 'No.' },
  shipment: { vi: 'Chuyến', en: 'Shipment' },
  state: { vi: 'Tình trạng', en: 'State' },
  onTheRoad: { vi: 'trên đường vận chuyển', en: 'on the road' },
  giver: { vi: 'Bên giao', en: 'Given by' },
  taker: { vi: 'Bên nhận', en: 'Taken by' },
  site: { vi: 'Đơn vị', en: 'Site' },
  phone: { vi: 'Điện thoại', en: 'Phone' },
  document: { vi: 'Theo hoá đơn, phiếu xuất số', en: 'Invoice no.' },
  parcels: { vi: 'Vắc xin giao nhận', en: 'Vaccines handed over' },
  boxes: { vi: 'Hòm lạnh, phích vắc xin và niêm phong', en: 'Boxes and seals' },
  legs: { vi: 'Nhiệt độ trên chặng vận chuyển', en: 'Temperature on the way' },
  discrepancies: { vi: 'Sai khác và ghi chú', en: 'Discrepancies and remarks' },
  noDiscrepancy: { vi: 'Không có sai khác.', en: 'None.' },
  notCounted: { vi: 'Bên nhận chưa kiểm đếm.', en: 'Not counted yet.' },
  row: { vi: 'TT', en: 'No.' },
  vaccine: { vi: 'Vắc xin', en: 'Vaccine' },
  lot: { vi: 'Số lô', en: 'Lot' },
  expiry: { vi: 'Hạn dùng', en: 'Expiry' },
  offered: { vi: 'Giao (liều)', en: 'Offered' },
  taken: { vi: 'Nhận (liều)', en: 'Taken' },
  refused: { vi: 'Từ chối', en: 'Refused' },
  missing: { vi: 'Thiếu', en: 'Missing' },
  vvm: { vi: 'VVM', en: 'Stage 1–4' },
  freezeIndicator: { vi: 'Chỉ thị đông băng', en: 'Freeze ind.' },
  freezeOk: { vi: 'Đạt', en: 'OK' },
  freezeTripped: { vi: 'Đã báo', en: 'Tripped' },
  total: { vi: 'Cộng', en: 'Total' },
  maker: { vi: 'Nơi, nước sản xuất', en: 'Maker' },
  registration: { vi: 'SĐK/GPNK', en: 'Registration' },
  presentation: { vi: 'Quy cách', en: 'Pack' },
  damage: { vi: 'Hư hỏng', en: 'Damage' },
  diluent: { vi: 'Nước hồi chỉnh', en: 'Diluent' },
  box: { vi: 'Hòm lạnh, phích', en: 'Box' },
  sealOffered: { vi: 'Niêm phong giao', en: 'Seal offered' },
  sealFound: { vi: 'Niêm phong nhận', en: 'Seal found' },
  sealIntact: { vi: 'Nguyên vẹn', en: 'Intact' },
  celsiusOffered: { vi: 'Nhiệt độ giao', en: 'When given' },
  celsiusTaken: { vi: 'Nhiệt độ nhận', en: 'When taken' },
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  none: { vi: 'không có', en: 'none' },
  legOf: { vi: 'Hòm lạnh, kiện', en: 'Box, parcel' },
  span: { vi: 'Từ – đến', en: 'From – to' },
  min: { vi: 'Thấp nhất', en: 'Lowest' },
  max: { vi: 'Cao nhất', en: 'Highest' },
  meanKinetic: { vi: 'TB động học', en: 'Mean kinetic' },
  beyond: { vi: 'Ngoài ngưỡng', en: 'Beyond limits' },
  unknown: { vi: 'Mất số liệu', en: 'No data' },
  verified: { vi: 'Chữ ký số: đã kiểm tra', en: 'Digital signature verified' },
  key: { vi: 'Khoá', en: 'Key' },
  session: {
    vi: 'Xác nhận khi đăng nhập, không có chữ ký số',
    en: 'Confirmed while signed in, no digital signature',
  },
  receiver: { vi: 'Không dùng ứng dụng, bên giao ghi hộ', en: 'Without the app, recorded by the giver' },
  oneSided: { vi: 'Một bên, chờ xác nhận', en: 'One side only, waiting' },
  signHere: { vi: '(ký, ghi rõ họ tên)', en: '(sign, name in full)' },
  scan: { vi: 'Quét mã để kiểm tra', en: 'Scan to check' },
  hash: { vi: 'Mã băm trong sổ cái', en: 'Hash in the ledger' },
  noHash: { vi: 'Chưa có trong sổ cái.', en: 'Not in the ledger yet.' },
  page: { vi: 'trang', en: 'page' },
  printed: { vi: 'Lập lúc', en: 'Made at' },
  from: { vi: 'Nơi xuất', en: 'From' },
  to: { vi: 'Nơi nhận', en: 'To' },
  stops: { vi: 'Qua', en: 'Via' },
  escort: { vi: 'Người vận chuyển', en: 'Escort' },
  vehicle: { vi: 'Phương tiện, biển số', en: 'Vehicle' },
  departAt: { vi: 'Khởi hành dự kiến', en: 'Planned departure' },
  arriveBy: { vi: 'Đến nơi trước', en: 'Arrive by' },
  departedAt: { vi: 'Khởi hành thực tế', en: 'Departed' },
  packedParcels: { vi: 'Vắc xin theo từng hòm lạnh, phích', en: 'Vaccines by box' },
  loose: { vi: 'Chưa đóng hộp', en: 'Not packed yet' },
  doses: { vi: 'Số liều', en: 'Doses' },
  coolant: { vi: 'Vật liệu giữ lạnh', en: 'Coolant' },
  conditionedAt: { vi: 'rã đông bề mặt lúc', en: 'conditioned at' },
  seal: { vi: 'Niêm phong', en: 'Seal' },
  celsius: { vi: 'Nhiệt độ', en: 'Temperature' },
  packedAt: { vi: 'Đóng lúc', en: 'Packed at' },
  nothing: { vi: 'Không có vắc xin.', en: 'No vaccines.' },
  note: { vi: 'Ghi chú', en: 'Note' },
  planner: { vi: 'Người lập phiếu', en: 'Planned by' },
  packer: { vi: 'Người đóng hộp, thủ kho', en: 'Packed by, store keeper' },
  paperOnly: { vi: 'Nhận hàng để vận chuyển', en: 'Received for transport' },
  notYet: { vi: 'Chưa xác nhận', en: 'Not confirmed yet' },
} as const satisfies Readonly<Record<string, Words>>;

export const HANDOFF_STATE_WORDS: Readonly<Record<HandoffState, Words>> = {
  offered: { vi: 'Bên giao đã xác nhận, chờ bên nhận', en: 'Offered, waiting for the taker' },
  complete: { vi: 'Hai bên đã xác nhận', en: 'Confirmed by both sides' },
  refused: { vi: 'Bên nhận từ chối nhận', en: 'Refused by the taker' },
  waiting: { vi: 'Một bên, chờ xác nhận', en: 'One side only, waiting' },
  disputed: { vi: 'Hai bên chưa thống nhất, chờ kết luận', en: 'Disputed, waiting for a decision' },
  withdrawn: { vi: 'Bên giao đã rút lại', en: 'Withdrawn by the giver' },
  expired: { vi: 'Quá hạn xác nhận', en: 'Expired without confirmation' },
};

export const SHIPMENT_STATE_WORDS: Readonly<Record<ShipmentState, Words>> = {
  planned: { vi: 'Đã lập kế hoạch', en: 'Planned' },
  packed: { vi: 'Đã đóng hộp', en: 'Packed' },
  'under-way': { vi: 'Đang vận chuyển', en: 'Under way' },
  arrived: { vi: 'Đã đến nơi', en: 'Arrived' },
  closed: { vi: 'Đã hoàn tất', en: 'Closed' },
  cancelled: { vi: 'Đã huỷ', en: 'Cancelled' },
};

export const COOLANT_WORDS: Readonly<Record<(typeof COOLANTS)[number], Words>> = {
  'ice-pack': { vi: 'bình tích lạnh', en: 'ice packs' },
  'cool-pack': { vi: 'bình nước mát', en: 'cool packs' },
  'dry-ice': { vi: 'đá khô', en: 'dry ice' },
  none: { vi: 'không dùng', en: 'none' },
};

/** What differs, to follow the name of what it is about: `thiếu 5 trong 100 liều`. */
export function discrepancyWords(what: Discrepancy): Words {
  const doses = (count: number, language: Language) => whole(count, language);
  switch (what.kind) {
    case 'missing':
      return {
        vi: `thiếu ${doses(what.doses, 'vi')} trong ${doses(what.offered, 'vi')} liều`,
        en: `${doses(what.doses, 'en')} of ${doses(what.offered, 'en')} doses missing`,
      };
    case 'refused':
      return {
        vi: `từ chối nhận ${doses(what.doses, 'vi')} trong ${doses(what.offered, 'vi')} liều`,
        en: `${doses(what.doses, 'en')} of ${doses(what.offered, 'en')} doses refused`,
      };
    case 'seal': {
      const { none } = PAPER_WORDS;
      if (what.offered === what.found)
        return { vi: `niêm phong ${what.found ?? none.vi}, không nguyên vẹn`, en: 'seal broken' };
      return {
        vi: `niêm phong khi giao ${what.offered ?? none.vi}, khi nhận ${what.found ?? none.vi}`,
        en: `seal ${what.offered ?? none.en} when given, ${what.found ?? none.en} when taken`,
      };
    }
    case 'vvm':
      return {
        vi: `chỉ thị nhiệt độ lọ vắc xin (VVM) ở giai đoạn ${what.stage}, không được dùng`,
        en: `VVM at stage ${what.stage}, not to be used`,
      };
    case 'freeze-indicator':
      return {
        vi: 'chỉ thị nhiệt độ đông băng đã báo, có nguy cơ đông băng',
        en: 'freeze indicator tripped',
      };
    case 'damage':
      return { vi: `hư hỏng: ${what.text}`, en: 'damaged' };
  }
}
