/** What stands in the reports of a day and of a month: names of tables, heads of columns, kinds, and what each figure means. */
import type { Difference, MoveProposal, TemperatureClass } from '../reports/types.ts';
import type { Words } from './words.ts';

export const REPORT_WORDS = {
  daily: { vi: 'Báo cáo ngày về dây chuyền lạnh và vắc xin', en: 'Daily report on cold chain and vaccines' },
  monthly: {
    vi: 'Báo cáo tháng về dây chuyền lạnh và vắc xin',
    en: 'Monthly report on cold chain and vaccines',
  },
  province: { vi: 'Toàn tỉnh', en: 'The whole province' },
  place: { vi: 'Nơi báo cáo', en: 'Place' },
  day: { vi: 'Ngày', en: 'Day' },
  month: { vi: 'Tháng', en: 'Month' },
  span: { vi: 'Số liệu', en: 'Counted' },
  late: { vi: 'lập muộn, hệ thống đã ngừng', en: 'made late, the service had been down' },
  none: { vi: 'Không có.', en: 'None.' },
  definitions: { vi: 'Cách tính', en: 'Definitions' },
  checkpoint: { vi: 'Mốc sổ cái lúc lập báo cáo', en: 'The ledger’s checkpoint at that time' },
  noCheckpoint: { vi: 'Sổ cái chưa có mốc nào.', en: 'The ledger has no checkpoint yet.' },
  maker: { vi: 'Người xem báo cáo', en: 'Read by' },
  head: { vi: 'Phụ trách đơn vị', en: 'Head of the site' },
  onPaper: { vi: 'Ký khi in', en: 'Signed on paper' },
  underWay: { vi: 'Đang vận chuyển', en: 'Under way' },
  nowhere: { vi: 'Không ở cơ sở nào', en: 'At no site' },
  anyVaccine: { vi: 'mọi vắc xin', en: 'any vaccine' },
  goesOn: { vi: 'chưa hết', en: 'goes on' },
} as const satisfies Readonly<Record<string, Words>>;

/** Names of the tables; their keys name the files. */
export const TABLE_WORDS = {
  summary: { vi: 'Tóm tắt', en: 'Summary' },
  cold: { vi: 'Tình trạng dây chuyền lạnh theo cơ sở', en: 'Cold chain by site' },
  silent: { vi: 'Thiết bị mất tín hiệu', en: 'Silent units' },
  excursions: { vi: 'Vượt ngưỡng nhiệt độ', en: 'Excursions' },
  holds: { vi: 'Tạm dừng và xử lý theo cơ sở', en: 'Holds and dispositions by site' },
  stock: { vi: 'Tồn kho và hạn dùng', en: 'Stock and expiry' },
  given: { vi: 'Liều đã tiêm', en: 'Doses administered' },
  plans: { vi: 'Tiến độ so với kế hoạch', en: 'Progress against plan' },
  shipments: { vi: 'Chuyến vắc xin', en: 'Shipments' },
  capacity: { vi: 'Chỗ chứa lạnh và hàng đã báo trước', en: 'Cold capacity and announced deliveries' },
  proposals: { vi: 'Đề xuất điều chuyển', en: 'Proposed moves' },
  differences: { vi: 'Sai lệch chưa rõ', en: 'What does not add up' },
  sites: { vi: 'Theo cơ sở', en: 'By site' },
  units: { vi: 'Theo tủ, buồng lạnh', en: 'By unit' },
} as const satisfies Readonly<Record<string, Words>>;
export type TableName = keyof typeof TABLE_WORDS;

