/** The first line of what the service notices before it is too late, and about itself: power, sensors, its disk, its own messages. */
import type { Channel } from '../alerts/duty.ts';
import type { BridgeTrouble, CanaryStage } from '../alerts/service.ts';
import type { WatchKind } from '../alerts/watch.ts';
import type { AlertSentences } from './alert-facts.ts';
import { celsius, day, duration, gigabytes, instant, whole } from './format.ts';
import type { Language, Words } from './words.ts';

type WatchSentences = Pick<AlertSentences, WatchKind>;

const vi: WatchSentences = {
  'power-cut': ({ place, units, first, breachAt, since }) =>
    `[MẤT ĐIỆN] ${place}: ${whole(units, 'vi')} tủ mất điện từ ${instant(since)}${first === null ? '' : `, trước nhất là ${first}${breachAt === null ? '' : `, vượt mức cho phép lúc ${instant(breachAt)}`}`}. Chạy máy phát điện, giữ kín cửa tủ.`,
  'unit-at-risk': ({ place, side, celsius: value, limitCelsius, breachAt }) =>
    `[NGOÀI NGƯỠNG ${side === 'below' ? 'DƯỚI' : 'TRÊN'}] ${place}: ${celsius(value, 'vi')} (giới hạn ${celsius(limitCelsius, 'vi')}), vượt mức cho phép lúc ${instant(breachAt)}. Kiểm tra cửa, nguồn điện và nút chỉnh nhiệt.`,
  'sensor-stuck': ({ place, device, celsius: value, since }) =>
    `[NGHI LỖI CẢM BIẾN] ${place}, thiết bị ${device}: đứng yên ở ${celsius(value, 'vi')} từ ${instant(since)}. Đo lại bằng nhiệt kế; nếu khác thì thay cảm biến.`,
  'battery-low': ({ place, device, percent }) =>
    `[PIN YẾU] ${place}, thiết bị ${device}: pin còn ${whole(percent, 'vi')} %. Thay pin hoặc cắm sạc.`,
  'calibration-overdue': ({ place, device, due }) =>
    `[QUÁ HẠN HIỆU CHUẨN] ${place}, thiết bị ${device}: giấy hiệu chuẩn hết hạn ngày ${day(due)}. Đưa đi hiệu chuẩn hoặc thay đầu đo; đo đối chiếu bằng nhiệt kế còn hạn cho tới khi xong.`,
  'clock-untrusted': ({ place, device, since }) =>
    `[ĐỒNG HỒ THIẾT BỊ SAI] ${place}, thiết bị ${device}: từ ${instant(since)} không biết số liệu đo lúc nào, tủ coi như không được theo dõi. Chỉnh giờ hoặc khởi động lại thiết bị, đo tay cho tới khi xong.`,
  'history-damaged': ({ place, device, probe, from, to }) =>
    `[SỐ LIỆU ĐÃ LƯU BỊ HỎNG] ${place}, thiết bị ${device}, đầu đo ${probe}: số liệu từ ${instant(from)} đến ${instant(to)} bị hỏng trên đĩa, thời gian đó coi như không được theo dõi. Khôi phục bằng giulanh repair, kiểm tra đĩa của máy chủ.`,
  'device-cloned': ({ place, device, parcels }) =>
    `[NGHI THIẾT BỊ BỊ SAO CHÉP] ${place}, thiết bị ${device}: có hai máy cùng mã, số liệu không còn được tin${parcels === 0 ? '' : `; tạm dừng ${whole(parcels, 'vi')} lô trong tủ`}. Đo tay, tìm máy thứ hai, rồi cấp khoá mới cho thiết bị.`,
  'disk-filling': ({ percent, freeBytes }) =>
    `[ĐĨA SẮP ĐẦY] Máy chủ đã dùng ${whole(percent, 'vi')} % đĩa, còn ${gigabytes(freeBytes, 'vi')}. Dọn bớt hoặc thêm đĩa: khi đầy thì không nhận được số liệu mới.`,
  'clock-jumped': ({ at, by }) =>
    `[ĐỒNG HỒ MÁY CHỦ NHẢY GIỜ] Lúc ${instant(at)} đồng hồ máy chủ nhảy ${by < 0 ? 'lùi' : 'tới'} ${duration(Math.abs(by), 'vi')}. Kiểm tra đồng bộ giờ của máy chủ và xem lại giờ ghi quanh lúc đó.`,
  'channel-failing': ({ channel, since }) =>
    `[KÊNH NHẮN TIN HỎNG] ${CHANNEL_WORDS[channel].vi} không gửi được từ ${instant(since)}. Cảnh báo đi bằng các kênh còn lại. Kiểm tra đường mạng và cấu hình của kênh.`,
  'notices-behind': ({ waiting, since }) =>
    `[TIN CẢNH BÁO BỊ CHẬM] ${whole(waiting, 'vi')} tin chưa gửi được, tin cũ nhất từ ${instant(since)}. Xem bảng cảnh báo và gọi điện báo nhau cho tới khi gửi được.`,
  'roster-hole': ({ place, level, from, to }) =>
    `[LỊCH TRỰC CÒN TRỐNG] ${place}: cấp ${whole(level, 'vi')} không có ai nhận cảnh báo từ ${instant(from)} đến ${instant(to)}. Xếp người trực.`,
  'nobody-told': ({ place, since }) =>
    `[KHÔNG AI NHẬN CẢNH BÁO] ${place}: từ ${instant(since)} không cấp nào có người nhận cảnh báo. Xếp người trực hoặc giao người phụ trách nơi này.`,
  canary: ({ at }) =>
    `[TỰ KIỂM TRA] Tin tự kiểm tra đường cảnh báo lúc ${instant(at)}, không có sự cố. Không phải làm gì.`,
  'canary-lost': ({ since, stage }) =>
    `[ĐƯỜNG CẢNH BÁO HỎNG] Tin tự kiểm tra lúc ${instant(since)} không tới: ${STAGE_WORDS[stage].vi}. Cảnh báo có thể không đến được người trực: xem bảng cảnh báo và gọi người quản trị hệ thống.`,
  'file-refused': ({ file, count }) =>
    `[TỆP KHÔNG NHẬP ĐƯỢC] ${count > 1 ? `${whole(count, 'vi')} tệp, mới nhất là ` : ''}${file}. Xem lý do cạnh tệp trong thư mục failed, rồi nhập lại ở trang Nạp tệp nhiệt kế.`,
  'bridge-down': ({ bridge, why, since }) =>
    `[MẤT NGUỒN SỐ LIỆU NGOÀI] ${bridge}: không nhận được số liệu từ máy chủ MQTT này từ ${instant(since)}, ${BRIDGE_WORDS[why].vi}. Kiểm tra đường mạng, máy chủ đó và tệp kết nối; đo tay các tủ liên quan.`,
  'report-late': ({ day: date, dueAt, mail }) =>
    mail
      ? `[BÁO CÁO CHƯA GỬI ĐƯỢC] Báo cáo ngày ${day(date)} đã lập mà chưa gửi được qua thư điện tử cho đủ người nhận. Tải ở trang báo cáo và gửi cách khác; kiểm tra máy chủ thư và địa chỉ.`
      : `[BÁO CÁO CHƯA XONG] Báo cáo ngày ${day(date)} phải có lúc ${instant(dueAt)} mà chưa có. Mở trang báo cáo và lập lại.`,
};

