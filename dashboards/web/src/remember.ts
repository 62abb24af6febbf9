/** Small choices this browser keeps: language, theme, site. A browser that refuses storage only forgets them. */
const PREFIX = 'giulanh.';

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Private windows and full disks refuse; nothing that matters is kept here.
  }
}
