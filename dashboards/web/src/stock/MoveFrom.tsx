/** The sheet that moves parcels out of a unit, opened from the list: it needs the unit as the service has it now. */
import { useEffect } from 'preact/hooks';
import type { UnitDetail } from '../api/views.ts';
import { useAsked } from '../shell/use-asked.ts';
import { MoveSheet } from '../unit/MoveSheet.tsx';
import '../look/unit-more.css';
import { stockWords } from './words.ts';

export function MoveFrom({ unit, onClose }: { unit: string; onClose: () => void }) {
  const { asked } = useAsked<UnitDetail>(`/units/${encodeURIComponent(unit)}`);
  const { value, failure } = asked.value;
  const isFailed = value === null && failure !== null;
  useEffect(() => {
    if (isFailed && failure.status !== 0) onClose();
  }, [isFailed]);
  if (value !== null) return <MoveSheet unit={value} onClose={onClose} />;
  return failure === null ? null : (
    <p class="trouble" role="alert">
      {stockWords.value.moveFailed}
    </p>
  );
}
