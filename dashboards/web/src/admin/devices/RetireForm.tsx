/** From when on a device is done with. */
import { serviceNow } from '../../live/clock.ts';
import type { FormProps } from './Doing.tsx';
import { ReviewButtons } from './ReviewButtons.tsx';
import { instantOf, When } from './When.tsx';
import { told } from './words.ts';

export function RetireForm({ device, onReview, onClose }: FormProps) {
  const said = told.value.doing;
  const submit = (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const retired = instantOf(new FormData(event.currentTarget)) ?? new Date(serviceNow()).toISOString();
    onReview({ title: said.retireTitle(device.id), part: { retired } });
  };
  return (
    <form class="part adm-form" aria-label={said.retire} onSubmit={submit}>
      <h2>{said.retire}</h2>
      <p>{said.retireHint}</p>
      <When />
      <ReviewButtons onClose={onClose} />
    </form>
  );
}