const en: WatchSentences = {
  'power-cut': ({ place, units, first, breachAt, since }) =>
    `[POWER CUT] ${place}: ${whole(units, 'en')} ${units === 1 ? 'unit' : 'units'} without mains since ${instant(since)}${first === null ? '' : `, ${first} first${breachAt === null ? '' : `, in breach at ${instant(breachAt)}`}`}. Start the generator, keep the doors shut.`,
  'unit-at-risk': ({ place, side, celsius: value, limitCelsius, breachAt }) =>
    `[${side === 'below' ? 'GETTING TOO COLD' : 'GETTING TOO WARM'}] ${place}: ${celsius(value, 'en')} (limit ${celsius(limitCelsius, 'en')}), in breach at ${instant(breachAt)}. Look at the door, the mains and the thermostat.`,
  'sensor-stuck': ({ place, device, celsius: value, since }) =>
    `[SENSOR SUSPECT] ${place}, device ${device}: nothing but ${celsius(value, 'en')} since ${instant(since)}. Measure by hand; if it differs, change the sensor.`,
  'battery-low': ({ place, device, percent }) =>
    `[BATTERY LOW] ${place}, device ${device}: ${whole(percent, 'en')} % left. Change or charge the battery.`,
  'calibration-overdue': ({ place, device, due }) =>
    `[CALIBRATION OVERDUE] ${place}, device ${device}: its certificate was good until ${day(due)}. Have it calibrated or change the probe; compare it with a thermometer that is in date until then.`,
  'clock-untrusted': ({ place, device, since }) =>
    `[DEVICE CLOCK WRONG] ${place}, device ${device}: since ${instant(since)} nobody can tell when its readings were measured, and the unit counts as unmonitored. Set its clock or restart it; measure by hand until then.`,
  'history-damaged': ({ place, device, probe, from, to }) =>
    `[STORED READINGS DAMAGED] ${place}, device ${device}, probe ${probe}: what was measured from ${instant(from)} to ${instant(to)} is damaged on the disk, and that time counts as unmonitored. Bring it back with giulanh repair, have the disk of the server checked.`,
  'device-cloned': ({ place, device, parcels }) =>
    `[DEVICE MAY BE CLONED] ${place}, device ${device}: two have one identity, its readings are not believed${parcels === 0 ? '' : `; ${whole(parcels, 'en')} ${parcels === 1 ? 'parcel is' : 'parcels are'} held`}. Measure by hand, find the second one, then give the device new credentials.`,
  'disk-filling': ({ percent, freeBytes }) =>
    `[DISK FILLING] The server has used ${whole(percent, 'en')} % of its disk, ${gigabytes(freeBytes, 'en')} are left. Make room or add a disk: when it is full no new data can be taken.`,
  'clock-jumped': ({ at, by }) =>
    `[SERVER CLOCK JUMPED] At ${instant(at)} the clock of the server went ${by < 0 ? 'back' : 'forward'} by ${duration(Math.abs(by), 'en')}. Check how the server keeps its time, and what was recorded around then.`,
  'channel-failing': ({ channel, since }) =>
    `[MESSAGE CHANNEL FAILS] ${CHANNEL_WORDS[channel].en}: nothing gets through since ${instant(since)}. Alerts go by the other channels. Check the network and the settings of the channel.`,
  'notices-behind': ({ waiting, since }) =>
    `[MESSAGES BEHIND] ${whole(waiting, 'en')} ${waiting === 1 ? 'message waits' : 'messages wait'}, the oldest since ${instant(since)}. Watch the board and telephone until they go out.`,
  'roster-hole': ({ place, level, from, to }) =>
    `[ROSTER HOLE] ${place}: level ${whole(level, 'en')} reaches nobody from ${instant(from)} to ${instant(to)}. Put somebody on duty.`,
  'nobody-told': ({ place, since }) =>
    `[NOBODY IS TOLD] ${place}: since ${instant(since)} no level has anybody who is told of alerts. Put somebody on duty, or in charge of the place.`,
  canary: ({ at }) =>
    `[SELF-TEST] The alert chain tries itself, ${instant(at)}; nothing is wrong. There is nothing to do.`,
  'canary-lost': ({ since, stage }) =>
    `[ALERT CHAIN BROKEN] Its own test of ${instant(since)} did not arrive: ${STAGE_WORDS[stage].en}. Alerts may not reach anybody: watch the board and call the system administrator.`,
  'file-refused': ({ file, count }) =>
    `[FILE NOT TAKEN IN] ${count > 1 ? `${whole(count, 'en')} files, the latest ` : ''}${file}. The reason is beside it in the folder failed; bring it in again on the page of logger files.`,
  'bridge-down': ({ bridge, why, since }) =>
    `[OUTSIDE SOURCE LOST] ${bridge}: nothing comes from this MQTT broker since ${instant(since)}, ${BRIDGE_WORDS[why].en}. Check the network, the broker and the file of the connection; measure the units behind it by hand.`,
  'report-late': ({ day: date, dueAt, mail }) =>
    mail
      ? `[REPORT NOT MAILED] The daily report of ${day(date)} is made and does not reach all whom it is mailed to. Download it from the page of reports and send it another way; check the mail server and the addresses.`
      : `[REPORT MISSING] The daily report of ${day(date)} was due ${instant(dueAt)} and is not there. Open the page of reports and make it.`,
};

