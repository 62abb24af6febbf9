/** Reports: today's as it would be now, those that were made, what does not add up, and what they are measured against. */
import '../look/reports.css';
import { linkTo, queryValue, setQuery } from '../page.ts';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useSites } from '../stock/site.tsx';
import { Differences } from './Differences.tsx';
import { Made } from './Made.tsx';
import { Planning } from './Planning.tsx';
import { Shown } from './Shown.tsx';
import { said } from './words.ts';

const PARTS = ['hom-nay', 'da-lap', 'sai-lech', 'ke-hoach'] as const;
type Part = (typeof PARTS)[number];

export function ReportsPage() {
  const told = said.value;
  // What a paper's code leads to names its report alone.
  const wanted = queryValue('phan') ?? (queryValue('so') === null ? 'hom-nay' : 'da-lap');
  const part: Part = PARTS.find((one) => one === wanted) ?? 'hom-nay';
  return (
    <Frame title={told.title} subtitle={told.parts[part]} actions={<PrintButton />}>
      <nav class="report-tabs no-print" aria-label={told.title}>
        {PARTS.map((one) => (
          <a
            key={one}
            class="report-tab"
            {...linkTo('reports', { phan: one })}
            {...(one === part ? { 'aria-current': 'page' as const } : {})}
          >
            {told.parts[one]}
          </a>
        ))}
      </nav>
      {part === 'hom-nay' && <Today />}
      {part === 'da-lap' && <Kept />}
      {part === 'sai-lech' && <Differences />}
      {part === 'ke-hoach' && <Planning />}
    </Frame>
  );
}

function Today() {
  const site = queryValue('site');
  return (
    <>
      <Place />
      <Shown key={site} id={null} site={site} />
    </>
  );
}

function Kept() {
  const [id, site] = [queryValue('so'), queryValue('site')];
  if (id === null) return <Made />;
  return (
    <>
      <p class="no-print">
        <a class="secondary" {...linkTo('reports', { phan: 'da-lap' })}>
          {said.value.back}
        </a>
      </p>
      <Place />
      <Shown key={`${id} ${site}`} id={id} site={site} />
    </>
  );
}

/** Cut to one place; nothing where there is no choice. */
function Place() {
  const told = said.value;
  const { own } = useSites();
  if (own.length < 2) return null;
  return (
    <search class="report-filters no-print">
      <label class="field">
        <span>{told.site}</span>
        <select
          value={queryValue('site') ?? ''}
          onChange={(event) => setQuery({ site: event.currentTarget.value || null })}
        >
          <option value="">{told.all}</option>
          {own.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
