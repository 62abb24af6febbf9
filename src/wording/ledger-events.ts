/** What an entry of the ledger says, in one sentence for people who check it. An entry of a kind unknown here is told by its type. */
import type { LedgerEvent } from '../custody/events.ts';
import { ROLE_WORDS } from '../fleet/detail-words.ts';
import { INCIDENT_WORDS } from './custody.ts';
import { celsius, day, instant, whole } from './format.ts';
import { problemWords } from './problems.ts';
import { sourceWords } from './sources.ts';
import type { Language, Words } from './words.ts';

/** How people call what an event names by id. */
export type Names = {
  readonly person: (username: string) => string;
  readonly site: (id: string) => string;
  readonly unit: (id: string) => string;
  readonly product: (gtin: string) => string;
};

type Event<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>;
type Telling<T extends LedgerEvent['type']> = (event: Event<T>, names: Names) => Words;
type Tellings = { readonly [T in LedgerEvent['type']]: Telling<T> };

const HOLD_KINDS: Readonly<Record<string, Words>> = {
  excursion: { vi: 'vượt ngưỡng nhiệt độ', en: 'temperature excursion' },
  unmonitored: { vi: 'thiếu số liệu nhiệt độ', en: 'unmonitored time' },
  recall: { vi: 'thu hồi', en: 'recall' },
  custody: { vi: 'bàn giao chưa xác nhận đủ', en: 'handoff not confirmed' },
  manual: { vi: 'người có thẩm quyền yêu cầu', en: 'by decision of a person' },
};
const DECISIONS: Readonly<Record<string, Words>> = {
  release: { vi: 'giải toả', en: 'release' },
  keep: { vi: 'tiếp tục tạm dừng', en: 'keep on hold' },
  discard: { vi: 'không sử dụng', en: 'discard' },
};
const ENDS: Readonly<Record<string, Words>> = {
  empty: { vi: 'đã dùng hết', en: 'used up' },
  discarded: { vi: 'không sử dụng, chờ huỷ', en: 'discarded' },
  returned: { vi: 'đã trả lại', en: 'returned' },
};

const moment = (iso: string): string => instant(Date.parse(iso));

/** `, chỉ cao hơn 0,3 °C, ± 0,2 °C` */
function shift({ offsetMilli, uncertaintyMilli }: Event<'device.calibrated'>, language: Language): string {
  const high = { vi: 'chỉ cao hơn', en: 'shows too much by' }[language];
  const low = { vi: 'chỉ thấp hơn', en: 'shows too little by' }[language];
  const off = offsetMilli ?? 0;
  const by = off === 0 ? '' : `, ${off > 0 ? high : low} ${celsius(Math.abs(off) / 1000, language)}`;
  return uncertaintyMilli === undefined ? by : `${by}, ± ${celsius(uncertaintyMilli / 1000, language)}`;
}

const PROVINCE: Words = { vi: 'toàn tỉnh', en: 'whole province' };

const both = (tell: (language: Language) => string): Words => ({ vi: tell('vi'), en: tell('en') });
const of = (words: Readonly<Record<string, Words>>, key: string, language: Language): string =>
  words[key]?.[language] ?? key;
const lotWords = (event: { gtin: string; lot: string }, names: Names) =>
  `${names.product(event.gtin)}, ${event.lot}`;
const doses = (list: readonly { doses: number }[]) => list.reduce((sum, one) => sum + one.doses, 0);
const somewhere = (id: string | null, name: (id: string) => string, language: Language): string =>
  id === null ? (language === 'vi' ? 'ngoài thiết bị' : 'no unit') : name(id);
const holder = ({ kind, id }: { kind: string; id: string }, names: Names): string =>
  kind === 'site' ? names.site(id) : names.person(id);

