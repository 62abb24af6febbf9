/** Place by place, one level of the tree at a time: what is wrong there and below, the worst first. */
import type { SiteView } from '../api/views.ts';
import { stateWord } from '../board/words.ts';
import { now } from '../live/clock.ts';
import type { Picture } from '../live/picture.ts';
import { realAlerts } from '../live/tests.ts';
import { Icon } from '../look/Icon.tsx';
import { followLink, goToUnit, hrefOfUnit, linkTo, queryValue, setQuery } from '../page.ts';
import { language, words } from '../words/words.ts';
import { n } from './say.ts';
import { said } from './words.ts';

type Sum = { units: number; problems: number; alerts: number; holds: number };
const FINE = new Set(['normal', 'retired']);
const SHOWN_MOST = 200;

/** What each place has, with all below it: everything is counted once and carried upwards. */
function sumsOf({ sites, units, alerts, holds }: Picture): Map<string, Sum> {
  const parents = new Map(sites.map(({ id, parent }) => [id, parent]));
  const sums = new Map<string, Sum>();
  const add = (site: string | null, name: keyof Sum) => {
    for (let at = site; at !== null; at = parents.get(at) ?? null) {
      const sum = sums.get(at) ?? { units: 0, problems: 0, alerts: 0, holds: 0 };
      sum[name]++;
      sums.set(at, sum);
    }
  };
  for (const unit of units.values()) {
    add(unit.site, 'units');
    if (!FINE.has(unit.state)) add(unit.site, 'problems');
  }
  for (const alert of realAlerts(alerts.values())) add(alert.site, 'alerts');
  for (const hold of holds.values()) add(hold.site, 'holds');
  return sums;
}

const NOTHING: Sum = { units: 0, problems: 0, alerts: 0, holds: 0 };

export function Places({ here }: { here: Picture }) {
  const told = said.value.overview;
  const place = queryValue('noi');
  const only = queryValue('chi') === '1';
  const sums = sumsOf(here);
  const of = (site: SiteView) => sums.get(site.id) ?? NOTHING;
  const bad = (sum: Sum) => sum.problems + sum.alerts + sum.holds;
  const known = new Set(here.sites.map(({ id }) => id));
  const level = here.sites.filter(({ id, parent }) =>
    place === null ? parent === null || !known.has(parent) : parent === place && id !== place,
  );
  const shown = level
    .filter((site) => !only || bad(of(site)) > 0)
    .sort((a, b) => bad(of(b)) - bad(of(a)) || a.name.localeCompare(b.name, 'vi'));
  return (
    <section class="part">
      <div class="places-head">
        <h2>{told.tree}</h2>
        <label class="check">
          <input
            type="checkbox"
            checked={only}
            onChange={(event) => setQuery({ chi: event.currentTarget.checked ? '1' : null })}
          />
          <span>{told.only}</span>
        </label>
      </div>
      {place !== null && <Path sites={here.sites} place={place} />}
      {level.length > 0 && shown.length === 0 && <p class="soft">{told.calm}</p>}
      {shown.length > 0 && (
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">{told.place}</th>
              {[told.units, told.problem, told.alerts, told.holds].map((head) => (
                <th key={head} scope="col" class="figure">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, SHOWN_MOST).map((site) => {
              const sum = of(site);
              return (
                <tr key={site.id} class={bad(sum) > 0 ? 'tone-red' : 'tone-grey'}>
                  <th scope="row">
                    <a {...linkTo('overview', { noi: site.id, chi: queryValue('chi') })}>{site.name}</a>
                  </th>
                  <td class="figure" data-head={told.units}>
                    {n(sum.units)}
                  </td>
                  <td class="figure" data-head={told.problem}>
                    {n(sum.problems)}
                  </td>
                  <td class="figure" data-head={told.alerts}>
                    {sum.alerts === 0 ? (
                      n(0)
                    ) : (
                      <a {...linkTo('incidents', { noi: site.id, 'tinh-trang': 'all' })}>
                        {n(sum.alerts)}
                        <span class="sr">
                          {' '}
                          {told.alerts}, {site.name}
                        </span>
                      </a>
                    )}
                  </td>
                  <td class="figure" data-head={told.holds}>
                    {n(sum.holds)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {place !== null && <Units here={here} place={place} only={only} />}
    </section>
  );
}

/** From the province down to the place, each a way back up. */
function Path({ sites, place }: { sites: readonly SiteView[]; place: string }) {
  const byId = new Map(sites.map((site) => [site.id, site]));
  const path: SiteView[] = [];
  for (let at = byId.get(place); at !== undefined && !path.includes(at); at = byId.get(at.parent ?? ''))
    path.unshift(at);
  return (
    <nav class="crumbs" aria-label={said.value.overview.tree}>
      <a {...linkTo('overview', { noi: null, chi: queryValue('chi') })}>{said.value.overview.all}</a>
      {path.map((site) => (
        <a
          key={site.id}
          aria-current={site.id === place ? 'page' : undefined}
          {...linkTo('overview', { noi: site.id, chi: queryValue('chi') })}
        >
          {site.name}
        </a>
      ))}
    </nav>
  );
}

function Units({ here, place, only }: { here: Picture; place: string; only: boolean }) {
  const units = [...here.units.values()].filter(
    (unit) => unit.site === place && (!only || !FINE.has(unit.state) || unit.holds > 0),
  );
  if (units.length === 0) return null;
  return (
    <>
      <h3>{said.value.overview.unitsHere}</h3>
      <ul class="entries">
        {units.slice(0, SHOWN_MOST).map((unit) => {
          const { icon, text } = stateWord(unit, words.value, language.value, now.value);
          return (
            <li key={unit.id}>
              <a href={hrefOfUnit(unit.id)} onClick={(event) => followLink(event, () => goToUnit(unit.id))}>
                {unit.name}
              </a>
              <p>
                <Icon name={icon} /> {text}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
