/** What was seen of a line when it came, in one sentence. */
import type { ReceiptLineView } from '../../../../src/keeper/stock-views.ts';
import { temperature } from '../format/temperature.ts';
import { language } from '../words/words.ts';
import { n, stockWords } from './words.ts';

export function seenText({ vvm, freezeIndicator, celsius, diluent }: ReceiptLineView): string {
  const said = stockWords.value.paper;
  return [
    ...(celsius === null ? [] : [temperature(celsius, language.value)]),
    vvm === null ? said.vvmNone : said.vvm(String(vvm)),
    ...(freezeIndicator === null ? [] : [freezeIndicator === 'ok' ? said.freezeOk : said.freezeTripped]),
    ...(diluent === null ? [] : [said.diluent(diluent.lot, n(diluent.quantity))]),
  ].join(', ');
}
