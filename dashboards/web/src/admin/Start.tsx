/** Where an administrator begins: how much there is, and what is missing that somebody will miss one night. */
import type { AdminOverviewView } from '../../../../src/keeper/admin-views.ts';
import { Icon } from '../look/Icon.tsx';
import { n } from '../official/say.ts';
import { linkTo, type PlainScreen } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { AdminFrame } from './AdminFrame.tsx';
import { CalibrationsDue } from './devices/Due.tsx';
import { said } from './words.ts';

type Counts = AdminOverviewView['counts'];
type Wrong = AdminOverviewView['wrong'][number];

const PAGES: Readonly<Record<keyof Counts, PlainScreen>> = {
  sites: 'admin-places',
  units: 'admin-units',
  devices: 'admin-devices',
  people: 'admin-people',
  products: 'admin-products',
};
/** Where each is put right, the list already narrowed to it. */
const CURES: Readonly<Record<Wrong['kind'], PlainScreen>> = {
  unitsWithoutDevice: 'admin-units',
  unitsWithoutRules: 'admin-units',
  devicesNeverHeard: 'admin-devices',
  devicesWithoutUnit: 'admin-devices',
  peopleWithoutPlace: 'admin-people',
  sitesWithoutPhone: 'admin-places',
  sitesWithoutPeople: 'admin-places',
};

export function Start() {
  const { asked, again } = useAsked<AdminOverviewView>('/registry');
  return (
    <AdminFrame>
      <p class="soft">{said.value.start.lead}</p>
      <Answered asked={asked.value} again={again}>
        {({ counts, wrong }) => (
          <>
            <Counted counts={counts} />
            <CalibrationsDue />
            <Missing wrong={wrong} />
          </>
        )}
      </Answered>
    </AdminFrame>
  );
}

function Counted({ counts }: { counts: Counts }) {
  const told = said.value.start;
  return (
    <section aria-label={told.countsTitle}>
      <ul class="sums">
        {(Object.keys(PAGES) as (keyof Counts)[]).map((what) => (
          <li key={what}>
            <a {...linkTo(PAGES[what])}>
              <b>{n(counts[what])}</b> <span>{told.counts[what]}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Missing({ wrong }: { wrong: readonly Wrong[] }) {
  const told = said.value.start;
  return (
    <section class="panel" aria-labelledby="admin-missing">
      <h2 id="admin-missing">{told.wrongTitle}</h2>
      {wrong.length === 0 && (
        <p>
          <Icon name="check" bold /> {told.allWell} {told.allWellHint}
        </p>
      )}
      <ul class="missing">
        {wrong.map(({ kind, count, examples }) => (
          <li key={kind}>
            <a {...linkTo(CURES[kind], { thieu: kind })}>
              <b>{n(count)}</b> {told.wrong[kind]}
            </a>
            <p class="soft">
              {told.why[kind]} {examples.map(({ name }) => name).join(', ')}
              {count > examples.length && '…'}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
