/** What is printed on the paper of a decision about lots and on the notice of a recall, beside the words that all papers share. */
import type { DecisionKind } from '../keeper/official-protocol.ts';
import type { Rule } from '../thermal/types.ts';
import { celsius, duration } from './format.ts';
import type { Language, Words } from './words.ts';

export const DECISION_WORDS = {
  record: { vi: 'Biên bản xử lý vắc xin', en: 'Record of a decision about vaccine' },
  decision: { vi: 'Kết luận', en: 'Decision' },
  state: { vi: 'Tình trạng', en: 'State' },
  approved: { vi: 'đã duyệt, có hiệu lực', en: 'approved, in force' },
  proposed: { vi: 'mới đề nghị, chưa có hiệu lực', en: 'proposed, not in force yet' },
  happened: { vi: 'Sự việc và quy định đã vi phạm', en: 'What happened, and the rule in force then' },
  where: { vi: 'Tủ, nơi', en: 'Unit, site' },
  rule: { vi: 'Quy định', en: 'Rule' },
  span: { vi: 'Từ – đến', en: 'From – to' },
  peak: { vi: 'Xa nhất', en: 'Peak' },
  beyond: { vi: 'Ngoài ngưỡng', en: 'Beyond' },
  unknown: { vi: 'Mất số liệu', en: 'No data' },
  goesOn: { vi: 'chưa kết thúc', en: 'still open' },
  notSupported: { vi: 'số liệu nay không còn cho thấy', en: 'no longer shown by the evidence' },
  unmonitored: {
    vi: 'Không theo dõi được quá thời gian cho phép',
    en: 'Unmonitored for longer than allowed',
  },
  parcels: { vi: 'Vắc xin được kết luận', en: 'Vaccine that was decided about' },
  parcel: { vi: 'Kiện', en: 'Parcel' },
  wasIn: { vi: 'Khi đó ở', en: 'Was in' },
  isIn: { vi: 'Đang ở', en: 'Is now in' },
  given: { vi: 'Đã tiêm', en: 'Given' },
  afterBreach: { vi: 'sau vi phạm', en: 'after the breach' },
  underWay: { vi: 'đang trên đường', en: 'under way' },
  ended: { vi: 'đã hết', en: 'ended' },
  grounds: { vi: 'Lý do và căn cứ', en: 'Reason and evidence' },
  reason: { vi: 'Lý do', en: 'Reason' },
  evidence: { vi: 'Văn bản, căn cứ', en: 'Documents, evidence' },
  people: { vi: 'Đề nghị và duyệt', en: 'Proposal and approval' },
  proposer: { vi: 'Người đề nghị', en: 'Proposed by' },
  approver: { vi: 'Người duyệt', en: 'Approved by' },
  notApproved: { vi: 'Chưa duyệt', en: 'Not approved yet' },
  effect: { vi: 'Bàn tiêm trả lời khi lập biên bản', en: 'What the gates answer at the time of printing' },
  noGate: { vi: 'Không còn kiện nào ở điểm tiêm.', en: 'No parcel is at a site.' },
  givenSum: { vi: 'Liều đã tiêm từ khi bắt đầu', en: 'Doses given since it began' },
  notice: { vi: 'Thông báo thu hồi lô vắc xin', en: 'Recall of a vaccine lot' },
  recalledAt: { vi: 'Thu hồi lúc', en: 'Recalled at' },
  recalledBy: { vi: 'Người quyết định', en: 'Decided by' },
  places: { vi: 'Nơi đang có lô này', en: 'Where the lot is now' },
  place: { vi: 'Nơi, điện thoại', en: 'Site, phone' },
  units: { vi: 'Tủ', en: 'Units' },
  count: { vi: 'Số kiện', en: 'Parcels' },
  nowhere: { vi: 'Không còn liều nào ở các nơi.', en: 'No doses are left anywhere.' },
  givenAt: { vi: 'Đã tiêm trước khi thu hồi', en: 'Given before the recall' },
  nobody: { vi: 'Chưa tiêm liều nào.', en: 'None was given.' },
  todo: { vi: 'Việc phải làm ngay', en: 'What to do at once' },
  took: { vi: 'Nơi nhận thông báo', en: 'Received by' },
} as const satisfies Readonly<Record<string, Words>>;

