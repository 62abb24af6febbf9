/** The last look before a lot is recalled: what it does everywhere, why, and its number typed once more. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EffectView, LotFoundView } from '../../../../src/keeper/official-views.ts';
import { FormEnd, TextField, textOf } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { shellWords } from '../shell/words.ts';
import { Effect } from './Effect.tsx';
import { n } from './say.ts';
import { said } from './words.ts';

type Props = { lot: LotFoundView; onClose: (done: boolean) => void };

export function RecallForm({ lot, onClose }: Props) {
  const told = said.value.recall;
  const effect = useSignal<EffectView | null>(null);
  const [reason, typed] = [useSignal(''), useSignal('')];
  const look = useDeed();
  const { busy, trouble, ask } = useDeed();
  const { gtin, lot: number } = lot;
  const preview = async () => {
    const answer = await look.ask<EffectView>('/recalls/effect', { gtin, lot: number });
    effect.value = answer?.value ?? null;
  };
  useEffect(() => void preview(), [gtin, number]);
  const send = async (event: Event) => {
    event.preventDefault();
    const path = `/lots/${encodeURIComponent(gtin)}/${encodeURIComponent(number)}/recall`;
    if ((await ask(path, { reason: textOf(reason) })) !== null) onClose(true);
  };
  const isReady = effect.value !== null && textOf(reason) !== '' && textOf(typed) === number;
  return (
    <form class="part propose" onSubmit={send}>
      <h2>{told.heading(number)}</h2>
      <p>
        {lot.product} · {said.value.doses(n(lot.doses))}
      </p>
      {effect.value !== null && (
        <>
          <Effect effect={effect.value} doing="recall" title={told.effect} />
          <p>{told.given(n(effect.value.dosesGiven))}</p>
        </>
      )}
      {effect.value === null && look.trouble.value === null && (
        <p role="status">{said.value.decide.previewing}</p>
      )}
      {look.trouble.value !== null && (
        <p class="trouble" role="alert">
          {look.trouble.value}{' '}
          <button type="button" class="secondary" onClick={() => void preview()}>
            {shellWords.value.retry}
          </button>
        </p>
      )}
      <p class="note">{told.stands}</p>
      <TextField label={told.reason} text={reason} rows={2} maxLength={2000} placeholder={told.reasonHint} />
      <TextField label={told.type(number)} text={typed} />
      <FormEnd
        trouble={trouble.value}
        onLeave={() => onClose(false)}
        does={busy.value ? told.busy : told.confirm}
        disabled={busy.value || !isReady}
        danger
      />
    </form>
  );
}
