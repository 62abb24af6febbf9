/** Step 8: a person says that the right unit answered and that the test was noticed; and the record of it afterwards. */
import { useSignal } from '@preact/signals';
import { temperature } from '../format/temperature.ts';
import { instant, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo } from '../page.ts';
import { session } from '../session/session.ts';
import { PrintButton } from '../shell/Frame.tsx';
import { language } from '../words/words.ts';
import { limitText } from './limits.ts';
import type { Going } from './SetUp.tsx';
import { Panel, Trouble } from './Steps.tsx';
import { Screens } from './TestAlert.tsx';
import { enrolPath, useDoing } from './use-doing.ts';
import { said } from './words.ts';

const when = (iso: string) => timeNear(instant(iso) ?? 0, now.value);

type Props = { going: Going; again: () => void; onTestAgain: () => void };

export function Finish({ going, again, onTestAgain }: Props) {
  const told = said.value;
  const doing = useDoing();
  const rightUnit = useSignal(false);
  const testNoticed = useSignal(false);
  const isMissing = useSignal(false);
  const finish = (event: Event) => {
    event.preventDefault();
    isMissing.value = !(rightUnit.value && testNoticed.value);
    if (isMissing.value) return;
    void doing.post(enrolPath(going.device, '/finish'), { rightUnit: true, testNoticed: true }, again);
  };
  const boxes = [
    [rightUnit, told.rightUnit],
    [testNoticed, told.testNoticed],
  ] as const;
  return (
    <form onSubmit={finish}>
      <Panel title={told.finishTitle}>
        <Facts going={going} />
        <fieldset class="enrol-choices">
          <legend class="sr">{told.finishTitle}</legend>
          {boxes.map(([signal, text]) => (
            <label key={text} class="enrol-choice">
              <input
                type="checkbox"
                checked={signal.value}
                onChange={(event) => {
                  signal.value = event.currentTarget.checked;
                  isMissing.value = false;
                }}
              />
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
        <Trouble text={isMissing.value ? told.confirmBoth : doing.trouble.value} />
        <div class="enrol-buttons">
          <button type="button" class="secondary" onClick={onTestAgain}>
            {told.back}
          </button>
          <button type="submit" class="primary" disabled={doing.busy.value}>
            {told.finish}
          </button>
        </div>
      </Panel>
    </form>
  );
}

export function Done({ going }: { going: Going }) {
  const told = said.value;
  const { finished } = going;
  return (
    <Panel title={told.done}>
      {finished !== null && (
        <p class="enrol-seen" role="status">
          <Icon name="check" bold />
          {told.doneBy(finished.by, when(finished.at))}
        </p>
      )}
      <Facts going={going} />
      <div class="enrol-buttons no-print">
        <PrintButton />
        {session.value?.roles.includes('administrator') === true && (
          <a class="secondary" {...linkTo('add-device')}>
            {told.another}
          </a>
        )}
        <a class="primary" {...linkTo('unit', { id: going.unit })}>
          {told.toUnit}
        </a>
      </div>
    </Panel>
  );
}

function Facts({ going }: { going: Going }) {
  const told = said.value;
  const { facts } = told;
  const { compared, limits, test } = going;
  const degrees = (celsius: number) => temperature(celsius, language.value);
  return (
    <>
      <dl class="enrol-facts">
        <div>
          <dt>{facts.unit}</dt>
          <dd>
            <bdi>{going.unitName}</bdi>
            {going.siteName !== null && !going.unitName.includes(going.siteName) && (
              <>
                <br />
                <bdi>{going.siteName}</bdi>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{facts.device}</dt>
          <dd>{going.device}</dd>
        </div>
        {compared !== null && (
          <div>
            <dt>{facts.compared}</dt>
            <dd>
              {told.comparedAs(degrees(compared.shownCelsius), degrees(compared.byHandCelsius))}
              {compared.apart && <>, {told.wasApart}</>}
              <br />
              <small>{facts.byWhen(compared.by, when(compared.at))}</small>
            </dd>
          </div>
        )}
        {limits !== null && (
          <div>
            <dt>{facts.limits}</dt>
            <dd>
              {going.rules.map((rule) => (
                <span key={rule.id} class="enrol-line">
                  {limitText(rule, told, language.value)}
                </span>
              ))}
              <small>{facts.byWhen(limits.by, when(limits.at))}</small>
            </dd>
          </div>
        )}
        {test !== null && (
          <div>
            <dt>{facts.test}</dt>
            <dd>
              {test.seenBy !== null && <span class="enrol-line">{told.seenBy(test.seenBy)}</span>}
              <small>{facts.byWhen(test.by, when(test.at))}</small>
            </dd>
          </div>
        )}
      </dl>
      {test !== null && <Screens test={test} />}
    </>
  );
}
