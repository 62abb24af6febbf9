/** Step 1: the code on the device, scanned or typed; whether its id is free is asked at once. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeviceStandingView } from '../../../../src/keeper/enrol-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { linkTo } from '../page.ts';
import { Scanner } from '../trip/Scanner.tsx';
import { language, words } from '../words/words.ts';
import { type DeviceCode, readDeviceCode } from './device-code.ts';
import { Panel, Trouble } from './Steps.tsx';
import { said } from './words.ts';

/** A code whose id is free, and which kinds of device there are. `via`: through whom it is reached; null: it signs in itself. */
export type Known = {
  readonly code: DeviceCode;
  readonly profiles: DeviceStandingView['profiles'];
  readonly via: { readonly gateway: string; readonly address: string } | null;
};

export function Code({ onKnown }: { onKnown: (known: Known) => void }) {
  const told = said.value;
  const typed = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const begun = useSignal<string | null>(null);

  const take = async (text: string) => {
    const code = readDeviceCode(text);
    begun.value = null;
    trouble.value = code === null ? told.badCode : null;
    if (code === null || busy.peek()) return;
    busy.value = true;
    const answer = await call<DeviceStandingView>(`/devices/${code.device}/standing`);
    busy.value = false;
    if (!answer.ok) {
      trouble.value = failureText(answer, words.value, language.value);
      return;
    }
    const { standing, unit, profiles } = answer.value;
    if (standing === 'free') return onKnown({ code, profiles, via: null });
    const where = unit === null ? '' : told.at([unit.name, unit.siteName].filter(Boolean).join(', '));
    if (standing === 'enrolling') begun.value = code.device;
    trouble.value =
      standing === 'enrolling'
        ? told.enrolling(code.device)
        : standing === 'retired'
          ? told.retired(code.device)
          : told.inUse(code.device, where);
  };

  // A phone's own camera opened the address on the label.
  useEffect(() => {
    const code = readDeviceCode(location.href);
    if (code !== null) void take(location.href);
  }, []);

  return (
    <Panel title={told.codeTitle}>
      <div class="enrol-code">
        <Scanner label={told.scan} onCode={take} />
      </div>
      <form
        class="enrol-form"
        onSubmit={(event) => {
          event.preventDefault();
          void take(typed.value);
        }}
      >
        <label class="field">
          <span>{told.typed}</span>
          <input
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            spellcheck={false}
            maxLength={500}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
              trouble.value = null;
            }}
          />
          <span class="hint">{told.typedHint}</span>
        </label>
        <Trouble text={trouble.value} />
        {begun.value !== null && (
          <a class="primary" {...linkTo('set-up', { device: begun.value })}>
            {told.goOn}
          </a>
        )}
        <button type="submit" class="secondary" disabled={busy.value || typed.value.trim() === ''}>
          {busy.value ? told.looking : told.useCode}
        </button>
      </form>
    </Panel>
  );
}
