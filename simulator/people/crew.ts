/**
 * Who takes part in a trip: two keepers of the provincial depot, soldiers with a truck, civilians with a motorbike, and a
 * receiver at every station. All from a seed, with names and passwords as the rest of the province has them.
 */
import type { Description, PersonDescription, SiteDescription } from '../description.ts';
import { personName, readablePassword } from '../names.ts';
import { type Random, random } from '../random.ts';
import { DEPOT_SITE, PROVINCE_SITE } from '../sites.ts';

export type Arm = 'military' | 'civil';
export type Crew = {
  readonly keepers: readonly PersonDescription[];
  readonly escorts: Readonly<Record<Arm, readonly PersonDescription[]>>;
  /** By station: everybody who may receive there. */
  readonly receivers: ReadonlyMap<string, PersonDescription>;
  /** Where the escorts belong. A place of their own: none of them speaks for a depot or a station. */
  readonly places: readonly SiteDescription[];
};

/** Of each kind of escort, so that somebody else is always there to be the wrong person. */
const ESCORTS = 3;
const BASES = {
  military: { id: 'don-vi-van-tai', name: 'Tiểu đoàn vận tải quân khu', level: 'đơn vị vận tải' },
  civil: { id: 'to-giao-nhan', name: 'Tổ giao nhận xe máy', level: 'tổ giao nhận' },
} as const;

export function crew(seed: string, description: Pick<Description, 'sites'>): Crew {
  const draw = random(seed, 'crew');
  const stations = description.sites.filter(({ id }) => id.startsWith('tyt-'));
  const escorts = (arm: Arm, username: string) =>
    Array.from({ length: ESCORTS }, (_, i) => person(`${username}${i + 1}`, 'escort', BASES[arm].id, draw));
  return {
    keepers: [1, 2].map((number) => person(`giukho${number}`, 'depot', DEPOT_SITE, draw)),
    escorts: { military: escorts('military', 'lai'), civil: escorts('civil', 'xemay') },
    receivers: new Map(
      stations.map(({ id }, i) => [id, person(`nhan${i + 1}`, 'vaccinator', id, draw)] as const),
    ),
    places: Object.values(BASES).map((base) => ({ ...base, parent: PROVINCE_SITE })),
  };
}

export const everybody = ({ keepers, escorts, receivers }: Crew): PersonDescription[] => [
  ...keepers,
  ...escorts.military,
  ...escorts.civil,
  ...receivers.values(),
];

const person = (
  username: string,
  role: PersonDescription['roles'][number],
  site: string,
  draw: Random,
): PersonDescription => ({
  username,
  name: personName(draw),
  roles: [role],
  site,
  password: readablePassword(draw),
});
