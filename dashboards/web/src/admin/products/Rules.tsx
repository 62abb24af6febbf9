/** Rules as a pharmacist reads them: `trên +8 °C quá 60 phút`. */
import type { RuleView } from '../../../../../src/keeper/views.ts';
import { temperature } from '../../format/temperature.ts';
import { n } from '../../official/say.ts';
import { language } from '../../words/words.ts';
import { told } from './words.ts';

/** Labels write the sign of a limit, and no decimal that says nothing. */
function limitText(celsius: number): string {
  const text = temperature(celsius, language.value).replace(/[,.]0(?=\u00a0)/, '');
  return celsius > 0 ? `+${text}` : text;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whole and exact, as labels write it: `60 phút`, `10 giờ`, `31 ngày`. */
function spanText(seconds: number): string {
  const said = told.value.rule;
  if (seconds >= 2 * DAY && seconds % DAY === 0) return said.days(n(seconds / DAY));
  if (seconds >= 2 * HOUR && seconds % HOUR === 0) return said.hours(n(seconds / HOUR));
  return seconds % MINUTE === 0 ? said.minutes(n(seconds / MINUTE)) : said.seconds(n(seconds));
}

export function ruleText(rule: Omit<RuleView, 'id'>): string {
  const said = told.value.rule;
  const side = said[rule.inclusive ? (`${rule.side}Included` as const) : rule.side](
    limitText(rule.limitCelsius),
  );
  if (rule.allowedSeconds === 0) return `${side} ${said.once}`;
  const during = rule.mode === 'cumulative' ? said.inAll : said.during;
  return `${side} ${during(spanText(rule.allowedSeconds))}`;
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
      {unmonitoredSeconds !== undefined && <li>{said.unmonitored(spanText(unmonitoredSeconds))}</li>}
    </ul>
  );
}
