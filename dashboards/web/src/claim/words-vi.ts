/** The words of one-time claims, in Vietnamese. `words-en.ts` has the same keys. */

export const claimVi = {
  title: 'Mã nhận dùng một lần',
  hint: 'Thiết bị quét mã này rồi tự lấy khoá bí mật hoặc chứng thư; không ai phải chép khoá. Mã dùng được một lần, trong 24 giờ. Khi thiết bị nhận xong, mọi khoá và chứng thư cũ của nó hết hiệu lực.',
  serial: 'Số máy (không bắt buộc)',
  serialHint: 'In trên nhãn thiết bị. Điền vào thì chỉ máy mang đúng số này dùng được mã.',
  serialWrong: 'Số máy chỉ gồm chữ không dấu, số và các dấu . _ : / -',
  make: 'Tạo mã nhận',
  making: 'Đang tạo…',
  cancel: 'Huỷ',
  madeTitle: 'Cho thiết bị quét mã này',
  qr: (device: string) => `Mã QR để thiết bị ${device} tự nhận`,
  device: 'Thiết bị',
  until: 'Dùng được đến',
  forSerial: 'Dùng cho máy số',
  anySerial: 'bất kỳ, máy nào quét trước',
  code: 'Hoặc nhập tay',
  once: 'Mã chỉ hiện lần này.',
  withdraw: 'Huỷ mã này',
  withdrawn: 'Đã huỷ mã. Không thiết bị nào nhận bằng mã đó được nữa.',
  close: 'Xong',
};

export type ClaimWords = typeof claimVi;
