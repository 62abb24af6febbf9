/** Where a person is in the steps: a line on a phone, all of them on a wide screen. And what every step is made of. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../look/Icon.tsx';
import { said } from './words.ts';
import type { AddDeviceWords } from './words-vi.ts';

export type Step = keyof AddDeviceWords['steps'];
/** The secret has a page of its own and belongs to the place. */
export const STEPS: readonly Step[] = [
  'code',
  'place',
  'first-message',
  'compare',
  'limits',
  'told',
  'test',
  'finish',
];

export function Steps({ at }: { at: Step }) {
  const told = said.value;
  const here = STEPS.indexOf(at === 'secret' ? 'place' : at);
  return (
    <nav class="enrol-steps no-print" aria-label={told.stepOf(here + 1, STEPS.length)}>
      <p class="enrol-step-line">
        <b>{told.stepOf(here + 1, STEPS.length)}</b> {told.steps[at]}
      </p>
      <ol>
        {STEPS.map((step, i) => (
          <li
            key={step}
            class={i < here ? 'is-done' : i === here ? 'is-here' : ''}
            aria-current={i === here ? 'step' : undefined}
          >
            <span aria-hidden="true">{i < here ? <Icon name="check" bold /> : i + 1}</span>
            {told.steps[step]}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="enrol-panel">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function Trouble({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p class="trouble" role="alert">
      {text}
    </p>
  );
}
