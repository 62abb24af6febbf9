/** Somebody without a phone takes it: who they are, and why they do not sign on one. */
import { Field } from '../../shell/Form.tsx';
import type { GiveDraft } from '../draft.ts';
import { Chips } from '../Note.tsx';
import { tripWords } from '../words.ts';
import type { GiveProps } from './give-props.ts';

export function Receiver({ draft, set }: GiveProps) {
  const { handoff } = tripWords.value;
  const { name, phone } = draft.receiver;
  return (
    <>
      <Field
        label={handoff.receiverName}
        maxLength={100}
        value={name}
        onText={(typed) => set({ receiver: { ...draft.receiver, name: typed } })}
      />
      <Field
        label={handoff.receiverPhone}
        type="tel"
        maxLength={20}
        value={phone}
        onText={(typed) => set({ receiver: { ...draft.receiver, phone: typed } })}
      />
      <Chips options={handoff.receiverReasons} value={draft.why} onChoose={(why) => set({ why })} />
      <Field label={handoff.receiverWhy} maxLength={200} value={draft.why} onText={(why) => set({ why })} />
    </>
  );
}

export const isReceiverKnown = ({ receiver: { name, phone }, why }: GiveDraft): boolean =>
  [name, phone, why].every((each) => each.trim() !== '');
