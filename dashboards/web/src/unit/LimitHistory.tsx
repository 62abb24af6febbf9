/** Which limits the unit had when: shown once they were changed at least once. */
import type { UnitVersionView } from '../../../../src/keeper/unit-views.ts';
import { timeNear } from '../format/time.ts';
import { language, words } from '../words/words.ts';
import { pageWords } from './page-words.ts';
import { lengthText, ruleText } from './words.ts';

/** The first version judges all that came before it too; some begin before anybody counted. */
const LONG_AGO = Date.UTC(2001, 0);

export function LimitHistory({ versions }: { versions: readonly UnitVersionView[] }) {
  const said = pageWords.value;
  const tongue = { words: words.value, language: language.value };
  if (versions.length < 2) return null;
  return (
    <details class="limit-history">
      <summary>{said.history}</summary>
      <ol>
        {versions.map(({ version, effective, rules, maxUnmonitoredSeconds }, i) => {
          const at = Date.parse(effective);
          const since =
            i === versions.length - 1 || Number.isNaN(at) || at < LONG_AGO
              ? said.historyFirst
              : said.historySince(timeNear(at, 0));
          return (
            <li key={version}>
              <p>
                <b>{since}</b>
                {i === 0 && `, ${said.historyNow}`}
              </p>
              <ul class="soft">
                {rules.map((rule) => (
                  <li key={rule.id}>{ruleText(rule, tongue)}</li>
                ))}
                <li>
                  {tongue.words.unit.unmonitoredAfter(
                    lengthText(maxUnmonitoredSeconds * 1000, language.value),
                  )}
                </li>
              </ul>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
