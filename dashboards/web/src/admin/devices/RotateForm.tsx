/** A secret that follows the present one: sent to the device where it listens, and both open until it has come. */
import type { RotatedAnswer } from '../../../../../src/http/identity-schemas.ts';
import { when } from '../../official/say.ts';
import { type FormProps, MakeSecret } from './MakeSecret.tsx';
import { told } from './words.ts';

export function RotateForm(props: FormProps) {
  const said = told.value.doing;
  return (
    <MakeSecret<RotatedAnswer>
      {...props}
      deed="rotate"
      title={said.rotate}
      hint={said.rotateHint}
      confirm={said.rotateConfirm}
      note={({ sent, until }) => (sent ? said.rotateSent : said.rotateNotSent(when(until)))}
    />
  );
}
