/** What the frame around the pages says, in Vietnamese. `words-en.ts` has the same keys. */
import type { Role } from '../../../../src/fleet/types.ts';
import type { MenuScreen } from '../routes.ts';

const pages: Record<MenuScreen, string> = {
  board: 'Bảng trực',
  alerts: 'Cảnh báo',
  duty: 'Lịch trực',
  notices: 'Tin báo',
  told: 'Cách nhận tin',
  gate: 'Quét lọ',
  book: 'Sổ nhiệt độ',
  trips: 'Chuyến vắc xin',
  stock: 'Kho vắc xin',
  overview: 'Tổng quan tỉnh',
  incidents: 'Sự cố',
  decisions: 'Quyết định lô',
  recalls: 'Thu hồi',
  'add-device': 'Thêm thiết bị',
  files: 'Nạp tệp nhiệt kế',
  reports: 'Báo cáo',
  audit: 'Nhật ký',
  security: 'Khoá truy cập',
  scans: 'Lượt quét',
  password: 'Đổi mật khẩu',
  admin: 'Quản trị',
};
const roles: Record<Role, string> = {
  administrator: 'Quản trị',
  depot: 'Nhân viên kho',
  escort: 'Người áp tải',
  official: 'Cán bộ quản lý',
  vaccinator: 'Cán bộ tiêm chủng',
  auditor: 'Kiểm tra viên',
  display: 'Màn hình trực',
};

export const shellVi = {
  menu: 'Trình đơn',
  pagesTitle: 'Các trang',
  settings: 'Màn hình này',
  pages,
  roles,
  /** Before the second last and last of several: `kho và áp tải`. */
  and: ' và ',
  place: 'Nơi làm việc',

  /** While a list is on its way, after the first second. */
  loading: 'Đang tải…',
  failed: 'Không tải được.',
  retry: 'Thử lại',
  offline: 'Đang mất kết nối máy chủ. Trang sẽ tự tải lại khi có mạng.',
  /** Over what was loaded before and could not be asked again. */
  old: (since: string) => `Số liệu lúc ${since}, chưa tải lại được.`,
  more: 'Xem thêm',

  print: 'In',
  printedAt: (time: string, who: string) => `In lúc ${time}, ${who}`,

  notForYou: 'Trang này không dành cho công việc của tài khoản này.',
  notForYouHint: 'Nếu cần xem, nhờ quản trị thêm vai trò cho tài khoản.',
  toMine: 'Về trang của tôi',
};

export type ShellWords = typeof shellVi;
