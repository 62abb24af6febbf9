/** The storage units, their limits and where they stand. */
import { AdminFrame } from '../AdminFrame.tsx';

export function Units() {
  return <AdminFrame>{null}</AdminFrame>;
}
