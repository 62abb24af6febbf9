/** The words of export and import, in Vietnamese. `words-en.ts` has the same keys. */
export const descriptionVi = {
  exportTitle: 'Xuất',
  exportLead:
    'Toàn bộ danh mục trong một tệp YAML: cơ sở, tủ và hòm, thiết bị, vắc xin với mọi phiên bản quy tắc, người dùng, lô. Nhập lại chính tệp này thì không có gì thay đổi.',
  download: 'Tải bản mô tả tỉnh (YAML)',
  leftOut: 'Không có trong tệp',
  leftOutList: [
    'khoá bí mật của thiết bị và mật khẩu của người dùng: nhập vào nơi mới thì hệ thống cấp mới',
    'kiện vắc xin: kiện đi theo bàn giao, không theo tệp',
    'nơi đặt trước đây của tủ và thiết bị, ngưỡng cũ của tủ: những thứ này có trong bản sao lưu (giulanh backup)',
  ],
  importTitle: 'Nhập',
  importLead:
    'Chọn tệp hoặc dán nội dung. Mục nào không có trong tệp thì giữ nguyên. Chưa có gì thay đổi cho đến khi xem lại và lưu.',
  file: 'Tệp YAML hoặc JSON',
  text: 'Nội dung',
  check: 'Xem sẽ thay đổi gì',
  checking: 'Đang kiểm tra…',
  empty: 'Chưa có nội dung để kiểm tra.',
  tooLarge: 'Tệp lớn hơn 16 MiB, không nhập được.',
  unreadable: 'Không đọc được tệp này.',
  problemsTitle: (count: string) => `Có ${count} chỗ phải sửa, chưa thay đổi gì`,
  line: (line: string) => `Dòng ${line}`,
  goTo: (line: string) => `Đến dòng ${line}`,
  more: (count: string) => `và ${count} chỗ nữa`,
  changeTitle: 'Thay đổi theo bản nhập',
  applied: (count: string) => `Đã thay đổi ${count} mục.`,
  noChange: 'Không có gì thay đổi.',
};

export type DescriptionWords = typeof descriptionVi;