export const DECISION_KIND_WORDS: Readonly<Record<DecisionKind, Words>> = {
  release: { vi: 'Giải toả, được sử dụng', en: 'Release for use' },
  keep: { vi: 'Tiếp tục tạm dừng sử dụng', en: 'Keep on hold' },
  discard: { vi: 'Không sử dụng, chờ huỷ', en: 'Discard' },
};

export const GATE_WORDS = {
  allowed: { vi: 'Được phép dùng', en: 'Allowed' },
  blocked: { vi: 'Không tiêm', en: 'Blocked' },
  unknown: { vi: 'Chưa xác định, chưa được dùng', en: 'Unknown, not to be used' },
} as const satisfies Readonly<Record<string, Words>>;

export const ROLE_WORDS: Readonly<Record<string, Words>> = {
  administrator: { vi: 'quản trị', en: 'administrator' },
  depot: { vi: 'nhân viên kho', en: 'depot staff' },
  escort: { vi: 'người áp tải', en: 'escort' },
  official: { vi: 'cán bộ quản lý', en: 'official' },
  vaccinator: { vi: 'cán bộ tiêm chủng', en: 'vaccinator' },
  auditor: { vi: 'kiểm tra viên', en: 'auditor' },
  display: { vi: 'màn hình trực', en: 'display' },
};

/** What every place does that has the lot, in this order. */
export const RECALL_STEPS: readonly Words[] = [
  {
    vi: 'Ngừng tiêm ngay mọi lọ của lô này; bàn tiêm quét mã đều thấy “KHÔNG TIÊM – Thu hồi”.',
    en: 'Stop using every vial of this lot; the scan gate says it is recalled.',
  },
  {
    vi: 'Để riêng trong dây chuyền lạnh, dán nhãn “THU HỒI – KHÔNG SỬ DỤNG”; không tự ý huỷ.',
    en: 'Set it apart in the cold chain, labelled; do not destroy it.',
  },
  {
    vi: 'Đếm số liều còn lại, đối chiếu với bảng trên; báo chênh lệch cho người quyết định.',
    en: 'Count the doses that are left and report any difference.',
  },
  {
    vi: 'Lập danh sách người đã tiêm lô này, theo dõi phản ứng sau tiêm theo hướng dẫn.',
    en: 'List who was given this lot and watch for reactions as instructed.',
  },
  {
    vi: 'Chờ kết luận và phiếu trả hàng; chỉ giao lại khi có biên bản giao nhận.',
    en: 'Wait for the decision; hand it back only with a handoff record.',
  },
];

/** `Trên 8,0 °C, cộng dồn 1 giờ 00 phút`: the limit as it was when it was broken. */
export function ruleWords(rule: Rule | null, language: Language): string {
  if (rule === null) return DECISION_WORDS.unmonitored[language];
  const limit = celsius(rule.limit / 1000, language);
  const side = { above: { vi: 'Trên', en: 'Above' }, below: { vi: 'Dưới', en: 'Below' } }[rule.side][
    language
  ];
  const orAt = rule.inclusive === true ? { vi: ' hoặc bằng', en: ' or at' }[language] : '';
  if (rule.allowed === 0) return `${side}${orAt} ${limit}`;
  const mode = {
    continuous: { vi: 'liên tục', en: 'for' },
    cumulative: { vi: 'cộng dồn', en: 'in all' },
  }[rule.mode][language];
  return `${side}${orAt} ${limit}, ${mode} ${duration(rule.allowed, language)}`;
}
