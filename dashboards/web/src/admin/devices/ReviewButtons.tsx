/** How a form about a device ends: its change is looked at before it is made, or left. */
import { told } from './words.ts';

export function ReviewButtons({ onClose }: { readonly onClose: () => void }) {
  const said = told.value.doing;
  return (
    <div class="change-buttons">
      <button type="submit" class="primary">
        {said.review}
      </button>
      <button type="button" class="secondary" onClick={onClose}>
        {said.cancel}
      </button>
    </div>
  );
}
