/** The administrators' page of vaccines. */
import { AdminFrame } from '../AdminFrame.tsx';

export function Products() {
  return <AdminFrame>{null}</AdminFrame>;
}
