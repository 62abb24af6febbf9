/** Passwords and secrets that were just made: read, copied or printed now, and then nowhere any more. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import type { Applied } from './apply.ts';
import { said } from './words.ts';

type Printed = Applied['printed'];

export function Secrets({ printed, onDone }: { printed: Printed; onDone: () => void }) {
  const told = said.value.secrets;
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  return (
    <div class="secrets" ref={top} tabIndex={-1}>
      <p class="note secrets-once" role="status">
        <b>{told.title}</b> {told.hint}
      </p>
      {printed.map((each) => (
        <Slip key={`${each.kind} ${each.id}`} made={each} />
      ))}
      <div class="change-buttons no-print">
        <button type="button" class="secondary" onClick={() => print()}>
          <Icon name="print" />
          {told.print}
        </button>
        <button type="button" class="primary" onClick={onDone}>
          {said.value.change.done}
        </button>
      </div>
    </div>
  );
}

function Slip({ made }: { made: Printed[number] }) {
  const told = said.value.secrets;
  const isPerson = made.kind === 'person';
  const copied = useSignal<'' | 'yes' | 'no'>('');
  const copy = () =>
    navigator.clipboard.writeText(made.secret).then(
      () => {
        copied.value = 'yes';
      },
      () => {
        copied.value = 'no';
      },
    );
  return (
    <article class="secret-slip" aria-label={isPerson ? told.person(made.id) : told.device(made.id)}>
      <dl class="pairs">
        <dt>{isPerson ? told.username : told.device_}</dt>
        <dd>
          <code>{made.id}</code>
        </dd>
        <dt>{isPerson ? told.secret : told.deviceSecret}</dt>
        <dd>
          <code class="slip-secret">{made.secret}</code>
        </dd>
      </dl>
      <p class="soft">{told.slip}</p>
      {isPerson && <p class="soft">{told.changeIt}</p>}
      {'clipboard' in navigator && (
        <button type="button" class="secondary no-print" onClick={copy}>
          <Icon name="note" />
          {copied.value === 'yes' ? told.copied : told.copy}
        </button>
      )}
      <span class="sr" role="status">
        {copied.value === 'yes' ? told.copied : copied.value === 'no' ? told.notCopied : ''}
      </span>
    </article>
  );
}
