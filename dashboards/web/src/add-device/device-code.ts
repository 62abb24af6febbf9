/** What does the code on a device say (docs/device-code.md)? Its id, and perhaps its kind and its secret. Pure. */
export type DeviceCode = {
  readonly device: string;
  readonly profile: string | null;
  readonly secret: string | null;
};

/** The same that the service takes; repeated so that a page need not load the registry for it. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const SECRET_LEAST = 8;
const SECRET_MOST = 256;
const SCHEME = /^giulanh:device\/([^?#/]+)(?:\?([^#]*))?$/i;
export const PAGE = '/them-thiet-bi';

/** Null for what is no device's code. A secret that could be none is as if there were none. */
export function readDeviceCode(text: string): DeviceCode | null {
  const trimmed = text.trim();
  const own = SCHEME.exec(trimmed);
  if (own !== null) {
    const values = new URLSearchParams(own[2] ?? '');
    return codeOf(decoded(own[1] ?? ''), values.get('profile'), values.get('secret'));
  }
  if (/^https?:\/\//i.test(trimmed)) return fromAddress(trimmed);
  return codeOf(trimmed, null, null);
}

/** Only the page's own address, at whatever host the maker printed. A secret stands behind `#`, which no server is sent. */
function fromAddress(text: string): DeviceCode | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.pathname.replace(/\/+$/, '') !== PAGE) return null;
  const open = url.searchParams;
  const hidden = new URLSearchParams(url.hash.slice(1));
  return codeOf(open.get('d') ?? hidden.get('d') ?? '', open.get('p') ?? hidden.get('p'), hidden.get('s'));
}

function codeOf(device: string, profile: string | null, secret: string | null): DeviceCode | null {
  if (!ID.test(device)) return null;
  const isSecret = secret !== null && secret.length >= SECRET_LEAST && secret.length <= SECRET_MOST;
  return {
    device,
    profile: profile !== null && ID.test(profile) ? profile : null,
    secret: isSecret ? secret : null,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** What the set-up app of the device scans: everything it needs to connect. */
export function setUpText(code: { device: string; secret: string; host: string; port: number }): string {
  const values = new URLSearchParams({
    secret: code.secret,
    host: code.host,
    ...(code.port > 0 ? { port: String(code.port) } : {}),
  });
  return `giulanh:device/${code.device}?${values}`;
}
