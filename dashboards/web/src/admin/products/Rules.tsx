/** Rules as a pharmacist reads them: `trên +8 °C quá 60 phút`. */
import type { RuleView } from '../../../../../src/keeper/views.ts';
import { temperature } from '../../format/temperature.ts';
import { length } from '../../official/say.ts';
import { language } from '../../words/words.ts';
import { told } from './words.ts';

/** Labels write the sign of a limit, and no decimal that says nothing. */
function limitText(celsius: number): string {
  const text = temperature(celsius, language.value).replace(/[,.]0(?=\u00a0)/, '');
  return celsius > 0 ? `+${text}` : text;
}

export function ruleText(rule: Omit<RuleView, 'id'>): string {
  const said = told.value.rule;
  const side = said[rule.inclusive ? (`${rule.side}Included` as const) : rule.side](
    limitText(rule.limitCelsius),
  );
  if (rule.allowedSeconds === 0) return `${side} ${said.once}`;
  const during = rule.mode === 'cumulative' ? said.inAll : said.during;
  return `${side} ${during(length(rule.allowedSeconds))}`;
}

type Props = { readonly rules: readonly RuleView[]; readonly unmonitoredSeconds?: number };

export function Rules({ rules, unmonitoredSeconds }: Props) {
  const said = told.value.rule;
  return (
    <ul class="adm-rules">
      {rules.length === 0 && <li>{said.none}</li>}
      {rules.map((rule) => (
        <li key={rule.id}>{ruleText(rule)}</li>
      ))}
      {unmonitoredSeconds !== undefined && <li>{said.unmonitored(length(unmonitoredSeconds))}</li>}
    </ul>
  );
}