const TELLINGS: Tellings = {
  'parcel.received': (e, names) => ({
    vi: `Nhập kiện ${e.parcel} vào ${names.unit(e.unit)}: ${whole(e.doses, 'vi')} liều ${lotWords(e, names)}, hạn dùng ${day(e.expiry)}.`,
    en: `Parcel ${e.parcel} received into ${names.unit(e.unit)}: ${whole(e.doses, 'en')} doses of ${lotWords(e, names)}, expiry ${day(e.expiry)}.`,
  }),
  'parcel.moved': (e, names) => ({
    vi: `Chuyển kiện ${e.parcel} (${whole(e.doses, 'vi')} liều, lô ${e.lot}) từ ${somewhere(e.from, names.unit, 'vi')} sang ${somewhere(e.to, names.unit, 'vi')}.`,
    en: `Parcel ${e.parcel} (${whole(e.doses, 'en')} doses, lot ${e.lot}) moved from ${somewhere(e.from, names.unit, 'en')} to ${somewhere(e.to, names.unit, 'en')}.`,
  }),
  'parcel.split': (e) => ({
    vi: `Chia kiện ${e.parcel} (lô ${e.lot}) thành ${whole(e.parts.length, 'vi')} phần: ${e.parts.map((one) => `${one.parcel} ${whole(one.doses, 'vi')} liều`).join(', ')}; còn lại ${whole(e.dosesLeft, 'vi')} liều.`,
    en: `Parcel ${e.parcel} (lot ${e.lot}) split into ${whole(e.parts.length, 'en')}: ${e.parts.map((one) => `${one.parcel} ${whole(one.doses, 'en')} doses`).join(', ')}; ${whole(e.dosesLeft, 'en')} left.`,
  }),
  'parcel.ended': (e) =>
    both((l) =>
      l === 'vi'
        ? `Kết thúc kiện ${e.parcel} (lô ${e.lot}, còn ${whole(e.doses, l)} liều): ${of(ENDS, e.kind, l)}.`
        : `Parcel ${e.parcel} ended (lot ${e.lot}, ${whole(e.doses, l)} doses left): ${of(ENDS, e.kind, l)}.`,
    ),
  'hold.placed': (e) =>
    both((l) => {
      const peak = e.excursion?.peakCelsius ?? null;
      const far =
        peak === null ? '' : l === 'vi' ? `, xa nhất ${celsius(peak, l)}` : `, furthest ${celsius(peak, l)}`;
      const why = e.kind === 'manual' || e.kind === 'recall' ? `: ${e.reason}` : '';
      return l === 'vi'
        ? `Tạm dừng sử dụng kiện ${e.parcel} (lô ${e.lot}) do ${of(HOLD_KINDS, e.kind, l)}${far}${why}.`
        : `Parcel ${e.parcel} (lot ${e.lot}) put on hold: ${of(HOLD_KINDS, e.kind, l)}${far}${why}.`;
    }),
  'hold.withdrawn': (e) => ({
    vi: `Số liệu đến sau đã lấp khoảng trống: thôi tạm dừng kiện ${e.parcel} (lô ${e.lot}).`,
    en: `Late readings filled the gap: hold on parcel ${e.parcel} (lot ${e.lot}) withdrawn.`,
  }),
  'disposition.proposed': (e) =>
    both((l) =>
      l === 'vi'
        ? `Đề nghị ${of(DECISIONS, e.decision, l)} kiện ${e.parcel} (lô ${e.lot}). Lý do: ${e.reason}. Căn cứ: ${e.evidence}.`
        : `Proposed to ${of(DECISIONS, e.decision, l)} parcel ${e.parcel} (lot ${e.lot}). Reason: ${e.reason}. Evidence: ${e.evidence}.`,
    ),
  'disposition.approved': (e, names) =>
    both((l) =>
      l === 'vi'
        ? `Duyệt ${of(DECISIONS, e.decision, l)} kiện ${e.parcel} (lô ${e.lot}), theo đề nghị của ${names.person(e.proposedBy)}.`
        : `Approved to ${of(DECISIONS, e.decision, l)} parcel ${e.parcel} (lot ${e.lot}), as ${names.person(e.proposedBy)} proposed.`,
    ),
  'lot.recalled': (e, names) => ({
    vi: `Thu hồi lô ${e.lot} (${names.product(e.gtin)}), tạm dừng ${whole(e.parcels.length, 'vi')} kiện. Lý do: ${e.reason}.`,
    en: `Lot ${e.lot} (${names.product(e.gtin)}) recalled, ${whole(e.parcels.length, 'en')} parcels put on hold. Reason: ${e.reason}.`,
  }),
  'doses.administered': (e, names) => ({
    vi: `Tiêm ${whole(e.doses, 'vi')} liều lô ${e.lot} từ kiện ${e.parcel} tại ${names.site(e.site)}.`,
    en: `${whole(e.doses, 'en')} doses of lot ${e.lot} from parcel ${e.parcel} given at ${names.site(e.site)}.`,
  }),
  'product.version': (e) => ({
    vi: `Quy định bảo quản của ${e.name}, phiên bản ${e.version}, áp dụng từ ${instant(Date.parse(e.effective))}; nguồn: ${sourceWords(e.source).vi}.`,
    en: `Storage rules of ${e.name}, version ${e.version}, in force from ${instant(Date.parse(e.effective))}; source: ${sourceWords(e.source).en}.`,
  }),
  'unit.rules': (e, names) => ({
    vi: `Đặt ngưỡng cảnh báo của ${names.unit(e.unit)}: ${whole(e.rules.length, 'vi')} ngưỡng.`,
    en: `Alarm limits of ${names.unit(e.unit)} set: ${whole(e.rules.length, 'en')}.`,
  }),
  'unit.defrosted': (e, names) =>
    e.start === null || e.until === null
      ? {
          vi: `${names.unit(e.unit)} [${e.unit}]: kết thúc hoặc huỷ rã đông.`,
          en: `${names.unit(e.unit)} [${e.unit}]: its defrosting was ended or taken back.`,
        }
      : {
          vi: `${names.unit(e.unit)} [${e.unit}]: rã đông từ ${moment(e.start)} đến ${moment(e.until)}.`,
          en: `${names.unit(e.unit)} [${e.unit}]: defrosted from ${moment(e.start)} until ${moment(e.until)}.`,
        },
  'unit.placed': (e, names) => ({
    vi: `Chuyển ${names.unit(e.unit)} từ ${e.from === null ? 'trên đường' : names.site(e.from)} đến ${e.to === null ? 'trên đường' : names.site(e.to)}, mang theo ${whole(e.parcels.length, 'vi')} kiện.`,
    en: `${names.unit(e.unit)} brought from ${e.from === null ? 'the road' : names.site(e.from)} to ${e.to === null ? 'the road' : names.site(e.to)}, with ${whole(e.parcels.length, 'en')} parcels.`,
  }),
  'person.rights': (e, names) =>
    both((l) => {
      const may = (rights: { roles: readonly string[]; site: string | null; retired: string | null }) => {
        const place = rights.site === null ? PROVINCE[l] : names.site(rights.site);
        const roles = rights.roles.map((role) => of(ROLE_WORDS, role, l)).join(', ');
        const until = { vi: 'ngừng dùng từ', en: 'retired from' }[l];
        const end = rights.retired === null ? '' : `, ${until} ${instant(Date.parse(rights.retired))}`;
        return `${roles} (${place}${end})`;
      };
      const who = `${names.person(e.username)} [${e.username}]`;
      const told = { vi: `Quyền của ${who}: ${may(e)}`, en: `Rights of ${who}: ${may(e)}` };
      const was = e.was === null ? '' : `; ${{ vi: 'trước đó', en: 'before' }[l]}: ${may(e.was)}`;
      return `${told[l]}${was}.`;
    }),
  'person.password': (e, names) =>
    e.by === e.username
      ? {
          vi: `${names.person(e.username)} tự đổi mật khẩu.`,
          en: `${names.person(e.username)} changed their own password.`,
        }
      : {
          vi: `Cấp mật khẩu mới cho ${names.person(e.username)} [${e.username}].`,
          en: `A new password was made for ${names.person(e.username)} [${e.username}].`,
        },
  'person.sessions': (e, names) => ({
    vi: `Kết thúc ${whole(e.ended, 'vi')} phiên đăng nhập của ${names.person(e.username)} [${e.username}].`,
    en: `${whole(e.ended, 'en')} sessions of ${names.person(e.username)} [${e.username}] were ended.`,
  }),
  'device.calibrated': (e) => ({
    vi: `Hiệu chuẩn thiết bị ${e.device}, đầu đo ${e.probe}, ngày ${day(e.on)}, hạn đến ${day(e.due)}${shift(e, 'vi')}${e.certificate === '' ? '' : `, giấy ${e.certificate}`}${e.correction === '' ? '' : `; đính chính: ${e.correction}`}.`,
    en: `Device ${e.device}, probe ${e.probe}, calibrated on ${day(e.on)}, due ${day(e.due)}${shift(e, 'en')}${e.certificate === '' ? '' : `, certificate ${e.certificate}`}${e.correction === '' ? '' : `; corrected: ${e.correction}`}.`,
  }),
  'device.rekeyed': (e) => ({
    vi: `Đặt khoá bí mật mới cho thiết bị ${e.device}; khoá cũ thôi dùng.`,
    en: `Device ${e.device} got a new secret; the former one counts no more.`,
  }),
  'device.revoked': (e) => ({
    vi: `Thu hồi quyền kết nối của thiết bị ${e.device}: ${e.reason}.`,
    en: `The access of device ${e.device} was revoked: ${e.reason}.`,
  }),
  'device.frozen': (e) => ({
    vi: `Thiết bị ${e.device} nghi bị sao chép: ngừng tin số liệu, tạm dừng lô nó theo dõi.`,
    en: `Device ${e.device} may have been cloned: its readings are not believed, what it guards is held.`,
  }),
  'book.signed': (e, names) =>
    both((l) => {
      const slot = e.slot === 'morning' ? { vi: 'sáng', en: 'morning' } : { vi: 'chiều', en: 'afternoon' };
      const late = e.late ? { vi: ', ghi muộn', en: ', written late' } : { vi: '', en: '' };
      const why =
        e.corrects === null
          ? { vi: '', en: '' }
          : { vi: `, sửa: ${e.reason}`, en: `, corrected: ${e.reason}` };
      return l === 'vi'
        ? `Ký sổ nhiệt độ ${names.unit(e.unit)}, buổi ${slot.vi} ${day(e.day)}: ${celsius(e.celsius, l)}${late.vi}${why.vi}.`
        : `Temperature book of ${names.unit(e.unit)} signed, ${slot.en} of ${day(e.day)}: ${celsius(e.celsius, l)}${late.en}${why.en}.`;
    }),
  'device.confirmed': (e, names) => ({
    vi: `Lắp xong thiết bị ${e.device} tại ${names.unit(e.unit)}: thiết bị ${celsius(e.shownCelsius, 'vi')}, nhiệt kế ${celsius(e.byHandCelsius, 'vi')}; đã thử cảnh báo.`,
    en: `Device ${e.device} put to work in ${names.unit(e.unit)}: it showed ${celsius(e.shownCelsius, 'en')}, a thermometer ${celsius(e.byHandCelsius, 'en')}; a test alert was noticed.`,
  }),
  'stock.received': (e, names) => {
    const [entered, refused] = [
      e.lines.filter(({ parcel }) => parcel !== null),
      e.lines.filter(({ parcel }) => parcel === null),
    ];
    return both((l) => {
      const not = refused.length === 0 ? '' : whole(refused.length, l);
      return l === 'vi'
        ? `Nhập kho tại ${names.site(e.site)}: ${whole(entered.length, l)} kiện, ${whole(doses(entered), l)} liều${not === '' ? '' : `, từ chối ${not} dòng`}.`
        : `Received at ${names.site(e.site)}: ${whole(entered.length, l)} parcels, ${whole(doses(entered), l)} doses${not === '' ? '' : `, ${not} lines refused`}.`;
    });
  },
  'ledger.accepted': (e) => ({
    vi: `Tiếp tục với sổ cái khác mốc đã ký, từ ${whole(e.size, 'vi')} sự kiện. Lý do: ${e.reason}.`,
    en: `Went on with a ledger other than the one that was signed, from ${whole(e.size, 'en')} events. Reason: ${e.reason}.`,
  }),
  'partner.event': (e) => ({
    vi: `Nhận sự kiện EPCIS của đối tác${e.eventID === null ? '' : ` ${e.eventID}`}.`,
    en: `EPCIS event of a partner taken in${e.eventID === null ? '' : `: ${e.eventID}`}.`,
  }),
  'shipment.planned': (e, names) => ({
    vi: `Lập chuyến từ ${names.site(e.from)} đến ${names.site(e.to)}, người áp tải ${names.person(e.escort)}: ${whole(e.parcels.length, 'vi')} kiện, ${whole(doses(e.parcels), 'vi')} liều.`,
    en: `Trip planned from ${names.site(e.from)} to ${names.site(e.to)} with ${names.person(e.escort)}: ${whole(e.parcels.length, 'en')} parcels, ${whole(doses(e.parcels), 'en')} doses.`,
  }),
  'shipment.packed': (e, names) => ({
    vi: `Đóng hòm: ${e.boxes.map((box) => `${names.unit(box.unit)} ${whole(box.parcels.length, 'vi')} kiện`).join(', ')}.`,
    en: `Packed: ${e.boxes.map((box) => `${names.unit(box.unit)} ${whole(box.parcels.length, 'en')} parcels`).join(', ')}.`,
  }),
  'shipment.cancelled': (e) => ({
    vi: `Huỷ chuyến. Lý do: ${e.reason}.`,
    en: `Trip cancelled. Reason: ${e.reason}.`,
  }),
  'shipment.unpacked': (e, names) => ({
    vi: `Dỡ hàng tại ${names.site(e.site)}: ${whole(e.parcels.length, 'vi')} kiện, ${whole(doses(e.parcels), 'vi')} liều.`,
    en: `Unpacked at ${names.site(e.site)}: ${whole(e.parcels.length, 'en')} parcels, ${whole(doses(e.parcels), 'en')} doses.`,
  }),
  'handoff.offered': (e, names) => ({
    vi: `Bên giao đưa ${whole(e.parcels.length, 'vi')} kiện (${whole(doses(e.parcels), 'vi')} liều) cho ${holder(e.to, names)}.`,
    en: `${whole(e.parcels.length, 'en')} parcels (${whole(doses(e.parcels), 'en')} doses) offered to ${holder(e.to, names)}.`,
  }),
  'handoff.taken': (e) => ({
    vi: `Bên nhận đã đếm và nhận: ${whole(e.parcels.length, 'vi')} kiện, ${whole(doses(e.parcels), 'vi')} liều.`,
    en: `Counted and taken: ${whole(e.parcels.length, 'en')} parcels, ${whole(doses(e.parcels), 'en')} doses.`,
  }),
  'handoff.one-sided': (e) => ({
    vi: `Bàn giao cho ${e.receiver.name} (không có máy): ${whole(e.parcels.length, 'vi')} kiện, chờ nơi nhận xác nhận.`,
    en: `Handed to ${e.receiver.name} (without a phone): ${whole(e.parcels.length, 'en')} parcels, to be confirmed there.`,
  }),
  'handoff.confirmed': () => ({
    vi: 'Nơi nhận xác nhận lần bàn giao một phía.',
    en: 'The receiving site confirmed a one-sided handoff.',
  }),
  'handoff.withdrawn': () => ({ vi: 'Bên giao rút lại lần giao.', en: 'The giver took the offer back.' }),
  'incident.reported': (e) =>
    both((l) => {
      const what = INCIDENT_WORDS[e.kind][l];
      return `${l === 'vi' ? 'Báo sự cố dọc đường' : 'Incident on the way'}: ${what}${e.text === '' ? '' : ` – ${e.text}`}.`;
    }),
  'box.opened': (e, names) => ({
    vi: `Mở ${names.unit(e.unit)} trên đường.`,
    en: `${names.unit(e.unit)} opened on the way.`,
  }),
  'handoff.completed': (e, names) => ({
    vi: `Bàn giao xong: ${holder(e.from, names)} → ${holder(e.to, names)}${e.discrepancies.length > 0 ? `, ${whole(e.discrepancies.length, 'vi')} sai lệch` : ''}.`,
    en: `Handoff complete: ${holder(e.from, names)} → ${holder(e.to, names)}${e.discrepancies.length > 0 ? `, ${whole(e.discrepancies.length, 'en')} discrepancies` : ''}.`,
  }),
  'handoff.disputed': (e, names) => ({
    vi: `Bàn giao ${holder(e.from, names)} → ${holder(e.to, names)} chưa đủ hai bên xác nhận.`,
    en: `Handoff ${holder(e.from, names)} → ${holder(e.to, names)} is disputed.`,
  }),
  'handoff.resolved': (e, names) => ({
    vi: `Bàn giao ${holder(e.from, names)} → ${holder(e.to, names)} đã rõ.`,
    en: `Handoff ${holder(e.from, names)} → ${holder(e.to, names)} is disputed no more.`,
  }),
  'custody.conflict': (e) => ({
    vi: `Kiện ${e.parcel} (lô ${e.lot}): ${whole(e.events.length, 'vi')} bản ghi giao nhận trái nhau.`,
    en: `Parcel ${e.parcel} (lot ${e.lot}): ${whole(e.events.length, 'en')} custody records cannot all be true.`,
  }),
  'custody.overturned': (e) =>
    both((l) =>
      l === 'vi'
        ? `Một bản ghi giao nhận không còn hiệu lực: ${problemWords(e.code)?.vi ?? e.code}`
        : `A custody record counts no more: ${problemWords(e.code)?.en ?? e.code}`,
    ),
  'custody.counted': () => ({
    vi: 'Một bản ghi đóng gói hoặc lấy hàng từng phải chờ nay có hiệu lực.',
    en: 'A record of packing or unpacking that had to wait counts now.',
  }),
  'custody.reinstated': () => ({
    vi: 'Một bản ghi giao nhận có hiệu lực trở lại.',
    en: 'A custody record counts again.',
  }),
  'custody.resolved': (e) => ({
    vi: `Kết luận bản ghi giao nhận nào đúng${e.parcel === null ? '' : ` cho kiện ${e.parcel}`}. Lý do: ${e.reason}.`,
    en: `Decided which custody records are true${e.parcel === null ? '' : ` of parcel ${e.parcel}`}. Reason: ${e.reason}.`,
  }),
  'key.enrolled': (e, names) => ({
    vi: `Đăng ký khoá ký của ${names.person(e.username)} (${e.label}).`,
    en: `Signing key of ${names.person(e.username)} enrolled (${e.label}).`,
  }),
  'passkey.added': (e, names) => ({
    vi: `Thêm khoá truy cập của ${names.person(e.username)} (${e.name}).`,
    en: `Passkey of ${names.person(e.username)} added (${e.name}).`,
  }),
  'passkey.removed': (e, names) => ({
    vi: `Gỡ khoá truy cập của ${names.person(e.username)} (${e.name}).`,
    en: `Passkey of ${names.person(e.username)} removed (${e.name}).`,
  }),
  'key.revoked': (e, names) => ({
    vi: `Thu hồi khoá ký của ${names.person(e.username)}.`,
    en: `Signing key of ${names.person(e.username)} revoked.`,
  }),
};

export function ledgerWords(event: LedgerEvent, names: Names): Words {
  const tell = (
    TELLINGS as Readonly<Record<string, ((event: LedgerEvent, names: Names) => Words) | undefined>>
  )[event.type];
  return tell?.(event, names) ?? { vi: event.type, en: event.type };
}
