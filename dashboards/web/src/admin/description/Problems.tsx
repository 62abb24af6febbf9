/** What is wrong with a description: each with its line, as it stands in the text. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../look/Icon.tsx';
import { inWords, n } from '../../official/say.ts';
import type { Problem } from '../apply.ts';
import { described } from './words.ts';

const SHOWN_MOST = 100;

type Props = {
  readonly problems: readonly Problem[];
  readonly text: string;
  readonly area: RefObject<HTMLTextAreaElement | null>;
};

export function Problems({ problems, text, area }: Props) {
  const told = described.value;
  const lines = text.split(/\r\n|\r|\n/);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  return (
    <div class="trouble" role="alert" ref={top} tabIndex={-1}>
      <p class="adm-strong">
        <Icon name="recall" bold /> {told.problemsTitle(n(problems.length))}
      </p>
      <ol class="adm-problems">
        {problems.slice(0, SHOWN_MOST).map((each) => (
          <li key={`${each.line} ${each.path} ${each.code}`} data-code={each.code}>
            <p>
              <button
                type="button"
                class="quiet adm-line"
                aria-label={told.goTo(n(each.line))}
                onClick={() => show(area.current, lines, each.line)}
              >
                {told.line(n(each.line))}
              </button>{' '}
              {inWords({ vi: each.vi, en: each.message })}
            </p>
            <pre>
              <bdi>{(lines[each.line - 1] ?? '').slice(0, 200)}</bdi>
            </pre>
          </li>
        ))}
      </ol>
      {problems.length > SHOWN_MOST && <p>{told.more(n(problems.length - SHOWN_MOST))}</p>}
    </div>
  );
}

/** Selects the line in the text, and brings it into sight. */
function show(area: HTMLTextAreaElement | null, lines: readonly string[], line: number): void {
  if (area === null) return;
  const before = area.value.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const height = area.scrollHeight / Math.max(1, area.value.split('\n').length);
  area.scrollTop = Math.max(0, (line - 3) * height);
}
