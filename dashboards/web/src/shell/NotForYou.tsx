/** A page that was opened by somebody whose work it is not. */
import { linkTo } from '../page.ts';
import { session } from '../session/session.ts';
import { Frame } from './Frame.tsx';
import { landingOf } from './landing.ts';
import { shellWords } from './words.ts';

export function NotForYou() {
  const said = shellWords.value;
  return (
    <Frame title={said.notForYou} narrow>
      <p>{said.notForYouHint}</p>
      <p>
        <a class="primary" {...linkTo(landingOf(session.value?.roles ?? []))}>
          {said.toMine}
        </a>
      </p>
    </Frame>
  );
}