export const WATCH_SENTENCES = { vi, en } as const satisfies Record<Language, WatchSentences>;

/** What people call each way of being told. */
export const CHANNEL_WORDS = {
  push: { vi: 'Thông báo trên máy', en: 'Web Push' },
  zalo: { vi: 'Zalo', en: 'Zalo' },
  sms: { vi: 'Tin nhắn SMS', en: 'SMS' },
  mail: { vi: 'Thư điện tử', en: 'E-mail' },
  telegram: { vi: 'Telegram', en: 'Telegram' },
  webhook: { vi: 'Kết nối hệ thống khác (webhook)', en: 'Webhook' },
} as const satisfies Record<Channel, Words>;

const STAGE_WORDS = {
  reading: { vi: 'bản tin đo không vào được máy chủ', en: 'its reading did not get in' },
  alert: { vi: 'máy chủ không lập được cảnh báo', en: 'no alert came of its reading' },
  notice: { vi: 'không có tin nhắn nào được lập', en: 'no message came of its alert' },
  channel: { vi: 'kênh nhắn tin không nhận tin', en: 'no channel took its message' },
} as const satisfies Record<CanaryStage, Words>;

/** Why nothing comes from it. */
export const BRIDGE_WORDS = {
  unreachable: { vi: 'không kết nối được', en: 'it cannot be reached' },
  tls: { vi: 'chứng thư số không được chấp nhận', en: 'its certificate or ours is not accepted' },
  refused: { vi: 'máy chủ từ chối đăng nhập', en: 'it does not let us in' },
  subscription: { vi: 'không được đọc một chủ đề', en: 'it does not let us read a topic' },
  closed: { vi: 'kết nối bị ngắt', en: 'the connection breaks' },
} as const satisfies Record<BridgeTrouble, Words>;
