/** What can be wrong with a province description, and how it is said in Vietnamese and English. */

/** The way to a part of a description: `['units', 3, 'rules', 0, 'side']`. */
export type Path = readonly (string | number)[];

/** `line` counts from 1. `message` is English, `vi` the same in Vietnamese; programs go by `code`. */
export type Problem = {
  readonly code: ProblemCode;
  readonly line: number;
  readonly path: string;
  readonly message: string;
  readonly vi: string;
};

const WORDS = {
  SYNTAX: ['cannot be read as YAML or JSON', 'không đọc được dưới dạng YAML hoặc JSON'],
  TOO_LARGE: ['the description is larger than 16 MiB', 'tệp mô tả lớn hơn 16 MiB'],
  TOO_DEEP: ['nested or repeated too deeply', 'lồng nhau hoặc lặp lại quá sâu'],
  NOT_A_MAP: ['keys and values expected', 'cần các cặp khoá và giá trị'],
  NOT_A_LIST: ['a list expected', 'cần một danh sách'],
  UNKNOWN_KEY: ['unknown key', 'khoá không được biết'],
  MISSING_KEY: ['a value is missing', 'thiếu giá trị'],
  WRONG_TYPE: ['a value of another type expected', 'sai kiểu giá trị'],
  OUT_OF_RANGE: ['the value is out of range', 'giá trị ngoài khoảng cho phép'],
  BAD_VALUE: ['not one of the values allowed', 'không thuộc các giá trị cho phép'],
  BAD_ID: ['an id is 1 to 64 of the signs A-Z a-z 0-9 _ -', 'mã gồm 1 đến 64 ký tự trong số A-Z a-z 0-9 _ -'],
  ID_RESERVED: ['this id is the service’s own', 'mã này dành riêng cho dịch vụ'],
  BAD_USERNAME: [
    'a user name is 1 to 64 of the signs A-Z a-z 0-9 . _ @ -',
    'tên đăng nhập gồm 1 đến 64 ký tự trong số A-Z a-z 0-9 . _ @ -',
  ],
  BAD_TEXT: [
    'text of 1 to 200 characters without line breaks and control characters expected',
    'cần văn bản 1 đến 200 ký tự, không xuống dòng, không ký tự điều khiển',
  ],
  BAD_SECRET: [
    'a secret is 1 to 256 characters without control characters',
    'khoá bí mật gồm 1 đến 256 ký tự, không có ký tự điều khiển',
  ],
  BAD_ZONE: ['unknown time zone', 'múi giờ không được biết'],
  BAD_DATE: [
    'a date (2026-11-22) or a time with its offset (2026-11-22T10:00:00+07:00) expected',
    'cần ngày (2026-11-22) hoặc thời điểm có múi giờ (2026-11-22T10:00:00+07:00)',
  ],
  BAD_DAY: ['a day that exists, such as 2026-11-22, expected', 'cần ngày có thật, ví dụ 2026-11-22'],
  BAD_EXPIRY: [
    'an expiry date that exists, such as 2027-03-31, expected',
    'cần hạn dùng có thật, ví dụ 2027-03-31',
  ],
  BAD_GTIN: ['a GTIN with a right check digit expected', 'GTIN sai hoặc sai số kiểm tra'],
  BAD_LOT: [
    'a lot number is 1 to 20 characters of GS1 set 82',
    'số lô gồm 1 đến 20 ký tự trong bộ ký tự GS1 82',
  ],
  BAD_PHONE: [
    'a telephone number such as 0262 385 1234 or +84 262 385 1234 expected',
    'cần số điện thoại, ví dụ 0262 385 1234 hoặc +84 262 385 1234',
  ],
  BAD_CONTACT: ['not an address that messages can be sent to', 'không phải địa chỉ nhận tin được'],
  BAD_LADDER: ['the ladder cannot be used', 'bậc leo thang chưa đúng'],
  BAD_SHIFT: ['the shift cannot be', 'ca trực chưa đúng'],
  BAD_LIMIT: ['a limit is between -120 and 80 °C', 'giới hạn phải từ -120 đến 80 °C'],
  NEGATIVE_DURATION: ['a duration cannot be negative', 'thời lượng không được âm'],
  PASSWORD_SHORT: [
    'a password has at least 10 characters (a description with `demo: true` may have shorter ones)',
    'mật khẩu cần ít nhất 10 ký tự (trừ khi mô tả có `demo: true`)',
  ],
  PASSWORD_LONG: ['a password has at most 256 characters', 'mật khẩu dài nhất 256 ký tự'],
  DUPLICATE_ID: ['named twice', 'khai báo hai lần'],
  DUPLICATE_RULE: ['a rule id twice in one list', 'mã quy tắc lặp lại trong một danh sách'],
  DEVICE_IN_TWO_UNITS: ['a device in two units at one time', 'một thiết bị ở hai nơi cùng lúc'],
  UNKNOWN_SITE: ['unknown site', 'cơ sở không được biết'],
  UNKNOWN_PARENT: ['unknown parent site', 'cơ sở cấp trên không được biết'],
  UNKNOWN_UNIT: ['unknown unit', 'tủ hoặc hòm không được biết'],
  UNKNOWN_PERSON: ['unknown person', 'người dùng không được biết'],
  UNKNOWN_GTIN: ['unknown product', 'sản phẩm không được biết'],
  UNKNOWN_LOT: ['unknown lot', 'lô không được biết'],
  UNKNOWN_PROFILE: ['unknown device profile', 'loại thiết bị không được biết'],
  UNKNOWN_GATEWAY: [
    'neither a device nor a connection to another broker (those of the file GIULANH_BRIDGES)',
    'không phải thiết bị, cũng không phải kết nối tới máy chủ MQTT khác (tệp GIULANH_BRIDGES)',
  ],
  GATEWAY_PROFILE: [
    'a device of this profile carries no readings of others',
    'loại thiết bị này không chuyển số đo cho thiết bị khác',
  ],
  GATEWAY_CARRIED: [
    'it is itself reached through another; a gateway signs in by itself',
    'chính nó đi qua thiết bị khác; cổng phải tự đăng nhập',
  ],
  ADDRESS_TAKEN: ['another device is reached under this address', 'địa chỉ này đã thuộc về thiết bị khác'],
  UNKNOWN_CATALOGUE: ['not in the catalogue', 'không có trong danh mục'],
  SITE_CYCLE: ['a site lies below itself', 'cơ sở nằm dưới chính nó'],
  SINCE_AFTER_RETIRED: ['`since` is not before `retired`', '`since` không trước `retired`'],
  UNIT_RETIRED: ['the unit is retired by then', 'tủ hoặc hòm khi đó đã ngừng dùng'],
  UNIT_WITHOUT_SITE: [
    'only a transport box may leave its site out (write `site: null` for a unit that is at none)',
    'chỉ hòm vận chuyển mới được bỏ trống cơ sở (ghi `site: null` nếu tủ hiện không ở cơ sở nào)',
  ],
  LIMITS_CROSSED: [
    'a limit `below` is not under the limit `above` of the same unit',
    'giới hạn dưới không thấp hơn giới hạn trên của cùng một tủ',
  ],
  PRODUCT_RULES: [
    'a product has either `rules`, or `versions`, or `catalogue`',
    'sản phẩm cần đúng một trong `rules`, `versions`, `catalogue`',
  ],
  VERSION_ORDER: [
    'versions need rising `effective` times (the first may leave it out)',
    'các phiên bản cần `effective` tăng dần (phiên bản đầu có thể bỏ trống)',
  ],
  PERSON_WITHOUT_SITE: [
    'only an administrator may be without a site',
    'chỉ quản trị viên mới được không thuộc cơ sở nào',
  ],
  LAST_ADMINISTRATOR: [
    'nobody would be left who administers the whole province; make somebody else an administrator first',
    'sẽ không còn ai quản trị toàn tỉnh; hãy trao vai trò quản trị cho người khác trước',
  ],
  PLACEMENT_CONFLICT: [
    'the history already says otherwise for that time; it is not rewritten',
    'lịch sử đã ghi khác cho thời gian đó và không được viết lại',
  ],
  RETIRED_BEFORE_PLACEMENT: ['retired before it was last placed', 'ngừng dùng trước lần đặt cuối'],
  UNIT_NOT_EMPTY: [
    'the unit still holds parcels; move them first',
    'tủ hoặc hòm còn kiện vắc xin; hãy chuyển đi trước',
  ],
  ALREADY_RETIRED: ['it is retired and stays so', 'đã ngừng dùng và không dùng lại'],
  VERSION_EDITED: [
    'a version is never edited; give the new rules a later `effective`',
    'không sửa phiên bản cũ; hãy ghi `effective` muộn hơn cho quy tắc mới',
  ],
  CALIBRATION_DUE: [
    'a calibration is due after the day it was done',
    'hạn hiệu chuẩn phải sau ngày hiệu chuẩn',
  ],
  CALIBRATION_EDITED: [
    'a calibration of that day is on record and is not rewritten; say in `correction` why this one corrects it',
    'đã có hiệu chuẩn của ngày đó và không được viết lại; ghi lý do vào `correction` nếu dòng này đính chính',
  ],
  VERSION_PAST: [
    'a new version cannot take effect before the present one',
    'phiên bản mới không được có hiệu lực trước phiên bản hiện tại',
  ],
  TIME_IN_FUTURE: ['lies in the future', 'nằm trong tương lai'],
} as const satisfies Record<string, readonly [en: string, vi: string]>;

export type ProblemCode = keyof typeof WORDS;

/** `value`: what was found; shown quoted, as JSON, so that no line break or control character reaches a terminal. */
export function problem(code: ProblemCode, line: number, path: Path, value?: unknown): Problem {
  const [en, vi] = WORDS[code];
  const found = value === undefined ? '' : `: ${shown(value)}`;
  return { code, line, path: pathText(path), message: `${en}${found}`, vi: `${vi}${found}` };
}

/** JSON escapes C0 controls; the rest that could move a cursor or turn the writing direction is escaped here. */
export function shown(value: unknown): string {
  const text = (JSON.stringify(value) ?? 'undefined').replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function pathText(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}
