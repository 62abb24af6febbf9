/** A slip as QR codes on the screen: black on white whatever the theme, as large as the phone allows. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { encode } from 'uqr';
import { whole } from '../format/province.ts';
import { language } from '../words/words.ts';
import { type SignedSlip, textsOf } from './slip-text.ts';
import { tripWords } from './words.ts';

/** Several codes take turns, so that the other phone only has to be held still. */
const TURN_MS = 2_500;

export function SlipCode({ slip }: { slip: SignedSlip }) {
  const texts = useSignal<readonly string[]>([]);
  const part = useSignal(0);
  const copied = useSignal(false);
  useEffect(() => {
    void textsOf(slip).then((found) => {
      texts.value = found;
      part.value = 0;
    });
  }, [slip]);
  useEffect(() => {
    const turn = setInterval(() => {
      if (texts.peek().length > 1) part.value = (part.peek() + 1) % texts.peek().length;
    }, TURN_MS);
    return () => clearInterval(turn);
  }, []);
  const { handoff } = tripWords.value;
  const text = texts.value[part.value];
  if (text === undefined) return null;
  const all = texts.value.join('\n');
  return (
    <figure class="slip">
      <Qr text={text} label={handoff.showAlt} />
      <figcaption>
        {texts.value.length > 1 && <b>{handoff.showPart(part.value + 1, texts.value.length)}</b>}
        <span class="slip-size">{handoff.bytes(whole(all.length, language.value))}</span>
      </figcaption>
      <details>
        <summary>{handoff.asText}</summary>
        <p class="slip-text">{all}</p>
        <button
          type="button"
          class="secondary"
          onClick={() => {
            void navigator.clipboard.writeText(all).then(() => {
              copied.value = true;
            });
          }}
        >
          {copied.value ? handoff.copied : handoff.copy}
        </button>
      </details>
    </figure>
  );
}

/** Level L: the screen is clean and near, and the code itself is signed; fewer modules are what a poor camera needs. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(text, { ecc: 'L', boostEcc: false, border: 4 });
    const path = data
      .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('');
    return { size, path };
  }, [text]);
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
