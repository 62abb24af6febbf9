/** What to do, in Vietnamese: short steps in the order in which they are done. `words-en.ts` has the same keys. */
import type { Card } from './kind.ts';

const cards: Record<Card, { title: string; steps: readonly string[] }> = {
  warm: {
    title: 'Tủ quá nóng',
    steps: [
      'Đóng kín cửa tủ, không mở thêm.',
      'Xem phích cắm, nguồn điện và núm chỉnh nhiệt độ.',
      'Không về ngưỡng, hoặc sắp hết thời gian cho phép: chuyển vắc xin sang tủ khác hay hòm lạnh trong ngưỡng.',
      'Vắc xin đã vượt ngưỡng: để riêng ở nhiệt độ đúng, dán nhãn “Tạm dừng sử dụng”.',
      'Ghi giờ, nhiệt độ và việc đã làm, báo người phụ trách.',
    ],
  },
  freezing: {
    title: 'Nguy cơ đông băng',
    steps: [
      'Chuyển ngay vắc xin không được đông băng sang nơi 2–8\u00a0°C.',
      'Để riêng, dán nhãn “Tạm dừng sử dụng”, kể cả khi lọ trông bình thường.',
      'Không hơ ấm, không lắc thử. Thử lắc chỉ do người được tập huấn làm, có lọ đối chứng.',
      'VVM không cho biết lọ đã đông băng. Xem chỉ thị nhiệt độ đông băng.',
      'Xem núm chỉnh nhiệt độ và bình tích lạnh chưa rã đông. Báo người phụ trách.',
    ],
  },
  power: {
    title: 'Mất điện',
    steps: [
      'Không mở cửa tủ.',
      'Ghi giờ mất điện, hỏi điện lực khi nào có lại.',
      'Chạy máy phát nếu có.',
      'Nhiệt độ sắp ra ngoài ngưỡng: chuyển vắc xin sang hòm lạnh (giữ lạnh 4–7 ngày) hoặc phích vắc xin (1–2 ngày), dùng bình tích lạnh đã rã đông.',
      'Theo dõi nhiệt độ đến khi có điện và tủ về ngưỡng.',
    ],
  },
  door: {
    title: 'Cửa tủ mở',
    steps: [
      'Đóng cửa tủ, nghe và nhìn cửa đã khít.',
      'Lấy hàng một lần theo danh sách, không để cửa mở quá 5 phút.',
      'Xem hộp hàng hoặc gioăng có làm cửa hở.',
      'Chờ tủ về ngưỡng rồi mới mở lại.',
      'Cửa không khít: chuyển vắc xin sang tủ khác, gọi kỹ thuật.',
    ],
  },
  silent: {
    title: 'Mất tín hiệu',
    steps: [
      'Đọc nhiệt kế trong tủ ngay, ghi vào sổ. Không có số liệu không có nghĩa là an toàn.',
      'Xem nguồn, pin và sóng của thiết bị ghi nhiệt độ.',
      'Đọc lại và ghi sổ ít nhất mỗi giờ đến khi có tín hiệu.',
      'Có tín hiệu lại: thiết bị gửi bù, hệ thống tự xét khoảng đã mất.',
      'Không có lại: gọi kỹ thuật, lấy số liệu từ thiết bị để nhập vào hệ thống.',
    ],
  },
};

export const guidanceVi = {
  title: 'Hướng dẫn xử trí',
  /** Of which unit, on paper. */
  of: (unit: string, site: string) => `${unit}, ${site}`,
  now: 'Đang cần',
  others: 'Các trường hợp khác',
  calm: 'Tủ đang bình thường. Dưới đây là việc cần làm khi có sự cố.',
  cards,
  mustNotFreeze: 'Không được để đông băng, đang có trong tủ này',
  diluent: 'Nước hồi chỉnh và vắc xin đã pha cũng không được để đông băng.',
  noneInside: 'Theo danh mục, trong tủ này không có vắc xin nào cấm đông băng.',
  lot: (lot: string, doses: string) => `lô ${lot}, ${doses} liều`,
  waitForDecision: 'Không tự ý huỷ, chờ kết luận',
};

export type GuidanceWords = typeof guidanceVi;
