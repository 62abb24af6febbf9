/** What the page about one's own sign-in says, in Vietnamese. `words-en.ts` has the same keys. */
export const securityVi = {
  title: 'Khoá truy cập',
  what: 'Đăng nhập bằng vân tay, khuôn mặt hoặc mã PIN của máy, không cần gõ mật khẩu. Khoá không rời khỏi máy và không dùng được ở trang web giả.',
  mine: 'Khoá của tôi',
  none: 'Chưa có khoá truy cập nào.',
  noneHint: 'Mật khẩu vẫn dùng được như cũ.',
  added: (when: string) => `thêm ${when}`,
  used: (when: string) => `dùng lần cuối ${when}`,
  unused: 'chưa dùng lần nào',
  add: 'Thêm khoá',
  name: 'Tên khoá',
  nameHint: 'Ví dụ: điện thoại của An',
  password: 'Mật khẩu hiện tại',
  submit: 'Thêm khoá trên máy này',
  busy: 'Đang chờ máy xác nhận…',
  done: (name: string) => `Đã thêm khoá “${name}”.`,
  turnedAway: 'Chưa thêm: máy không xác nhận, hoặc khoá này đã có.',
  unsupported:
    'Trình duyệt hoặc địa chỉ này không dùng được khoá truy cập. Cần https và tên miền của dịch vụ.',
  remove: 'Gỡ',
  removeTitle: (name: string) => `Gỡ khoá “${name}”?`,
  removeWhat: 'Khoá này không đăng nhập được nữa. Xoá cả khoá đã lưu trong máy, ở phần cài đặt mật khẩu.',
  confirm: 'Gỡ khoá',
  cancel: 'Thôi',
  removed: (name: string) => `Đã gỡ khoá “${name}”.`,
};
export type SecurityWords = typeof securityVi;
