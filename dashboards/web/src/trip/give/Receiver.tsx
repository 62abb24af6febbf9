/** Somebody without a phone takes it: who they are, and why they do not sign on one. */
import type { GiveDraft } from '../draft.ts';
import { Chips } from '../Note.tsx';
import { tripWords } from '../words.ts';
import type { GiveProps } from './give-props.ts';

export function Receiver({ draft, set }: GiveProps) {
  const { handoff } = tripWords.value;
  const { name, phone } = draft.receiver;
  return (
    <>
      <label class="field">
        <span>{handoff.receiverName}</span>
        <input
          type="text"
          autoComplete="off"
          maxLength={100}
          value={name}
          onInput={(event) => set({ receiver: { ...draft.receiver, name: event.currentTarget.value } })}
        />
      </label>
      <label class="field">
        <span>{handoff.receiverPhone}</span>
        <input
          type="tel"
          autoComplete="off"
          maxLength={20}
          value={phone}
          onInput={(event) => set({ receiver: { ...draft.receiver, phone: event.currentTarget.value } })}
        />
      </label>
      <Chips options={handoff.receiverReasons} value={draft.why} onChoose={(why) => set({ why })} />
      <label class="field">
        <span>{handoff.receiverWhy}</span>
        <input
          type="text"
          autoComplete="off"
          maxLength={200}
          value={draft.why}
          onInput={(event) => set({ why: event.currentTarget.value })}
        />
      </label>
    </>
  );
}

export const isReceiverKnown = ({ receiver: { name, phone }, why }: GiveDraft): boolean =>
  [name, phone, why].every((each) => each.trim() !== '');
