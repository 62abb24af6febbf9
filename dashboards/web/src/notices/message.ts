/** A pushed message as the service sends it, and the notification that it becomes. Pure; the service worker shows it. */

export type Shown = {
  readonly title: string;
  readonly body: string;
  /** A later message of the same group takes the place of the former. */
  readonly tag: string;
  readonly isCritical: boolean;
  readonly data: { readonly notice: string | null; readonly path: string };
};

const TITLE = 'Giữ Lạnh';
/** A message that cannot be read is still a message: somebody is wanted. */
const UNREADABLE = 'Có tin báo. Mở để xem.';

export function shownOf(text: string | null, origin: string): Shown {
  const said = read(text);
  const word = (name: string): string | null => {
    const value = said[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const notice = word('notice');
  return {
    title: word('title') ?? TITLE,
    body: word('body') ?? UNREADABLE,
    tag: word('tag') ?? notice ?? TITLE,
    isCritical: said.severity === 'critical',
    data: { notice, path: pathWithin(word('path'), origin) },
  };
}

/** Only pages of this service are opened, whatever a message says. */
export function pathWithin(path: string | null, origin: string): string {
  if (path === null || !URL.canParse(path, origin)) return '/';
  const url = new URL(path, origin);
  return url.origin === origin ? url.pathname + url.search + url.hash : '/';
}

function read(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
