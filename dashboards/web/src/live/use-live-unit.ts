/** One unit as the live picture has it: a page of it is drawn anew when it changes, and not with every other one. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { UnitView } from '../api/views.ts';
import { units } from './connection.ts';

export function useLiveUnit(id: string): UnitView | undefined {
  return useMemo(() => computed(() => units.value.get(id)), [id]).value;
}
