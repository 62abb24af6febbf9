/** What the lock, the phone's own page and the repair of an item say, in Vietnamese. `words-en.ts` has the same keys. */
export const lockVi = {
  title: 'Trang đã khoá',
  pin: 'PIN',
  enter: 'Nhập PIN để mở',
  open: 'Mở',
  checking: 'Đang kiểm tra…',
  wrong: 'PIN không đúng.',
  triesLeft: (count: number) => `PIN không đúng. Còn ${count} lần trước khi phải chờ.`,
  wait: (left: string) =>
    `Nhập sai nhiều lần. Chờ ${left} rồi nhập lại; thời gian chờ chỉ tính khi trang này đang mở.`,
  forgot: 'Quên PIN: đăng nhập lại',
  forgotHint: 'Đăng nhập cần có mạng. PIN cũ bị bỏ; không mất gì đã ghi.',
  stale: 'Đã 7 ngày chưa liên lạc với máy chủ',
  staleHint: 'Đăng nhập để đi tiếp. Mọi việc đã ghi vẫn còn trên máy, sẽ được gửi khi có mạng.',
  back: 'Quay lại',
  codeStands: 'Lần giao đang mở: bên nhận vẫn quét được mã này',
  kept: 'Việc đang ghi dở và hộp thư đi vẫn còn nguyên.',

  pinTitle: 'Khoá bằng PIN',
  pinOn: 'Đã đặt PIN',
  pinOff: 'Chưa đặt PIN',
  pinAbout:
    'PIN được hỏi khi mở trang lúc không có mạng, hoặc sau 15 phút không dùng. PIN chỉ che màn hình các trang chuyến: không mã hoá dữ liệu trên máy, không thay khoá màn hình của điện thoại. Mất máy thì thu hồi khoá ký của máy đó ở mục Các máy của tôi.',
  pinNew: 'PIN mới, 4–8 chữ số',
  pinRepeat: 'Nhập lại PIN mới',
  pinNow: 'PIN đang dùng',
  pinShape: 'PIN có 4–8 chữ số.',
  pinEasy: 'PIN này quá dễ đoán.',
  pinDiffers: 'Hai lần nhập không giống nhau.',
  set: 'Đặt PIN',
  change: 'Đổi PIN',
  remove: 'Bỏ PIN',
  save: 'Lưu PIN',
  saved: 'Đã lưu PIN.',
  removed: 'Đã bỏ PIN.',
  cancel: 'Thôi',

  phones: 'Các máy của tôi',
  phonesNone: 'Chưa có máy nào.',
  phonesAway: 'Cần có mạng và đăng nhập để xem các máy đã đăng ký.',
  here: 'Máy này',
  since: (when: string) => `Đăng ký ${when}`,
  revokedAt: (when: string) => `Đã thu hồi ${when}`,
  revoke: 'Thu hồi',
  revokeOf: (label: string) => `Thu hồi: ${label}`,
  revokeAsk:
    'Thu hồi khoá của máy này? Từ giờ máy đó không ký được nữa và phải đăng nhập lại, các máy khác của tài khoản này cũng vậy. Việc đã ký trước lúc này vẫn có hiệu lực.',
  revokeYes: 'Thu hồi ngay',
  revokeFailed: 'Chưa thu hồi được. Thử lại khi có mạng.',

  keyReplaced: (when: string) => `Khoá trước không còn dùng được; khoá này thay từ ${when}`,
  thisClock: 'Giờ máy này',
  serviceClock: 'Giờ máy chủ',
  version: 'Phiên bản',
  upToDate: 'Đang dùng bản mới nhất đã tải',
  lookForUpdate: 'Tìm bản mới',
  looking: 'Đang tìm…',
  updateReady: 'Có bản mới, sẵn sàng cập nhật',
  updateWaits: 'Có bản mới. Cập nhật được sau khi xong việc đang ghi dở.',
  updateAway: 'Chưa hỏi được máy chủ.',
  updateNow: 'Cập nhật ngay',

  keyDead:
    'Khoá đã ký mục này không còn được máy chủ nhận. Bản đã ký giữ nguyên; có thể ghi lại đúng nội dung này và ký bằng khoá mới.',
  keyDeadSignIn: 'Đăng nhập khi có mạng: máy tạo khoá mới, rồi ghi lại được mục này.',
  signAnew: 'Ghi lại và ký bằng khoá mới',
  signAnewAsk: (what: string, when: string) => `Ký lại “${what}”, xảy ra lúc ${when}, đúng nội dung đã ghi?`,
  signAnewYes: 'Ký lại',
  signedAnew: 'Đã ghi lại và ký bằng khoá mới; bản này giữ làm chứng.',
  replaced: 'Đã ghi lại',
  exportOne: 'Xuất tệp',
  exportOneOf: (what: string) => `Xuất tệp: ${what}`,
  import: 'Nhập tệp của máy khác',
  imported: (count: number, already: number) =>
    already === 0
      ? `Đã nhập ${count} mục để gửi hộ.`
      : `Đã nhập ${count} mục để gửi hộ; ${already} mục đã có.`,
  importWrong: 'Tệp này không phải tệp hộp thư đi, hoặc có mục chưa ký.',
};

export type LockWords = typeof lockVi;
