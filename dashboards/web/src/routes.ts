/**
 * Every address of the screens, in one table: a new page is a line here, a line in shell/screens.tsx and, where it
 * stands in the menu, a word in shell/words-vi.ts and words-en.ts.
 */
import type { Role } from '../../../src/fleet/types.ts';
import type { IconName } from './look/icons.ts';

type Route = {
  /** `:name` stands for one id. A fixed word wins over an id in the same place, whatever the order. */
  readonly path: string;
  /** Who finds anything here; the service decides what they get. */
  readonly roles: 'all' | readonly Role[];
  /** Its picture in the menu, which shows the pages in the order of this table; without one it is reached otherwise. */
  readonly menu?: IconName;
  /** Opened without the service too, on a phone that knows its person. */
  readonly offline?: true;
  /** Goes on without the service by what it kept, and needs a session as soon as the service can be asked. */
  readonly keepsOn?: true;
};

export const ROUTES = {
  board: { path: '/', roles: 'all', menu: 'grid' },
  gate: { path: '/quet', roles: 'all', menu: 'scan', keepsOn: true },
  'sign-in': { path: '/dang-nhap', roles: 'all' },
  unit: { path: '/tu/:id', roles: 'all' },
  guidance: { path: '/tu/:id/xu-tri', roles: 'all' },
  alerts: { path: '/canh-bao', roles: 'all', menu: 'bell' },
  duty: { path: '/truc', roles: ['official', 'administrator', 'auditor', 'depot'], menu: 'duty' },
  ladder: { path: '/truc/chuyen-cap', roles: ['official', 'administrator', 'auditor', 'depot'] },
  notices: {
    path: '/tin-bao',
    roles: ['official', 'administrator', 'auditor', 'depot'],
    menu: 'message',
  },
  channels: { path: '/tin-bao/kenh', roles: ['official', 'administrator', 'auditor'] },
  /** How I am told of alerts. */
  told: {
    path: '/nhan-tin',
    roles: ['official', 'administrator', 'auditor', 'depot', 'escort', 'vaccinator'],
    menu: 'phone-bell',
  },
  book: { path: '/so-nhiet-do', roles: ['depot', 'vaccinator', 'official', 'auditor'], menu: 'book' },
  trips: { path: '/chuyen', roles: 'all', menu: 'truck', offline: true },
  'new-trip': { path: '/chuyen/moi', roles: 'all', offline: true },
  trip: { path: '/chuyen/:id', roles: 'all', offline: true },
  pack: { path: '/chuyen/:id/dong-hop', roles: 'all', offline: true },
  unpack: { path: '/chuyen/:id/do-hop', roles: 'all', offline: true },
  /** `-` stands for no trip yet: a handoff that begins with the giver's code. */
  handoff: { path: '/chuyen/:id/ban-giao', roles: 'all', offline: true },
  outbox: { path: '/hop-thu-di', roles: 'all', offline: true },
  phone: { path: '/may-nay', roles: 'all', offline: true },
  stock: { path: '/kho', roles: ['depot', 'official', 'auditor', 'administrator'], menu: 'box' },
  receive: { path: '/kho/nhap', roles: ['depot'], keepsOn: true },
  issue: { path: '/kho/xuat', roles: ['depot'] },
  receipts: { path: '/kho/phieu', roles: ['depot', 'official', 'auditor', 'administrator'] },
  receipt: { path: '/kho/phieu/:receipt', roles: ['depot', 'official', 'auditor', 'administrator'] },
  overview: { path: '/tong-quan', roles: ['official', 'auditor', 'administrator'], menu: 'eye' },
  incidents: { path: '/su-co', roles: ['official', 'auditor', 'administrator', 'depot'], menu: 'clock' },
  incident: { path: '/su-co/:alert', roles: ['official', 'auditor', 'administrator', 'depot'] },
  decisions: { path: '/quyet-dinh', roles: ['official', 'auditor', 'administrator'], menu: 'hold' },
  decision: { path: '/quyet-dinh/:id', roles: ['official', 'auditor', 'administrator'] },
  recalls: { path: '/thu-hoi', roles: ['official', 'auditor', 'administrator'], menu: 'recall' },
  /** `?lo=` names the lot: it may hold any sign. */
  recall: { path: '/thu-hoi/:gtin', roles: 'all' },
  parcel: { path: '/kien/:id', roles: 'all' },
  scans: { path: '/luot-quet', roles: ['official', 'administrator', 'auditor'], menu: 'scan' },
  /** What the code on a paper leads to, whoever holds the paper. */
  'handoff-proof': { path: '/bien-ban/:handoff', roles: 'all' },
  'shipment-proof': { path: '/phieu/:shipment', roles: 'all' },
  'add-device': { path: '/them-thiet-bi', roles: ['administrator', 'depot'], menu: 'plug' },
  'set-up': { path: '/them-thiet-bi/:device', roles: ['administrator', 'depot'] },
  files: { path: '/nap-tep', roles: ['depot', 'administrator'], menu: 'upload' },
  reports: { path: '/bao-cao', roles: ['official', 'auditor', 'administrator', 'depot'], menu: 'note' },
  audit: { path: '/nhat-ky', roles: ['official', 'auditor', 'administrator'], menu: 'link' },
  admin: { path: '/quan-tri', roles: ['administrator', 'auditor'], menu: 'settings' },
  'admin-places': { path: '/quan-tri/noi', roles: ['administrator', 'auditor'] },
  'admin-units': { path: '/quan-tri/tu', roles: ['administrator', 'auditor'] },
  'admin-people': { path: '/quan-tri/nguoi', roles: ['administrator', 'auditor'] },
  'admin-devices': { path: '/quan-tri/thiet-bi', roles: ['administrator', 'auditor'] },
  'admin-device': { path: '/quan-tri/thiet-bi/:id', roles: ['administrator', 'auditor'] },
  'admin-products': { path: '/quan-tri/vac-xin', roles: ['administrator', 'auditor'] },
  'admin-product': { path: '/quan-tri/vac-xin/:gtin', roles: ['administrator', 'auditor'] },
  'admin-description': { path: '/quan-tri/mo-ta', roles: ['administrator', 'auditor'] },
  /** My passkeys. A wall board has nobody in front of it. */
  security: {
    path: '/bao-mat',
    roles: ['official', 'administrator', 'auditor', 'depot', 'escort', 'vaccinator'],
    menu: 'key',
  },
  password: { path: '/mat-khau', roles: 'all', menu: 'key' },
} as const satisfies Record<string, Route>;

