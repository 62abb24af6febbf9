/** The way to the paper of a handoff that the service has confirmed; without a network there is no way, and no link. */
import { Icon } from '../../look/Icon.tsx';
import { session } from '../../session/session.ts';
import { isOnline } from './online.ts';
import { wizardWords } from './words.ts';

/** `between`: what tells it from other links on the same page. */
type Props = { handoff: string; between?: { readonly from: string; readonly to: string } };

export function RecordLink({ handoff, between }: Props) {
  const said = wizardWords.value;
  if (!isOnline.value || session.value === null) return null;
  return (
    <a
      class="secondary"
      href={`/api/v1/handoffs/${encodeURIComponent(handoff)}/record.pdf`}
      target="_blank"
      rel="noopener"
      aria-label={between && said.recordOf(between.from, between.to)}
    >
      <Icon name="down" />
      {said.record}
    </a>
  );
}
