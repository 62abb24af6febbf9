/** The answer, as large as the screen: may this vial be injected, here, now? */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EligibilityView } from '../api/views.ts';
import { phoneText } from '../format/phone.ts';
import { day } from '../format/province.ts';
import { clockWithSeconds, instant, timeNear } from '../format/time.ts';
import { today } from '../format/today.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { mayRecordDoses } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { looksTransformed, visibleCode } from './barcode.ts';
import { listWhen } from './ListAge.tsx';
import { list } from './list.ts';
import { isAway, type Question, refusal } from './question.ts';
import { type Outcome, Record as RecordDoses } from './Record.tsx';
import { signalVerdict } from './signal.ts';
import type { Note, Shown } from './verdict.ts';
import { scanWords } from './words.ts';

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
      {verdict === 'blocked' && <Call />}
      <Facts shown={shown} question={question} />
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
      {verdict === 'allowed' && shown.source === 'live' && mayRecordDoses.value && (
        <RecordDoses question={question} outcome={outcome} />
      )}
      {verdict === 'allowed' && shown.source === 'list' && (
        <p class="verdict-note">{scanWords.value.needsNetwork}</p>
      )}
      {outcome.value && (
        <p class={`record-outcome outcome-${outcome.value.kind}`} role="status">
          {outcome.value.text}
        </p>
      )}
    </section>
  );
}

/** Whom to call from here, where the province says so. */
function Call() {
  const phone = list.value?.signed.list.phone ?? null;
  if (phone === null) return null;
  return (
    <a class="verdict-call" href={`tel:${phone}`}>
      <Icon name="phone" />
      {scanWords.value.call(phoneText(phone))}
    </a>
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
  const code = view?.reasons.find((reason) => headline[reason.code] !== undefined)?.code ?? '';
  return (
    <div>
      <h2 class="verdict-word">{gate.blocked}</h2>
      {headline[code] && (
        <p class="verdict-more">
          <Icon name={BLOCK_ICONS[code] ?? 'hold'} bold /> {headline[code]}
        </p>
      )}
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
      {since !== null && <p class="verdict-since">{words.value.gate.since(timeNear(since, today.value))}</p>}
    </div>
  );
}

function Facts({ shown: { view, source }, question }: { shown: Shown; question: Question }) {
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
          <span>{gate.validUntil(timeNear(validUntil, today.value))}</span>
        )}
        {asOf !== null && source !== 'list' && <span>{gate.checkedAt(clockWithSeconds(asOf))}</span>}
        {view !== null && source === 'list' && <span>{scanWords.value.listFrom(listWhen(view.asOf))}</span>}
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
    case 'by-list':
      return isAway.value ? scanWords.value.byList : scanWords.value.byListWaiting;
    case 'not-listed':
      return scanWords.value.notListed;
    case 'list-over':
      return scanWords.value.listOverNote;
    case 'list-clock':
      return scanWords.value.listClock;
    default:
      return note satisfies never;
  }
}
