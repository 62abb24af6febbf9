/** Which topics does a subscription mean? MQTT's filters (MQTT 5, section 4.7), the same in both versions. Pure. */

/** `+` is a whole level, `#` the whole rest and last. */
export function isFilter(filter: string): boolean {
  if (filter === '' || filter.includes('\0') || Buffer.byteLength(filter) > 65_535) return false;
  const levels = filter.split('/');
  return levels.every((level, i) =>
    level.includes('#') ? level === '#' && i === levels.length - 1 : level === '+' || !level.includes('+'),
  );
}

/** A filter that begins with a wildcard means no topic that begins with `$` (the broker's own). */
export function matches(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && (filter.startsWith('+') || filter.startsWith('#'))) return false;
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [i, level] of wanted.entries()) {
    if (level === '#') return true;
    if (i >= levels.length || (level !== '+' && level !== levels[i])) return false;
  }
  return wanted.length === levels.length;
}
