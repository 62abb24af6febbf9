/** Into which unit a device goes, and from when on. */
import { useComputed, useSignal } from '@preact/signals';
import { fold } from '../../../../../src/wording/fold.ts';
import { units } from '../../live/connection.ts';
import { n } from '../../official/say.ts';
import type { FormProps } from './Doing.tsx';
import { ReviewButtons } from './ReviewButtons.tsx';
import { instantOf, When } from './When.tsx';
import { told } from './words.ts';

const SHOWN_MOST = 8;
const OUT = '';
const names = new Intl.Collator('vi', { numeric: true });

export function MoveForm({ device, onReview, onClose }: FormProps) {
  const said = told.value.doing;
  const typed = useSignal('');
  const chosen = useSignal<string | null>(null);
  const sorted = useComputed(() =>
    [...units.value.values()]
      .filter(({ id, state }) => id !== device.unit && state !== 'retired')
      .sort((a, b) => names.compare(a.name, b.name)),
  );
  const wanted = fold(typed.value).split(' ').filter(Boolean);
  const found = sorted.value.filter(({ id, name, siteName }) => {
    const text = fold(`${id} ${name} ${siteName ?? ''}`);
    return wanted.every((word) => text.includes(word));
  });
  // What is chosen stays in sight, whatever is typed.
  const kept = found.filter(({ id }) => id === chosen.value);
  const shown = [...kept, ...found.filter(({ id }) => id !== chosen.value)].slice(0, SHOWN_MOST);
  const submit = (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const to = chosen.value;
    if (to === null) return;
    const since = instantOf(new FormData(event.currentTarget));
    const name = units.value.get(to)?.name ?? to;
    onReview({
      title: to === OUT ? said.takeOutTitle(device.id) : said.moveTitle(device.id, name),
      part: { unit: to === OUT ? null : to, ...(since === null ? {} : { since }) },
    });
  };
  const choose = (id: string) => () => {
    chosen.value = id;
  };
  return (
    <form class="part adm-form" aria-label={said.move} onSubmit={submit}>
      <h2>{said.move}</h2>
      <fieldset>
        <legend>{said.unit}</legend>
        <label class="field">
          <span>{said.findUnit}</span>
          <input
            type="search"
            autoComplete="off"
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
            }}
          />
        </label>
        {shown.map(({ id, name, siteName }) => (
          <label key={id} class="adm-choice">
            <input type="radio" name="unit" required checked={chosen.value === id} onChange={choose(id)} />
            <span>
              <bdi>{name}</bdi>
              <small>
                <bdi>{siteName ?? told.value.one.underWay}</bdi> · {id}
              </small>
            </span>
          </label>
        ))}
        {found.length === 0 && <p class="soft">{said.noUnit}</p>}
        {found.length > shown.length && <p class="soft">{said.moreUnits(n(found.length - shown.length))}</p>}
        {device.unit !== null && (
          <label class="adm-choice">
            <input type="radio" name="unit" required checked={chosen.value === OUT} onChange={choose(OUT)} />
            <span>{said.takenOut}</span>
          </label>
        )}
      </fieldset>
      <When />
      <p class="soft">{said.moveHint}</p>
      <ReviewButtons onClose={onClose} />
    </form>
  );
}