/** Heads of the columns. */
export const HEAD = {
  figure: { vi: 'Chỉ số', en: 'Figure' },
  value: { vi: 'Giá trị', en: 'Value' },
  site: { vi: 'Cơ sở', en: 'Site' },
  unit: { vi: 'Tủ, buồng lạnh', en: 'Unit' },
  units: { vi: 'Số tủ', en: 'Units' },
  inRange: { vi: 'Trong ngưỡng', en: 'In range' },
  watching: { vi: 'Ngoài ngưỡng', en: 'Out of range' },
  breached: { vi: 'Vượt ngưỡng', en: 'Excursion' },
  silent: { vi: 'Mất tín hiệu', en: 'Silent' },
  lastAt: { vi: 'Số đo cuối', en: 'Last reading' },
  rule: { vi: 'Quy tắc', en: 'Rule' },
  start: { vi: 'Bắt đầu', en: 'Began' },
  end: { vi: 'Kết thúc', en: 'Ended' },
  peak: { vi: 'Xa nhất (°C)', en: 'Peak' },
  learned: { vi: 'Phát hiện', en: 'Learned' },
  told: { vi: 'Báo tin', en: 'First told' },
  taken: { vi: 'Tiếp nhận', en: 'Taken' },
  openHolds: { vi: 'Đang dừng', en: 'Open' },
  openDoses: { vi: 'Liều đang dừng', en: 'Doses on hold' },
  placed: { vi: 'Mới dừng', en: 'Placed' },
  released: { vi: 'Giải toả', en: 'Released' },
  discarded: { vi: 'Huỷ', en: 'Discarded' },
  vaccine: { vi: 'Vắc xin', en: 'Vaccine' },
  gtin: { vi: 'GTIN', en: 'GTIN' },
  lot: { vi: 'Số lô', en: 'Lot' },
  expiry: { vi: 'Hạn dùng', en: 'Expiry' },
  doses: { vi: 'Số liều', en: 'Doses' },
  held: { vi: 'Không được dùng', en: 'Held' },
  from: { vi: 'Từ', en: 'From' },
  to: { vi: 'Đến', en: 'To' },
  planned: { vi: 'Kế hoạch', en: 'Planned' },
  dueByNow: { vi: 'Đến nay phải đạt', en: 'Due by now' },
  given: { vi: 'Đã tiêm', en: 'Given' },
  shipment: { vi: 'Chuyến', en: 'Shipment' },
  escort: { vi: 'Người vận chuyển', en: 'Escort' },
  state: { vi: 'Tình trạng', en: 'State' },
  arriveBy: { vi: 'Đến trước', en: 'Arrive by' },
  class: { vi: 'Nhóm nhiệt độ', en: 'Class' },
  litres: { vi: 'Sức chứa (lít)', en: 'Litres' },
  used: { vi: 'Đã dùng (lít)', en: 'Used' },
  free: { vi: 'Còn trống (lít)', en: 'Free' },
  announced: { vi: 'Sắp về (lít)', en: 'Announced' },
  parcel: { vi: 'Kiện', en: 'Parcel' },
  reason: { vi: 'Lý do', en: 'Reason' },
  what: { vi: 'Việc', en: 'What' },
  day: { vi: 'Ngày', en: 'Day' },
  person: { vi: 'Người cần hỏi', en: 'Ask' },
  explained: { vi: 'Giải thích', en: 'Explained' },
  watched: { vi: 'Thời gian theo dõi', en: 'Watched' },
  share: { vi: 'Trong ngưỡng (%)', en: 'In range' },
  available: { vi: 'Thiết bị hoạt động (%)', en: 'Availability' },
  excursions: { vi: 'Lần vượt ngưỡng', en: 'Excursions' },
  median: { vi: 'Tiếp nhận, trung vị', en: 'Response, median' },
  p90: { vi: 'Tiếp nhận, 90 %', en: 'Response, p90' },
  lotsHeld: { vi: 'Lô tạm dừng', en: 'Lots held' },
  lotsReleased: { vi: 'Lô giải toả', en: 'Lots released' },
  lotsDiscarded: { vi: 'Lô huỷ', en: 'Lots discarded' },
} as const satisfies Readonly<Record<string, Words>>;

/** The lines of the summary. */
export const FIGURE = {
  units: { vi: 'Số tủ, buồng lạnh', en: 'Units' },
  inRange: { vi: 'Trong ngưỡng', en: 'In range' },
  watching: { vi: 'Ngoài ngưỡng, chưa quá thời gian cho phép', en: 'Out of range, within the allowed time' },
  breached: { vi: 'Đang vượt ngưỡng', en: 'In an excursion' },
  silent: { vi: 'Mất tín hiệu', en: 'Silent' },
  excursions: { vi: 'Lần vượt ngưỡng', en: 'Excursions' },
  median: { vi: 'Thời gian tiếp nhận, trung vị (giây)', en: 'Response, median (s)' },
  p90: { vi: 'Thời gian tiếp nhận, 90 % (giây)', en: 'Response, 90 % (s)' },
  openHolds: { vi: 'Lần tạm dừng đang mở', en: 'Holds open' },
  openDoses: { vi: 'Liều đang tạm dừng', en: 'Doses on hold' },
  placed: { vi: 'Tạm dừng mới', en: 'Holds placed' },
  released: { vi: 'Giải toả', en: 'Released' },
  discarded: { vi: 'Huỷ', en: 'Discarded' },
  stock: { vi: 'Liều tồn kho', en: 'Doses in stock' },
  held: { vi: 'trong đó không được dùng', en: 'of these held' },
  days7: { vi: 'Hết hạn trong 7 ngày (liều)', en: 'Expire within 7 days' },
  days30: { vi: 'Hết hạn trong 30 ngày (liều)', en: 'Expire within 30 days' },
  expired: { vi: 'Đã hết hạn (liều)', en: 'Expired' },
  given: { vi: 'Liều đã tiêm', en: 'Doses administered' },
  differences: { vi: 'Sai lệch chưa giải thích', en: 'Differences not explained' },
} as const satisfies Readonly<Record<string, Words>>;