export type Screen = keyof typeof ROUTES;

/** `{ id: string }` for `/tu/:id`. */
type Named<Path extends string> = Path extends `${infer Head}/${infer Rest}`
  ? Named<Head> | Named<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;
/** What the address of a screen names besides the screen: its ids by name. */
export type Params<S extends Screen> = { [Name in Named<(typeof ROUTES)[S]['path']>]: string };
/** Screens that stand in the menu. */
export type MenuScreen = {
  [S in PlainScreen]: (typeof ROUTES)[S] extends { readonly menu: IconName } ? S : never;
}[PlainScreen];
/** Screens that stand for themselves. */
export type PlainScreen = { [S in Screen]: [keyof Params<S>] extends [never] ? S : never }[Screen];

const ID = '([A-Za-z0-9_-]{1,64})';

const PATTERNS = (Object.entries(ROUTES) as [Screen, Route][])
  .map(([screen, { path }]) => ({
    screen,
    names: [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? ''),
    pattern: new RegExp(`^${path.replace(/:\w+/g, ID)}$`),
  }))
  .sort((a, b) => a.names.length - b.names.length);

export type Place = { readonly screen: Screen; readonly params: Readonly<Record<string, string>> };

/** Which screen a path belongs to, and the ids in it; null where there is none. A slash at the end does not matter. */
export function placeOf(path: string): Place | null {
  const wanted = path.replace(/\/+$/, '') || '/';
  for (const { screen, names, pattern } of PATTERNS) {
    const found = pattern.exec(wanted);
    if (found === null) continue;
    return { screen, params: Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? ''])) };
  }
  return null;
}

export function pathOf(screen: Screen, params: Readonly<Record<string, string>>): string {
  return ROUTES[screen].path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '-');
}

export const isOffline = (screen: Screen): boolean => (ROUTES[screen] as Route).offline === true;

export const keepsOn = (screen: Screen): boolean => (ROUTES[screen] as Route).keepsOn === true;

/** What the menu of a person with these roles shows, from the top. */
export function menuOf(roles: readonly string[]): { screen: MenuScreen; icon: IconName }[] {
  return (Object.entries(ROUTES) as [Screen, Route][]).flatMap(([screen, { menu }]) =>
    menu !== undefined && isFor(screen, roles) ? [{ screen: screen as MenuScreen, icon: menu }] : [],
  );
}

export function isFor(screen: Screen, roles: readonly string[]): boolean {
  const wanted = (ROUTES[screen] as Route).roles;
  return wanted === 'all' || wanted.some((role) => roles.includes(role));
}
