/** What the pages about duty say, in Vietnamese. `words-en.ts` has the same keys. */
import type { Channel } from '../../../../src/alerts/duty.ts';
import type { Problem } from './shift-draft.ts';

const ways: Record<Channel, string> = {
  push: 'Thông báo đẩy',
  zalo: 'Zalo',
  sms: 'SMS',
  mail: 'Thư điện tử',
  telegram: 'Telegram',
  webhook: 'Hệ thống khác',
};
const shiftProblems: Record<Problem, string> = {
  person: 'Chọn người trực.',
  standIn: 'Người trực thay phải là người khác.',
  days: 'Chọn ít nhất một ngày.',
  times: 'Nhập giờ bắt đầu và giờ kết thúc.',
};

export const dutyVi = {
  tabs: 'Trực và chuyển cấp',
  roster: 'Lịch trực',
  ladder: 'Chuyển cấp',
  ways,
  soft: {
    saving: 'Đang lưu…',
    save: 'Lưu',
    province: 'Toàn tỉnh',
  },

  holes: {
    title: (count: string) => `${count} khoảng trống trong 14 ngày tới`,
    what: 'Trong những giờ này cảnh báo có thể không đến được người cần biết. Xếp người trực trước khi đến giờ.',
    none: '14 ngày tới không có khoảng trống: mọi cấp đều có người. Họ có cách nhận tin chưa, xem ở Chuyển cấp.',
    always: 'Suốt 14 ngày tới',
    fromNow: (to: string) => `Từ bây giờ đến ${to}`,
    from: (from: string) => `Từ ${from} trở đi`,
    span: (from: string, to: string) => `${from} – ${to}`,
    level: (level: string) => `cấp ${level}`,
    covered: 'người khác được báo thay',
    uncovered: 'không ai được báo',
    sites: (count: string) => `${count} nơi`,
    more: (count: string) => `và ${count} khoảng nữa`,
    fill: 'Xếp người trực',
    see: 'Xem bậc chuyển cấp',
    hole: 'Chưa có ai trực',
  },

  now: {
    title: 'Đang trực',
    none: 'Chưa có ai trực lúc này.',
    for: (name: string) => `thay ${name}`,
  },

  week: {
    choose: 'Lịch',
    of: (from: string, to: string) => `Tuần ${from} – ${to}`,
    before: 'Tuần trước',
    after: 'Tuần sau',
    present: 'Tuần này',
    today: 'Hôm nay',
    standInFor: (name: string) => `thay ${name}`,
    until: (time: string) => `đến ${time}`,
    allDay: 'Cả ngày',
    edit: 'Sửa ca',
    copy: 'Chép sang tuần sau',
    copied: (count: string) => `Đã chép ${count} ca sang tuần sau.`,
    nothingToCopy: 'Tuần này chưa có ca nào để chép.',
    copyBusy: 'Tuần sau đã có ca trực. Mở tuần sau để sửa từng ca.',
  },

  rosters: {
    none: 'Chưa có lịch trực nào.',
    noneHint:
      'Khi chưa có lịch, cảnh báo đến nhân viên kho ở nơi đó, rồi lên cán bộ quản lý theo bậc chuyển cấp.',
    noneHintOthers: 'Cán bộ quản lý hoặc quản trị lập lịch trực.',
    add: 'Lập lịch trực',
    rename: 'Sửa lịch',
    name: 'Tên lịch',
    nameHint: 'Ví dụ: Trực dây chuyền lạnh tỉnh',
    site: 'Của nơi nào',
    siteHint: 'Lịch dùng cho nơi đó và mọi nơi trực thuộc.',
    nameMissing: 'Nhập tên lịch.',
    remove: 'Xoá lịch',
    removeTitle: (name: string) => `Xoá lịch “${name}”?`,
    removeWhat:
      'Mọi ca trực trong lịch bị xoá. Nếu còn bậc chuyển cấp dùng lịch này, bỏ lịch ra khỏi đó trước.',
    saved: (name: string) => `Đã lưu lịch “${name}”.`,
    removed: (name: string) => `Đã xoá lịch “${name}”.`,
    unused:
      'Lịch này chưa có trong bậc chuyển cấp nào: người trực chưa được báo. Thêm vào ở trang Chuyển cấp.',
  },

  shift: {
    add: 'Thêm ca trực',
    titleAdd: 'Thêm ca trực',
    titleEdit: 'Sửa ca trực',
    person: 'Người trực',
    standIn: 'Người trực thay',
    noStandIn: 'Không có',
    standInHint: 'Khi có người trực thay, tin báo đến người đó.',
    choose: 'Chọn người',
    days: 'Ngày bắt đầu',
    times: 'Giờ trực',
    usual: ['Cả ngày đêm', 'Ban ngày', 'Ban đêm'] as readonly string[],
    from: 'Từ giờ',
    to: 'Đến giờ',
    nextDay: 'Kết thúc vào ngày hôm sau.',
    long: (from: string, to: string) => `Ca dài ngày, ${from} đến ${to}: giờ giữ nguyên.`,
    note: 'Ghi chú (nghỉ lễ, đổi ca…)',
    remove: 'Xoá ca',
    saved: (who: string) => `Đã lưu ca trực của ${who}.`,
    removed: (who: string) => `Đã xoá ca trực của ${who}.`,
    problems: shiftProblems,
    noPeople: 'Không có ai để xếp trực. Quản trị thêm người trước.',
  },

  steps: {
    site: 'Cảnh báo ở',
    what: 'Khi có cảnh báo và chưa ai tiếp nhận, cấp tiếp theo được báo sau số phút đã định.',
    from: {
      own: 'Bậc chuyển cấp riêng của nơi này.',
      above: (name: string) => `Dùng bậc chuyển cấp của ${name}.`,
      province: 'Dùng bậc chuyển cấp của toàn tỉnh.',
      default: 'Đang dùng bậc mặc định. Sửa cho đúng với nơi này.',
    },
    level: (level: string) => `Cấp ${level}`,
    atOnce: 'ngay lập tức',
    after: (minutes: string) => `sau ${minutes} phút`,
    tellsNow: 'Nếu có cảnh báo ngay bây giờ, được báo:',
    nobodyNow: 'Bây giờ không báo được cho ai. Cảnh báo chuyển ngay sang cấp sau.',
    nobodyAtAll: 'Không cấp nào báo được cho ai. Khi đó quản trị của tỉnh được báo.',
    nobodyReachable: 'Không ai trong cấp này có cách nhận tin.',
    noWay: 'chưa có cách nhận tin',
    by: 'Lần lượt qua',
    still: (minutes: string) =>
      `Cảnh báo khẩn chưa ai tiếp nhận: nhắc lại mỗi ${minutes} phút trong một giờ sau khi báo mỗi cấp, rồi thưa dần.`,
    forgotten: (minutes: string) =>
      `Đã tiếp nhận mà ${minutes} phút sau vẫn còn: nhắc người tiếp nhận và cấp sau; rồi sau 1, 2, 4, 8 giờ, rồi mỗi ngày.`,
    quiet: (from: string, to: string) =>
      `Giờ yên lặng ${from}–${to}: chỉ hoãn cảnh báo mức chú ý đến sáng. Cảnh báo khẩn luôn báo ngay.`,
    noQuiet: 'Không có giờ yên lặng.',
    hold: 'Báo cho ai, nhắc hay hoãn không làm thay đổi lệnh tạm dừng vắc xin.',
    edit: 'Sửa bậc chuyển cấp',
    own: 'Đặt riêng cho nơi này',
    ownTitle: (name: string) => `Bậc chuyển cấp: ${name}`,
    remove: 'Bỏ bậc riêng',
    removeWhat: (name: string) => `${name} sẽ dùng bậc chuyển cấp của nơi cấp trên.`,
    removed: 'Đã bỏ bậc riêng.',
    saved: 'Đã lưu bậc chuyển cấp.',
  },

  edit: {
    afterMinutes: 'Sau (phút)',
    who: 'Báo cho',
    addTarget: 'Thêm người được báo',
    removeTarget: (name: string) => `Bỏ: ${name}`,
    ways: 'Qua, theo thứ tự bấm',
    addLevel: 'Thêm cấp',
    removeLevel: (level: string) => `Bỏ cấp ${level}`,
    still: 'Nhắc lại cảnh báo khẩn mỗi (phút)',
    forgotten: 'Nhắc khi đã tiếp nhận mà còn kéo dài (phút)',
    quiet: 'Giờ yên lặng cho cảnh báo mức chú ý',
    quietFrom: 'Từ',
    quietTo: 'Đến',
    reasons: {
      minutes: (level: string) => `Cấp ${level}: nhập số phút từ 0 đến 1.440.`,
      order: (level: string) => `Cấp ${level} phải muộn hơn cấp trước.`,
      targets: (level: string) => `Cấp ${level}: chọn ít nhất một người hoặc nhóm được báo.`,
      channels: (level: string) => `Cấp ${level}: chọn ít nhất một cách gửi.`,
      first: 'Cấp 1 phải báo ngay (0 phút).',
      still: 'Nhắc lại: nhập số phút từ 5 đến 1.440.',
      forgotten: 'Nhắc khi kéo dài: nhập số phút từ 5 đến 1.440.',
      quiet: 'Giờ yên lặng: nhập giờ bắt đầu và giờ kết thúc khác nhau.',
    },
  },

  target: {
    duty: (name: string) => `Người trực: ${name}`,
    person: (name: string) => name,
    gone: 'lịch đã xoá',
    role: (role: string, where: string) => `${role} ${where}`,
    up: (up: number | null): string =>
      up === null
        ? 'toàn tỉnh'
        : up === 0
          ? 'ở nơi có cảnh báo'
          : up === 1
            ? 'cấp trên trực tiếp'
            : `cấp trên ${up} bậc`,
    groups: { duty: 'Lịch trực', role: 'Theo vai trò', person: 'Một người' },
  },
};

export type DutyWords = typeof dutyVi;
