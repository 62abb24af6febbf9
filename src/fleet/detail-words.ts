/** The words of what a change does: names of values, kinds and roles. */
import type { Words } from '../wording/words.ts';
import type { Role, UnitKind } from './types.ts';

export const FIELD_WORDS = {
  value: { vi: 'Giá trị', en: 'Value' },
  name: { vi: 'Tên', en: 'Name' },
  level: { vi: 'Cấp', en: 'Level' },
  parent: { vi: 'Trực thuộc', en: 'Belongs to' },
  phone: { vi: 'Điện thoại', en: 'Phone' },
  unitKind: { vi: 'Loại', en: 'Kind' },
  site: { vi: 'Cơ sở', en: 'Site' },
  litres: { vi: 'Dung tích', en: 'Volume' },
  rules: { vi: 'Ngưỡng báo động', en: 'Alarm limits' },
  sampling: { vi: 'Chu kỳ đo', en: 'Measured every' },
  maxGap: { vi: 'Mất tín hiệu sau', en: 'Silent after' },
  maxUnmonitored: { vi: 'Chưa đủ dữ liệu sau', en: 'Unmonitored after' },
  retired: { vi: 'Ngừng dùng từ', en: 'Retired from' },
  unit: { vi: 'Ở trong', en: 'In unit' },
  since: { vi: 'Từ lúc', en: 'Since' },
  profile: { vi: 'Loại thiết bị', en: 'Device profile' },
  via: { vi: 'Đi qua cổng', en: 'Reached through' },
  inside: { vi: 'Đầu đo trong khoang', en: 'Probes inside' },
  calibrations: { vi: 'Hiệu chuẩn', en: 'Calibrations' },
  dosesPerVial: { vi: 'Số liều mỗi lọ', en: 'Doses per vial' },
  packed: { vi: 'Thể tích mỗi liều', en: 'Volume of a dose' },
  version: { vi: 'Phiên bản', en: 'Version' },
  effective: { vi: 'Hiệu lực từ', en: 'In force from' },
  source: { vi: 'Nguồn', en: 'Source' },
  roles: { vi: 'Vai trò', en: 'Roles' },
  place: { vi: 'Nơi làm việc', en: 'Place of work' },
  expiry: { vi: 'Hạn dùng', en: 'Expiry' },
  doses: { vi: 'Số liều', en: 'Doses' },
  mail: { vi: 'E-mail', en: 'E-mail' },
  zalo: { vi: 'Zalo', en: 'Zalo' },
  telegram: { vi: 'Telegram', en: 'Telegram' },
  language: { vi: 'Ngôn ngữ tin nhắn', en: 'Language of messages' },
  shifts: { vi: 'Ca trực', en: 'Shifts' },
  levels: { vi: 'Các bậc', en: 'Levels' },
  still: { vi: 'Nhắc lại mỗi', en: 'Told again every' },
  forgotten: { vi: 'Nhắc việc bị quên sau', en: 'Forgotten after' },
  quiet: { vi: 'Giờ yên lặng', en: 'Quiet hours' },
} as const satisfies Record<string, Words>;
export type FieldName = keyof typeof FIELD_WORDS;

export const KIND_WORDS = {
  freezer: { vi: 'Tủ lạnh âm', en: 'Freezer' },
  'ultra-freezer': { vi: 'Tủ âm sâu', en: 'Ultra-low freezer' },
  refrigerator: { vi: 'Tủ lạnh dương', en: 'Refrigerator' },
  'cold-room': { vi: 'Buồng lạnh', en: 'Cold room' },
  'transport-box': { vi: 'Hòm lạnh', en: 'Transport box' },
} as const satisfies Record<UnitKind, Words>;

export const ROLE_WORDS = {
  administrator: { vi: 'Quản trị', en: 'Administrator' },
  depot: { vi: 'Nhân viên kho', en: 'Depot staff' },
  escort: { vi: 'Người áp tải', en: 'Escort' },
  official: { vi: 'Cán bộ quản lý', en: 'Official' },
  vaccinator: { vi: 'Cán bộ tiêm chủng', en: 'Vaccinator' },
  auditor: { vi: 'Kiểm tra viên', en: 'Auditor' },
  display: { vi: 'Màn hình trực', en: 'Wall display' },
} as const satisfies Record<Role, Words>;

export const SAID = {
  litres: { vi: 'lít', en: 'litres' },
  wholeProvince: { vi: 'Toàn tỉnh', en: 'Whole province' },
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  noRules: { vi: 'Không có', en: 'None' },
  above: { vi: 'trên {limit}', en: 'above {limit}' },
  fromUp: { vi: 'từ {limit} trở lên', en: 'at or above {limit}' },
  below: { vi: 'dưới {limit}', en: 'below {limit}' },
  fromDown: { vi: 'từ {limit} trở xuống', en: 'at or below {limit}' },
  during: { vi: 'trong', en: 'for' },
  atOnce: { vi: 'là báo ngay', en: 'at once' },
  inAll: { vi: 'cộng dồn', en: 'in all' },
} as const satisfies Record<string, Words>;