export const CLASS_WORDS: Readonly<Record<TemperatureClass, Words>> = {
  refrigerated: { vi: 'Từ 2 đến 8 °C', en: '2 to 8 °C' },
  frozen: { vi: 'Từ −25 đến −15 °C', en: '−25 to −15 °C' },
  'ultra-low': { vi: 'Dưới −60 °C', en: 'Below −60 °C' },
};

export const MOVE_WORDS: Readonly<Record<MoveProposal['reason'], Words>> = {
  expires: { vi: 'sẽ hết hạn trước khi tiêm hết', en: 'would expire before it is given' },
  slow: { vi: 'nơi này tiêm chậm', en: 'given slowly there' },
};

export const DIFFERENCE_WORDS: Readonly<Record<Difference['kind'], Words>> = {
  doses: { vi: 'Số liều không khớp', en: 'Doses do not add up' },
  unconfirmed: { vi: 'Kiện chưa ai xác nhận', en: 'Parcel nobody confirmed' },
  'silent-session': { vi: 'Buổi tiêm không ghi gì', en: 'Session without entries' },
  'late-entry': { vi: 'Ghi muộn', en: 'Late entry' },
};

/** What the figures mean, beneath them. */
export const DAILY_DEFINITIONS: readonly Words[] = [
  {
    vi: 'Trong ngưỡng, ngoài ngưỡng, vượt ngưỡng, mất tín hiệu: tình trạng của tủ lúc hết kỳ báo cáo; mỗi tủ được tính một lần.',
    en: 'Units by their state at the end of the period; each unit is counted once.',
  },
  {
    vi: 'Vượt ngưỡng: ngoài giới hạn lâu hơn thời gian mà quy tắc cho phép, phát hiện trong kỳ hoặc chưa hết.',
    en: 'Excursion: beyond a limit for longer than its rule allows, learned of in the period or still open.',
  },
  {
    vi: 'Thời gian tiếp nhận: từ khi phát hiện đến khi có người tiếp nhận cảnh báo; chỉ tính những lần đã có người tiếp nhận.',
    en: 'Response: from learning of it until somebody took the alert; only those that were taken count.',
  },
  {
    vi: 'Tồn kho và hạn dùng tính cả liều tạm dừng; hết hạn trong 30 ngày gồm cả trong 7 ngày.',
    en: 'Stock and expiry include doses on hold; the 30 days include the 7.',
  },
  {
    vi: 'Đến nay phải đạt: số liều kế hoạch chia đều theo ngày, tính đến hết ngày báo cáo.',
    en: 'Due by now: the plan spread evenly over its days, to the end of the report’s day.',
  },
  {
    vi: 'Sai lệch: số liều đã vào khác số đang giữ + đã tiêm + đã huỷ + đã chuyển đi; còn trong danh sách đến khi được giải thích.',
    en: 'Difference: doses that entered are not those held + given + discarded + sent on; listed until explained.',
  },
];
export const MONTHLY_DEFINITIONS: readonly Words[] = [
  {
    vi: 'Trong ngưỡng (%): thời gian trong ngưỡng chia cho thời gian có số liệu.',
    en: 'In range (%): time in range over the time with readings.',
  },
  {
    vi: 'Thiết bị hoạt động (%): thời gian có số liệu chia cho thời gian theo dõi.',
    en: 'Availability (%): time with readings over the time watched.',
  },
  {
    vi: 'Tiếp nhận: từ khi phát hiện vượt ngưỡng đến khi có người tiếp nhận cảnh báo; trung vị và mức mà 90 % số lần không vượt quá.',
    en: 'Response: from learning of an excursion until somebody took the alert; median and 90th percentile.',
  },
  {
    vi: 'Lô tạm dừng, giải toả, huỷ: số lô có kiện bị tạm dừng, được giải toả, bị huỷ trong tháng tại cơ sở.',
    en: 'Lots held, released, discarded: lots with a parcel of which that was done in the month at the site.',
  },
];
