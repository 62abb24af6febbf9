/** What an apply changed or left, as short lines for the operator: Vietnamese first, English beside it. */
import { shown } from './problems.ts';
import type { RegistryChange } from './registry.ts';

/** `code` names the kind of line; programs go by it. */
export type Line = { readonly code: string; readonly vi: string; readonly en: string };

const KINDS = {
  zone: ['múi giờ', 'zone'],
  book: ['sổ theo dõi nhiệt độ', 'temperature book'],
  guard: ['tính độ không đảm bảo đo', 'guard band'],
  site: ['cơ sở', 'site'],
  unit: ['tủ/hòm', 'unit'],
  device: ['thiết bị', 'device'],
  product: ['sản phẩm', 'product'],
  person: ['người dùng', 'person'],
  lot: ['lô', 'lot'],
  parcel: ['kiện', 'parcel'],
  contact: ['liên hệ', 'contact'],
  roster: ['lịch trực', 'roster'],
  ladder: ['bậc leo thang', 'ladder'],
} as const satisfies Record<RegistryChange['kind'], readonly [vi: string, en: string]>;

const EFFECTS = {
  created: ['thêm', 'created'],
  updated: ['sửa', 'updated'],
  moved: ['chuyển', 'moved'],
  retired: ['ngừng dùng', 'retired'],
  reruled: ['quy tắc mới', 'new rules'],
  calibrated: ['hiệu chuẩn', 'calibrated'],
} as const satisfies Record<RegistryChange['effects'][number], readonly [vi: string, en: string]>;

const DIFFERENCES = {
  SECRET_LEFT: ['khoá bí mật khác với tệp; giữ nguyên', 'its secret differs from the file; left as it is'],
  PASSWORD_LEFT: ['mật khẩu khác với tệp; giữ nguyên', 'the password differs from the file; left as it is'],
  PARCEL_LEFT: ['kiện khác với tệp; giữ nguyên', 'differs from the file; left as it is'],
  MOVED_SINCE: [
    'đã được chuyển sau thời điểm trong tệp; giữ nguyên',
    'has moved since the time the file says; left where it is',
  ],
  BOX_ELSEWHERE: [
    'hòm đang ở nơi khác theo bàn giao; giữ nguyên (thêm `since` để chuyển)',
    'the box is elsewhere by its handoffs; left there (add `since` to move it)',
  ],
  SINCE_LEFT: ['đã ở đó từ thời điểm khác; giữ nguyên', 'has been there since another time; left as it is'],
  RETIRED_LEFT: ['đã ngừng dùng; giữ nguyên', 'is retired already; left as it is'],
} as const;
export type DifferenceCode = keyof typeof DIFFERENCES;

export function changeLine(change: RegistryChange): Line {
  const [vi, en] = KINDS[change.kind];
  const name = shown(nameOf(change));
  return {
    code: `${change.kind}.${change.effects.join('+')}`,
    vi: `${vi} ${name}: ${change.effects.map((effect) => EFFECTS[effect][0]).join(', ')}`,
    en: `${en} ${name}: ${change.effects.map((effect) => EFFECTS[effect][1]).join(', ')}`,
  };
}

export function differenceLine(code: DifferenceCode, kind: RegistryChange['kind'], id: string): Line {
  const [vi, en] = DIFFERENCES[code];
  const name = shown(id);
  return { code, vi: `${KINDS[kind][0]} ${name}: ${vi}`, en: `${KINDS[kind][1]} ${name}: ${en}` };
}

/** A line in the reader's language with the other beside it. */
export function say(line: Line, lang: 'vi' | 'en'): string {
  return lang === 'vi' ? `${line.vi} | ${line.en}` : `${line.en} | ${line.vi}`;
}

function nameOf(change: RegistryChange): string {
  switch (change.kind) {
    case 'zone':
      return change.zone;
    case 'book':
      return 'book';
    case 'guard':
      return String(change.guardBand);
    case 'site':
      return change.site.id;
    case 'unit':
      return change.unit.id;
    case 'device':
      return change.device.id;
    case 'product':
      return change.product.gtin;
    case 'person':
      return change.person.username;
    case 'lot':
      return `${change.lot.gtin}/${change.lot.lot}`;
    case 'parcel':
      return change.parcel.id;
    case 'contact':
      return change.contact.id;
    case 'roster':
      return change.roster.id;
    case 'ladder':
      return change.ladder.id;
    default:
      throw new Error(`Cannot name a change: unknown kind ${JSON.stringify(change satisfies never)}`);
  }
}
