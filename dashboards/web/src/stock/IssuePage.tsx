/** K5, issue: what is wanted where, which parcels the service proposes for it, and the trip that takes them. */
import '../look/stock.css';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { ProposalView, StockView } from '../../../../src/keeper/stock-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { serviceNow } from '../live/clock.ts';
import { linkTo } from '../page.ts';
import { Loading } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { instantOf } from '../trip/pack/local-time.ts';
import { newId } from '../trip/uuid.ts';
import { language, words } from '../words/words.ts';
import { IssueDone } from './IssueDone.tsx';
import {
  beginIssue,
  type IssueDraft,
  isIssueDraft,
  type Typed,
  wantsText,
  wrongWants,
} from './issue-draft.ts';
import { keptDraft } from './kept.ts';
import { PlanIssue } from './PlanIssue.tsx';
import { Proposal } from './Proposal.tsx';
import { type Sites, useSites } from './site.tsx';
import { Wanted } from './Wanted.tsx';
import { stockWords } from './words.ts';

export function IssuePage() {
  const said = stockWords.value;
  const sites = useSites();
  return (
    <Frame
      title={said.out.title}
      subtitle={sites.site === null ? undefined : said.out.subtitle(sites.nameOf(sites.site))}
      back={{ ...linkTo('stock'), name: said.title }}
    >
      {sites.site === null ? <Loading /> : <Issue key={sites.site} site={sites.site} sites={sites} />}
    </Frame>
  );
}

function Issue({ site, sites }: { site: string; sites: Sites }) {
  const said = stockWords.value.out;
  const kept = useMemo(
    () => keptDraft(`issue.${site}`, () => beginIssue(newId(), newId()), isIssueDraft),
    [site],
  );
  const proposal = useSignal<ProposalView | null>(null);
  const typed = useSignal<Typed>(new Map());
  const trouble = useSignal<readonly string[]>([]);
  const busy = useSignal(false);
  const planned = useSignal<string | null>(null);
  const { asked } = useAsked<StockView>(`/stock?${new URLSearchParams({ site, limit: '1' })}`);
  const products = (asked.value.value?.products ?? []).filter(({ dosesUsable }) => dosesUsable > 0);
  const draft = kept.draft.value;

  const put = (change: Partial<IssueDraft>) => {
    kept.put(change);
    trouble.value = [];
    // Another wish makes another proposal.
    if ('wants' in change || 'arriveBy' in change) proposal.value = null;
  };
  const propose = async () => {
    const wrong = wrongWants(draft, serviceNow());
    trouble.value = wrong.map((one) => said.wrong[one]);
    if (wrong.length > 0 || busy.value) return;
    busy.value = true;
    const query = new URLSearchParams({
      site,
      arriveBy: instantOf(draft.arriveBy) ?? '',
      wants: wantsText(draft),
    });
    const answer = await call<ProposalView>(`/stock/proposal?${query}`);
    busy.value = false;
    if (answer.ok) {
      typed.value = new Map();
      proposal.value = answer.value;
    } else
      trouble.value = [answer.status === 0 ? said.offline : failureText(answer, words.value, language.value)];
  };
  if (planned.value !== null)
    return (
      <IssueDone
        id={planned.value}
        onAnother={() => {
          kept.drop();
          proposal.value = null;
          planned.value = null;
        }}
      />
    );
  return (
    <div class="stock-issue">
      <Wanted
        draft={draft}
        put={put}
        sites={sites}
        from={site}
        products={products}
        isKnown={asked.value.value !== null}
      />
      {trouble.value.length > 0 && (
        <div class="trouble" role="alert">
          {trouble.value.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      <div class="stock-buttons">
        <button
          type="button"
          class={proposal.value === null ? 'primary' : 'secondary'}
          disabled={busy.value}
          onClick={() => void propose()}
        >
          {busy.value ? said.proposing : said.propose}
        </button>
      </div>
      {proposal.value !== null && (
        <>
          <Proposal proposal={proposal.value} typed={typed} />
          <PlanIssue
            draft={draft}
            from={site}
            sites={sites}
            proposal={proposal.value}
            typed={typed.value}
            onPlanned={(id) => {
              planned.value = id;
            }}
          />
        </>
      )}
    </div>
  );
}
