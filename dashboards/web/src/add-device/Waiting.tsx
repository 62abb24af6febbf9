/** Step 3: the first message. How long it has been, what helps by now, and what came and could not be used. */
import { useSignal } from '@preact/signals';
import type { EnrolledView, RefusedView } from '../../../../src/keeper/enrol-views.ts';
import { ageText } from '../board/words.ts';
import { ClaimForm } from '../claim/ClaimForm.tsx';
import { duration } from '../format/province.ts';
import { instant } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { session } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { hintOf } from './hints.ts';
import { Secret } from './Secret.tsx';
import type { Going } from './SetUp.tsx';
import { Panel, Trouble } from './Steps.tsx';
import { Through } from './Through.tsx';
import { enrolPath, useDoing } from './use-doing.ts';
import { said } from './words.ts';

export function Waiting({ going }: { going: Going }) {
  const told = said.value;
  const doing = useDoing();
  const secret = useSignal<(EnrolledView & { secret: string }) | null>(null);
  if (secret.value !== null)
    return (
      <Secret
        enrolled={secret.value}
        port={going.line.port}
        onKept={() => {
          secret.value = null;
        }}
      />
    );
  const claiming = useSignal(false);
  if (claiming.value)
    return (
      <ClaimForm
        device={going.device}
        onClose={() => {
          claiming.value = false;
        }}
        onDone={() => {
          claiming.value = false;
        }}
      />
    );
  const waited = Math.max(0, now.value - (instant(going.begunAt) ?? now.value));
  const mayRenew = session.value?.roles.includes('administrator') === true;
  return (
    <Panel title={told.waiting}>
      <div class="enrol-wait">
        <span class="enrol-pulse" aria-hidden="true" />
        <p>
          <b>{told.waited(duration(waited, language.value))}</b>
          <br />
          {going.via !== null ? told.via.waiting : going.line.connected ? told.connected : told.notConnected}
        </p>
      </div>
      <Came title={told.somebodyTried} items={going.line.refused} />
      <Came title={told.rejected} items={going.rejected} />
      <ul class="enrol-hints">
        {(going.via === null ? told.hints[hintOf(waited)] : told.via.hints).map((hint) => (
          <li key={hint}>
            <Icon name="right" />
            {hint}
          </li>
        ))}
      </ul>
      {going.via === null ? (
        <Settings going={going} />
      ) : (
        <dl class="enrol-facts">
          <Through via={going.via} />
        </dl>
      )}
      <p class="soft">{told.silence}</p>
      {mayRenew && going.via === null && (
        <div class="enrol-more">
          <p class="soft">{told.claimHint}</p>
          <button
            type="button"
            class="secondary"
            onClick={() => {
              claiming.value = true;
            }}
          >
            {told.claim}
          </button>
          <p class="soft">{told.newSecretHint}</p>
          <Trouble text={doing.trouble.value} />
          <button
            type="button"
            class="secondary"
            disabled={doing.busy.value}
            onClick={() =>
              void doing.post<EnrolledView>(enrolPath(going.device, '/secret'), undefined, (made) => {
                if (made.secret !== null) secret.value = { ...made, secret: made.secret };
              })
            }
          >
            {told.newSecret}
          </button>
        </div>
      )}
    </Panel>
  );
}

function Settings({ going }: { going: Going }) {
  const told = said.value;
  return (
    <>
      <h3>{told.settings}</h3>
      <dl class="enrol-facts">
        <div>
          <dt>{told.host}</dt>
          <dd class="enrol-mono">{location.hostname}</dd>
        </div>
        {going.line.port > 0 && (
          <div>
            <dt>{told.port}</dt>
            <dd class="enrol-mono">{going.line.port}</dd>
          </div>
        )}
        <div>
          <dt>{told.login}</dt>
          <dd class="enrol-mono">{going.device}</dd>
        </div>
        <div>
          <dt>{told.topic}</dt>
          <dd class="enrol-mono">giulanh/v1/{going.device}/telemetry</dd>
        </div>
      </dl>
    </>
  );
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was tried and why it was not taken, the latest first. */
function Came({ title, items }: { title: string; items: readonly RefusedView[] }) {
  if (items.length === 0) return null;
  const told = said.value;
  return (
    <div class="trouble" role="alert">
      <b>{title}</b>
      <ul>
        {items.map((item) => (
          <li key={item.reason}>
            {told.tried(
              asSentence(item[language.value]),
              ageText(instant(item.at) ?? 0, now.value, words.value, language.value),
              item.count,
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
