/** What the reports are measured against: plans, injection sessions, announced deliveries. */
import { session } from '../session/session.ts';
import { useSites } from '../stock/site.tsx';
import { Announced } from './Announced.tsx';
import { Plans } from './Plans.tsx';
import { Sessions } from './Sessions.tsx';

const has = (wanted: readonly string[]) =>
  session.value?.roles.some((role) => wanted.includes(role)) === true;

export function Planning() {
  const sites = useSites();
  return (
    <div class="report-planning">
      <Plans sites={sites} mayChange={has(['administrator', 'official'])} />
      <Sessions sites={sites} mayChange={has(['administrator', 'official', 'depot'])} />
      <Announced sites={sites} mayChange={has(['administrator', 'official', 'depot'])} />
    </div>
  );
}
