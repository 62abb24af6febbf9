/** The page on which people change their own password, in Vietnamese. `words-en.ts` has the same keys. */
export const vi = {
  title: 'Đổi mật khẩu',
  lead: 'Sau khi đổi, các máy khác đang đăng nhập bằng tài khoản này phải đăng nhập lại.',
  present: 'Mật khẩu hiện tại',
  next: 'Mật khẩu mới',
  nextHint: (least: string) => `Ít nhất ${least} ký tự. Nên ghép vài từ dễ nhớ với nhau.`,
  again: 'Nhập lại mật khẩu mới',
  show: 'Hiện mật khẩu',
  short: (least: string) => `Mật khẩu mới cần ít nhất ${least} ký tự.`,
  differs: 'Hai lần nhập mật khẩu mới không giống nhau.',
  same: 'Mật khẩu mới giống mật khẩu hiện tại.',
  submit: 'Đổi mật khẩu',
  busy: 'Đang đổi…',
  done: 'Đã đổi mật khẩu.',
  ended: (count: string) => `${count} phiên khác đã kết thúc.`,
};
export type Words = typeof vi;
