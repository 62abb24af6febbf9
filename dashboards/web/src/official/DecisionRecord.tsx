/** One decision as it goes on file: who, what, why, on what evidence, about which parcels. It prints on one A4 page. */
import '../look/official.css';
import type { DecisionRecordView } from '../../../../src/keeper/official-views.ts';
import { linkTo } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Verdict } from './Effect.tsx';
import { Evidence } from './Evidence.tsx';
import { Proven } from './Proven.tsx';
import { inWords, n, when } from './say.ts';
import { decisionDiffers } from './signed.ts';
import { said } from './words.ts';

export function DecisionRecord({ id }: { id: string }) {
  const { asked, again } = useAsked<DecisionRecordView>(`/decisions/${encodeURIComponent(id)}`);
  return (
    <Frame
      title={said.value.record.title}
      back={{ ...linkTo('decisions'), name: said.value.back.decisions }}
      actions={
        <>
          <a
            class="secondary"
            href={`/api/v1/decisions/${encodeURIComponent(id)}/record.pdf`}
            target="_blank"
            rel="noopener"
          >
            {said.value.papers.pdf}
          </a>
          <PrintButton />
        </>
      }
    >
      <Answered asked={asked.value} again={again}>
        {(record) => <Shown record={record} />}
      </Answered>
    </Frame>
  );
}

function Shown({ record }: { record: DecisionRecordView }) {
  const told = said.value.record;
  const lots = Map.groupBy(record.items, ({ hold }) => `${hold.gtin} ${hold.lot}`);
  const causes = new Set(record.items.flatMap(({ cause }) => (cause === null ? [] : inWords(cause))));
  return (
    <article class="part ruling">
      <h2>
        {said.value.decide.kinds[record.decision]} · {told.state[record.state as 'approved']}
      </h2>
      <dl class="pairs">
        <dt>{said.value.decide.reason}</dt>
        <dd>{record.reason}</dd>
        <dt>{said.value.decide.evidence}</dt>
        <dd>{record.evidence}</dd>
        {causes.size > 0 && (
          <>
            <dt>{told.cause}</dt>
            <dd>{[...causes].join(' ')}</dd>
          </>
        )}
        <dt>{told.number}</dt>
        <dd class="raw-event">{record.id}</dd>
      </dl>
      {[...lots.values()].map((items) => {
        const [first] = items;
        if (first === undefined) return null;
        return (
          <section key={`${first.hold.gtin} ${first.hold.lot}`}>
            <h3>
              {first.product} · {said.value.lotNo(first.hold.lot)} · {said.value.parcels(n(items.length))}
            </h3>
            <Evidence holds={items.map(({ hold }) => hold)} />
            {first.gate !== null && (
              <p>
                {told.gate}: <Verdict gate={first.gate} />
              </p>
            )}
          </section>
        );
      })}
      <div class="signatures">
        <p>
          <b>{told.proposedBy}</b>
          <br />
          {record.proposedBy.name}
          <br />
          {told.at} {when(record.proposedAt)}
          <span class="sign-line">{told.sign}</span>
        </p>
        <p>
          <b>{told.approvedBy}</b>
          <br />
          {record.approvedBy?.name ?? told.notYet}
          <br />
          {record.approvedAt !== null && `${told.at} ${when(record.approvedAt)}`}
          <span class="sign-line">{told.sign}</span>
        </p>
      </div>
      <Proven
        path={`/decisions/${encodeURIComponent(record.id)}/proof`}
        differs={(events) => decisionDiffers(record, events)}
      />
    </article>
  );
}
