/** The answer, as large as the screen: may this vial be injected, here, now? */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EligibilityView } from '../api/views.ts';
import { day } from '../format/province.ts';
import { clockWithSeconds, instant, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { mayRecordDoses } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { looksTransformed, visibleCode } from './barcode.ts';
import { type Question, refusal } from './question.ts';
import { type Outcome, Record as RecordDoses } from './Record.tsx';
import { signalVerdict } from './signal.ts';
import type { Note, Shown } from './verdict.ts';

const BLOCK_ICONS: { [code: string]: IconName } = {
  LOT_EXPIRED: 'calendar',
  LOT_RECALLED: 'recall',
  PARCEL_ON_HOLD: 'hold',
  CUSTODY_BROKEN: 'link',
};

export function Verdict({ question, shown }: { question: Question; shown: Shown }) {
  const { verdict, view, note } = shown;
  const { gate } = words.value;
  const outcome = useSignal<Outcome | null>(null);
  useEffect(() => signalVerdict(verdict), [verdict]);
  const transformed = looksTransformed(question.barcode);
  return (
    <section class={`verdict verdict-${verdict}`}>
      <div class="verdict-said" role="alert">
        <span class="verdict-sign">
          <Icon name={verdict === 'allowed' ? 'check' : verdict === 'blocked' ? 'cross' : 'question'} bold />
        </span>
        <Headline shown={shown} />
      </div>
      {note && <p class="verdict-note">{noteText(note)}</p>}
      {transformed && <p class="verdict-note">{gate.inputMethod}</p>}
      {note !== 'lease-over' && view && view.reasons.length > 0 && <Reasons view={view} />}
      {verdict === 'blocked' && <p class="verdict-do">{gate.putAside}</p>}
      <Facts view={view} question={question} />
      {verdict === 'allowed' && view && view.notJudged.length > 0 && (
        <div class="verdict-eye">
          <h3>
            <Icon name="eye" />
            {gate.byEye}
          </h3>
          <ul>
            {view.notJudged.map((line) => (
              <li key={line.vi}>{line[language.value]}</li>
            ))}
          </ul>
        </div>
      )}
      {verdict === 'allowed' && mayRecordDoses.value && <RecordDoses question={question} outcome={outcome} />}
      {outcome.value && (
        <p class={`record-outcome outcome-${outcome.value.kind}`} role="status">
          {outcome.value.text}
        </p>
      )}
    </section>
  );
}

function Headline({ shown: { verdict, view } }: { shown: Shown }) {
  const { gate } = words.value;
  if (verdict === 'allowed') {
    return (
      <div>
        <h2 class="verdict-word">{gate.allowed}</h2>
        <p class="verdict-more">{gate.allowedNote}</p>
      </div>
    );
  }
  if (verdict === 'unknown') {
    return (
      <div>
        <h2 class="verdict-word">{gate.unknown}</h2>
        <p class="verdict-more">{gate.unknownNote}</p>
      </div>
    );
  }
  const headline: { [code: string]: string } = gate.headline;
  const reason = view?.reasons.map(({ code }) => headline[code]).find((text) => text !== undefined);
  return (
    <div>
      <h2 class="verdict-word">{gate.blocked}</h2>
      {reason && <p class="verdict-more">{reason}</p>}
    </div>
  );
}

function Reasons({ view }: { view: EligibilityView }) {
  const since = instant(view.since);
  return (
    <div class="verdict-reasons">
      <h3 class="sr">{words.value.gate.reasons}</h3>
      <ul>
        {view.reasons.map((reason) => (
          <li key={reason.code}>
            <Icon name={BLOCK_ICONS[reason.code] ?? 'question'} />
            <span>{reason[language.value]}</span>
          </li>
        ))}
      </ul>
      {since !== null && <p class="verdict-since">{words.value.gate.since(timeNear(since, now.peek()))}</p>}
    </div>
  );
}

function Facts({ view, question }: { view: EligibilityView | null; question: Question }) {
  const { gate } = words.value;
  const asOf = instant(view?.asOf ?? null);
  const validUntil = instant(view?.validUntil ?? null);
  const lot = view?.lot;
  return (
    <div class="verdict-facts">
      <dl>
        {lot?.product && <Fact name={gate.product} value={lot.product} wide />}
        {lot && <Fact name={gate.lot} value={lot.lot} />}
        {lot?.expiry && <Fact name={gate.expiry} value={day(lot.expiry)} />}
        {!lot && <Fact name={gate.scanned} value={visibleCode(question.barcode)} wide />}
      </dl>
      <p class="verdict-times">
        {view?.verdict === 'allowed' && validUntil !== null && (
          <span>{gate.validUntil(timeNear(validUntil, now.peek()))}</span>
        )}
        {asOf !== null && <span>{gate.checkedAt(clockWithSeconds(asOf))}</span>}
      </p>
    </div>
  );
}

function Fact({ name, value, wide = false }: { name: string; value: string; wide?: boolean }) {
  return (
    <div class={wide ? 'fact fact-wide' : 'fact'}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function noteText(note: Note): string {
  const { gate } = words.value;
  switch (note) {
    case 'no-answer':
      return gate.noAnswer;
    case 'refused':
      return gate.refused(refusal.value?.[language.value] ?? '');
    case 'lease-over':
      return gate.leaseOver;
    case 'kept-stop':
      return gate.keptStop;
    default:
      return note satisfies never;
  }
}
