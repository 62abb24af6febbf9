/** What to do about each kind of alert, in one or two short sentences: the person has just been woken. */
import type { AlertKind } from '../alerts/types.ts';
import type { Words } from './words.ts';

const KEEP = {
  vi: 'Để riêng, giữ lạnh, không tự ý huỷ; chờ cán bộ có thẩm quyền kết luận.',
  en: 'Set it apart, keep it cold, discard nothing; wait for the decision.',
} as const satisfies Words;
const INFLUX = {
  vi: 'Số liệu gốc còn đủ; người quản trị xem giulanh influx status.',
  en: 'The original data are complete; the administrator looks at giulanh influx status.',
} as const satisfies Words;
const DECIDE = {
  vi: 'Cán bộ phụ trách xem hai bên và quyết định.',
  en: 'An official looks at both sides and decides.',
} as const satisfies Words;

export const TOO_WARM: Words = {
  vi: 'Đóng kín cửa, kiểm tra nguồn điện và nút chỉnh nhiệt; không hạ được thì chuyển vắc xin sang tủ khác.',
  en: 'Shut the door, check the mains and the thermostat; if it does not cool, move the vaccine to another unit.',
};
export const TOO_COLD: Words = {
  vi: 'Nguy cơ đông băng: tăng nút chỉnh nhiệt, chuyển vắc xin sang tủ khác; không tự ý huỷ, chờ kết luận.',
  en: 'Danger of freezing: turn the thermostat up, move the vaccine to another unit; discard nothing, wait for the decision.',
};

/** Of a unit in which there was no vaccine then. */
export const EMPTY_UNIT_LATE: Words = {
  vi: 'Khi đó không có vắc xin bên trong: kiểm tra tủ hoặc hòm và đường truyền của thiết bị trước khi dùng tiếp.',
  en: 'No vaccine was inside then: check the unit and how its device reports before it is used again.',
};

