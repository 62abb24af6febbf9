/** Offers a PIN, once. */
import { go } from '../../page.ts';
import { remember } from '../../remember.ts';
import { offerWords } from './offer-words.ts';
import { isOffered } from './offered.ts';

export function PinOffer() {
  const said = offerWords.value;
  const done = () => {
    isOffered.value = true;
    remember('pin-offered', 'yes');
  };
  return (
    <aside class="bar bar-note" aria-label={said.name}>
      <span>{said.text}</span>
      <button
        type="button"
        class="secondary"
        onClick={() => {
          done();
          go('phone');
        }}
      >
        {said.set}
      </button>
      <button type="button" class="secondary" onClick={done}>
        {said.later}
      </button>
    </aside>
  );
}
