/** The press that makes a trip of a proposal: what will happen is said first, and sent twice it is one trip. */
import { useSignal } from '@preact/signals';
import type { ShipmentView } from '../../../../src/keeper/custody-views.ts';
import type { ProposalView } from '../../../../src/keeper/stock-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { serviceNow } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { askSession } from '../session/session.ts';
import { instantOf } from '../trip/pack/local-time.ts';
import { Sheet } from '../unit/Sheet.tsx';
import { language, words } from '../words/words.ts';
import { type Going, goingOf, type IssueDraft, sumOf, type Typed, wrongWants } from './issue-draft.ts';
import type { Sites } from './site.tsx';
import { n, stockWords } from './words.ts';

type Props = {
  draft: IssueDraft;
  from: string;
  sites: Sites;
  proposal: ProposalView;
  typed: Typed;
  onPlanned: (id: string) => void;
};

const SEND_MS = 30_000;

export function PlanIssue({ draft, from, sites, proposal, typed, onPlanned }: Props) {
  const said = stockWords.value.out;
  const trouble = useSignal<readonly string[]>([]);
  const isOpen = useSignal(false);
  const busy = useSignal(false);
  const going = goingOf(proposal, typed);

  const look = () => {
    trouble.value = [
      ...(draft.to === '' ? [said.wrong.to] : []),
      ...(draft.escort === '' ? [said.wrong.escort] : []),
      ...wrongWants(draft, serviceNow()).map((one) => said.wrong[one]),
      ...(going === null ? [said.wrong.picks] : going.length === 0 ? [said.wrong.none] : []),
    ];
    isOpen.value = trouble.value.length === 0;
  };
  const plan = async (parcels: readonly Going[], close: () => void) => {
    busy.value = true;
    const { id, to, escort, note } = draft;
    const body = {
      ...{ id, from, to, escort, note },
      departAt: instantOf(draft.departAt),
      arriveBy: instantOf(draft.arriveBy),
      parcels: parcels.map(({ parcel, doses }) => ({ parcel, doses })),
    };
    const answer = await call<ShipmentView>('/issues', { method: 'POST', body, timeoutMs: SEND_MS });
    busy.value = false;
    if (answer.ok) {
      onPlanned(answer.value.id);
      return;
    }
    if (answer.status === 401) void askSession();
    trouble.value = [answer.status === 0 ? said.offline : failureText(answer, words.value, language.value)];
    close();
  };

  const splits = (going ?? []).filter(({ isSplit }) => isSplit).length;
  return (
    <footer class="stock-send">
      {trouble.value.length > 0 && (
        <div class="trouble" role="alert">
          {trouble.value.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      <div class="stock-buttons">
        <button type="button" class="primary" disabled={busy.value} onClick={look}>
          <Icon name="truck" />
          {said.plan}
        </button>
      </div>
      {isOpen.value && going !== null && (
        <Sheet title={said.planTitle} onClose={() => (isOpen.value = false)}>
          {(close) => (
            <>
              <p>
                {said.planLine(n(sumOf(going)), n(going.length), sites.nameOf(from), sites.nameOf(draft.to))}
              </p>
              {splits > 0 && <p class="soft">{said.splits(n(splits))}</p>}
              <div class="sheet-buttons">
                <button type="button" class="secondary" onClick={close}>
                  {said.back}
                </button>
                <button
                  type="button"
                  class="primary"
                  disabled={busy.value}
                  onClick={() => void plan(going, close)}
                >
                  {busy.value ? said.planning : said.planNow}
                </button>
              </div>
            </>
          )}
        </Sheet>
      )}
    </footer>
  );
}