export const STEPS: Readonly<Record<Exclude<AlertKind, 'unit-excursion' | 'unit-at-risk'>, Words>> = {
  'unit-unmonitored': {
    vi: 'Đo bằng nhiệt kế và ghi sổ; kiểm tra cảm biến, bộ thu phát và nguồn điện.',
    en: 'Measure by hand and write it down; check sensor, gateway and mains.',
  },
  'parcel-hold': KEEP,
  'late-discovery': {
    vi: 'Tìm các kiện liên quan, để riêng; xem danh sách mũi đã tiêm.',
    en: 'Find the parcels concerned and set them apart; see which doses were given.',
  },
  'device-silent': {
    vi: 'Kiểm tra nguồn điện, pin và mạng của thiết bị; đo bằng nhiệt kế cho tới khi có số liệu.',
    en: 'Check mains, battery and network of the device; measure by hand until it reports again.',
  },
  'device-rejected': {
    vi: 'Kiểm tra đầu nối và đồng hồ của thiết bị; hỏng thì thay.',
    en: 'Check the device’s plug and clock; replace it if it is broken.',
  },
  'device-gap': {
    vi: 'Kiểm tra mạng và bộ nhớ của thiết bị.',
    en: 'Check the network and the memory of the device.',
  },
  'administration-refused': {
    vi: 'Gọi điểm tiêm ngay: lô này không được dùng.',
    en: 'Call the table at once: this lot may not be used.',
  },
  'handoff-disputed': { vi: 'Gọi hai bên để xác nhận bàn giao.', en: 'Call both sides of the handoff.' },
  'handoff-discrepancy': {
    vi: 'Đối chiếu biên bản giao nhận, đếm lại.',
    en: 'Compare the handoff record, count again.',
  },
  'shipment-overdue': {
    vi: 'Gọi người áp tải; hỏi nhiệt độ trong hòm.',
    en: 'Call the escort; ask how warm the boxes are.',
  },
  'custody-conflict': DECIDE,
  'custody-overturned': {
    vi: 'Kiểm tra kiện đang ở đâu, ai giữ.',
    en: 'See where the parcels are, and who has them.',
  },
  'custody-refused': {
    vi: 'Kiểm tra tài khoản và máy đã ký bản ghi.',
    en: 'Check the account and the phone that signed.',
  },
  'box-opened': { vi: 'Gọi người áp tải.', en: 'Call the escort.' },
  'box-at-risk': {
    vi: 'Gọi người áp tải: kiểm tra bình tích lạnh, đưa hòm tới nơi có tủ lạnh gần nhất.',
    en: 'Call the escort: check the ice packs, take the box to the nearest refrigerator.',
  },
  'incident-reported': {
    vi: 'Gọi người áp tải, tìm xe hoặc tủ lạnh gần nhất.',
    en: 'Call the escort, find a vehicle or a refrigerator near by.',
  },
  'influx-refused': INFLUX,
  'influx-behind': INFLUX,
  'influx-differs': {
    vi: 'Số liệu gốc còn đủ; ghi lại bằng giulanh influx rebuild.',
    en: 'The original data are complete; write the copy again with giulanh influx rebuild.',
  },
  'witness-silent': {
    vi: 'Kiểm tra đường mạng và nơi giữ mốc sổ cái.',
    en: 'Check the network and the place where checkpoints are kept.',
  },
  'ledger-behind-witness': {
    vi: 'Chưa vắc xin nào được dùng: người quản trị xem giulanh ledger.',
    en: 'No vaccine may be used: the administrator looks at giulanh ledger.',
  },
  'power-cut': {
    vi: 'Chạy máy phát điện, giữ kín cửa tủ; chuẩn bị hòm lạnh và bình tích lạnh.',
    en: 'Start the generator, keep the doors shut; make cold boxes and ice packs ready.',
  },
  'sensor-stuck': {
    vi: 'Đo lại bằng nhiệt kế; nếu khác thì thay cảm biến.',
    en: 'Measure by hand; if it differs, change the sensor.',
  },
  'battery-low': { vi: 'Thay pin hoặc cắm sạc.', en: 'Change or charge the battery.' },
  'calibration-overdue': {
    vi: 'Đưa đi hiệu chuẩn hoặc thay đầu đo; đo đối chiếu bằng nhiệt kế còn hạn.',
    en: 'Have it calibrated or change the probe; compare it with a thermometer that is in date.',
  },
  'clock-untrusted': {
    vi: 'Chỉnh giờ hoặc khởi động lại thiết bị; đo tay cho tới khi xong.',
    en: 'Set the device’s clock or restart it; measure by hand until then.',
  },
  'history-damaged': {
    vi: 'Thời gian đó coi như không được theo dõi: xem các lệnh tạm dừng. Người quản trị khôi phục bằng giulanh repair, kiểm tra đĩa.',
    en: 'That time counts as unmonitored: look at the holds. The administrator brings it back with giulanh repair and checks the disk.',
  },
  'device-cloned': {
    vi: 'Đo tay, tìm máy thứ hai cùng mã, rồi cấp khoá mới cho thiết bị.',
    en: 'Measure by hand, find the second one, then give the device new credentials.',
  },
  'disk-filling': {
    vi: 'Dọn bớt hoặc thêm đĩa: khi đầy thì không nhận được số liệu mới.',
    en: 'Make room or add a disk: when it is full no new data can be taken.',
  },
  'clock-jumped': {
    vi: 'Kiểm tra đồng bộ giờ của máy chủ; xem lại giờ ghi quanh lúc đó.',
    en: 'Check how the server keeps its time, and what was recorded around then.',
  },
  'file-refused': {
    vi: 'Xem lý do cạnh tệp trong thư mục failed, rồi nhập lại ở trang Nạp tệp nhiệt kế.',
    en: 'The reason is beside it in the folder failed; bring it in again on the page of logger files.',
  },
  'channel-failing': {
    vi: 'Kiểm tra đường mạng và cấu hình của kênh; cảnh báo đi bằng các kênh còn lại.',
    en: 'Check the network and the settings of the channel; alerts go by the others.',
  },
  'notices-behind': {
    vi: 'Xem bảng cảnh báo và gọi điện báo nhau cho tới khi gửi được.',
    en: 'Watch the board and telephone until messages go out.',
  },
  'roster-hole': { vi: 'Xếp người trực.', en: 'Put somebody on duty.' },
  'nobody-told': {
    vi: 'Xếp người trực hoặc giao người phụ trách nơi này.',
    en: 'Put somebody on duty, or in charge of the place.',
  },
  canary: { vi: 'Không phải làm gì.', en: 'There is nothing to do.' },
  'canary-lost': {
    vi: 'Xem bảng cảnh báo và gọi người quản trị hệ thống: cảnh báo có thể không đến được người trực.',
    en: 'Watch the board and call the system administrator: alerts may not reach anybody.',
  },
  'bridge-down': {
    vi: 'Kiểm tra đường mạng và máy chủ MQTT đó; đo tay các tủ có thiết bị gửi qua đó.',
    en: 'Check the network and that broker; measure the units behind it by hand.',
  },
  'report-late': {
    vi: 'Mở trang báo cáo: chưa có thì lập lại, đã có thì tải và gửi cách khác.',
    en: 'Open the page of reports: make it if it is not there, send it another way if it is.',
  },
  test: { vi: 'Không có sự cố. Thấy thì bấm đã thấy.', en: 'Nothing is wrong. Say that you saw it.' },
};
