/** What is known of an incident in figures, and which rules were broken, each with its version. */
import type { BrokenRuleView, IncidentView } from '../../../../src/keeper/official-views.ts';
import { sourceWords } from '../../../../src/wording/sources.ts';
import { ruleText } from '../unit/words.ts';
import { language, words } from '../words/words.ts';
import { degreesOf, length, n, when } from './say.ts';
import { said } from './words.ts';

const LATE_SECONDS = 900;

export function Facts({ view: { alert, rules, measured } }: { view: IncidentView }) {
  const told = said.value.incident;
  const learned = rules.map(({ discoveredAt }) => discoveredAt).sort()[0] ?? alert.raisedAt;
  const late = (Date.parse(learned) - Date.parse(alert.happenedAt)) / 1000;
  const ended = alert.resolvedAt ?? (rules.length > 0 ? (rules[0]?.end ?? null) : null);
  return (
    <section class="part">
      <h2>{told.facts}</h2>
      <dl class="pairs">
        <dt>{told.happened}</dt>
        <dd>{when(alert.happenedAt)}</dd>
        <dt>{told.learned}</dt>
        <dd>
          {when(learned)}
          {late > LATE_SECONDS && <b class="late">{told.lateBy(length(late))}</b>}
        </dd>
        <dt>{told.over}</dt>
        <dd>{ended === null ? told.goesOn : when(ended)}</dd>
        {measured !== null && (
          <>
            <dt>{told.range}</dt>
            <dd>
              {degreesOf(measured.minCelsius)} – {degreesOf(measured.maxCelsius)}
            </dd>
            <dt>{told.kinetic}</dt>
            <dd>{degreesOf(measured.meanKineticCelsius)}</dd>
            <dt>{told.gaps}</dt>
            <dd>{length(measured.unknownSeconds)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

export function Rules({ rules }: { rules: readonly BrokenRuleView[] }) {
  const told = said.value.incident;
  if (rules.length === 0) return null;
  return (
    <section class="part">
      <h2>{told.rules}</h2>
      <ul class="entries">
        {rules.map((rule) => (
          <li key={`${rule.of} ${rule.name} ${rule.rule} ${rule.version}`}>
            <p>
              <b>
                {rule.limit === null
                  ? told.unmonitored
                  : ruleText(rule.limit, { words: words.value, language: language.value })}
              </b>
            </p>
            <p>
              {[
                told.breached(when(rule.breachedAt)),
                told.out(length(rule.beyondSeconds)),
                rule.peakCelsius === null ? '' : told.peak(degreesOf(rule.peakCelsius)),
                rule.unknownInsideSeconds > 0 ? told.unknown(length(rule.unknownInsideSeconds)) : '',
                rule.parcels > 0 ? said.value.parcels(n(rule.parcels)) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <p class="soft">
              {[
                `${told.ruleOf[rule.of]}: ${rule.name}`,
                told.version(n(rule.version)),
                rule.effective === null ? '' : told.effective(when(rule.effective)),
                rule.source === null || rule.source === ''
                  ? ''
                  : told.source(sourceWords(rule.source)[language.value]),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
