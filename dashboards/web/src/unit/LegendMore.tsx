/** The legend's entries for what runs along the time axis. */
import type { Lane } from './lanes.ts';
import { pageWords } from './page-words.ts';

export function LegendMore({ lanes }: { lanes: readonly Lane[] }) {
  const { door, mains, notes } = pageWords.value;
  const words = { door, mains, notes };
  return (
    <>
      {lanes
        .filter(({ spans, points }) => spans.length + points.length > 0)
        .map(({ key }) => (
          <li key={key}>
            <span class={`chart-key chart-key-${key}`} aria-hidden="true" />
            {words[key]}
          </li>
        ))}
    </>
  );
}
