/** The trip is not on this phone: nothing can be packed or put away before it was loaded. */
import { Top } from '../TripPages.tsx';
import { tripWords } from '../words.ts';

export function NoTrip({ onBack }: { onBack: () => void }) {
  const said = tripWords.value;
  return (
    <>
      <Top title={said.title} here="trips" back={onBack} />
      <main class="trip-main">
        <p class="note">{said.unknownTrip}</p>
      </main>
    </>
  );
}
