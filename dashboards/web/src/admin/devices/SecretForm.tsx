/** A device gets a new secret; the former one opens nothing any more. */
import { type FormProps, MakeSecret } from './MakeSecret.tsx';
import { told } from './words.ts';

export function SecretForm(props: FormProps) {
  const said = told.value.doing;
  return (
    <MakeSecret
      {...props}
      deed="secret"
      title={said.secret}
      hint={said.secretHint}
      confirm={said.secretConfirm}
    />
  );
}
