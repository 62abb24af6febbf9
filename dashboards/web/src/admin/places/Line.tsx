/** One site in a list: its name, where it hangs, and how much there is. */
import type { RegistrySiteView } from '../../../../../src/keeper/admin-views.ts';
import { n } from '../../official/say.ts';
import { followLink, hrefOf, queryValue } from '../../page.ts';
import { choose } from '../Beside.tsx';
import { said } from '../words.ts';
import { told } from './words.ts';

export function Line({ site, showPath = false }: { site: RegistrySiteView; showPath?: boolean }) {
  const { id, name, level, path, children, units, people } = site;
  return (
    <a
      class="tree-line"
      href={hrefOf('admin-places', { chon: id })}
      aria-current={queryValue('chon') === id ? 'true' : undefined}
      onClick={(event) => followLink(event, () => choose(id))}
    >
      <b>{name}</b>
      {level !== '' && <span class="tag">{level}</span>}
      <small>
        {showPath && path.length > 0 && `${path.map((above) => above.name).join(' › ')} · `}
        {told.value.counts(n(children), n(units), n(people))}
      </small>
    </a>
  );
}

export function MoreButton({ more, isBusy }: { more: (() => void) | null; isBusy: boolean }) {
  if (more === null) return null;
  return (
    <button type="button" class="secondary" disabled={isBusy} onClick={more}>
      {said.value.more}
    </button>
  );
}
