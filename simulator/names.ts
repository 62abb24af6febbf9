/** Names a province would use: the communes of Đắk Lắk, kinds of place and of cold store, and what people are called. */

/** Regional centres (what a district hospital became in 2025) and the communes each looks after. */
export const REGIONS: readonly { readonly name: string; readonly communes: readonly string[] }[] = [
  { name: 'Buôn Ma Thuột', communes: ['Ea Kao', 'Tân An', 'Thành Nhất', 'Tân Lập', 'Hòa Phú', 'Ea Tam'] },
  {
    name: 'Buôn Hồ',
    communes: ['Ea Drông', 'Cư Bao', 'Pơng Drang', 'Krông Búk', 'Cư Pơng', 'Krông Năng', 'Dliê Ya'],
  },
  {
    name: 'Cư M’gar',
    communes: ['Quảng Phú', 'Ea Kiết', 'Ea M’Droh', 'Ea Tul', 'Cuôr Đăng', 'Ea Súp', 'Ea Rốk'],
  },
  { name: 'Buôn Đôn', communes: ['Ea Wer', 'Ea Nuôl', 'Ea Bung', 'Ia Lốp', 'Ia Rvê'] },
  {
    name: 'Ea Kar',
    communes: ['Ea Ô', 'Ea Knốp', 'Cư Yang', 'Ea Păl', 'M’Drắk', 'Ea Riêng', 'Cư M’ta', 'Krông Á'],
  },
  { name: 'Krông Pắc', communes: ['Ea Knuếc', 'Tân Tiến', 'Ea Phê', 'Ea Kly', 'Vụ Bổn'] },
  {
    name: 'Krông Bông',
    communes: ['Hòa Sơn', 'Dang Kang', 'Yang Mao', 'Cư Pui', 'Liên Sơn Lắk', 'Đắk Phơi', 'Nam Ka'],
  },
  { name: 'Krông Ana', communes: ['Dur Kmăl', 'Ea Na', 'Đắk Liêng', 'Krông Nô'] },
  { name: 'Tuy Hòa', communes: ['Bình Kiến', 'Phú Hòa 1', 'Phú Hòa 2', 'Hòa Hiệp', 'Đông Hòa', 'Hòa Xuân'] },
  { name: 'Sông Cầu', communes: ['Xuân Thọ', 'Xuân Cảnh', 'Xuân Lộc', 'Xuân Đài', 'Ô Loan', 'Tuy An Bắc'] },
  {
    name: 'Sơn Hòa',
    communes: ['Vân Hòa', 'Tây Sơn', 'Suối Trai', 'Ea Ly', 'Ea Bá', 'Đức Bình', 'Sông Hinh'],
  },
  {
    name: 'Đồng Xuân',
    communes: ['Xuân Lãnh', 'Phú Mỡ', 'Xuân Phước', 'Sơn Thành', 'Hòa Thịnh', 'Hòa Mỹ', 'Tây Hòa'],
  },
];

/** Where mobile teams set up their tables. */
export const MOBILE_POINTS = [
  'Nhà văn hóa buôn Tơng Jú',
  'Trường THCS Lê Hồng Phong',
  'Khu công nghiệp Hòa Phú',
  'Chợ Ea Kar',
  'Trường tiểu học Nguyễn Du',
  'Ủy ban xã Ea Phê',
] as const;

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Võ', 'Đặng', 'Bùi', 'Y', 'H’'] as const;
const MIDDLE = ['Thị', 'Văn', 'Minh', 'Ngọc', 'Thu', 'Quốc', 'Thanh', 'Hữu'] as const;
const GIVEN = [
  'Lan',
  'Hùng',
  'Mai',
  'Dũng',
  'Hoa',
  'Sơn',
  'Trang',
  'Tuấn',
  'Bình',
  'Hạnh',
  'Phúc',
  'Yến',
] as const;

type Pick = { readonly pick: <T>(list: readonly T[]) => T };

/** A full name in the Vietnamese order; people of the highlands are called Y or H’ and one name. */
export function personName(random: Pick): string {
  const family = random.pick(FAMILY);
  if (family === 'Y' || family === 'H’') return `${family} ${random.pick(['Blơm', 'Nuê', 'Wôn', 'Hen'])} Niê`;
  return `${family} ${random.pick(MIDDLE)} ${random.pick(GIVEN)}`;
}

const WORDS = [
  'suong',
  'nui',
  'song',
  'mua',
  'trang',
  'lua',
  'gio',
  'rung',
  'bien',
  'sao',
  'dong',
  'voi',
] as const;

/** A password a person can read aloud: three plain words and four digits. For simulated people only. */
export function readablePassword(random: Pick & { whole: (low: number, high: number) => number }): string {
  const words = [random.pick(WORDS), random.pick(WORDS), random.pick(WORDS)];
  return `${words.join('-')}-${random.whole(1000, 9999)}`;
}

/** `Trạm y tế xã Đắk Phơi` → `tram-y-te-xa-dak-phoi`: what identifiers may contain. */
export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
