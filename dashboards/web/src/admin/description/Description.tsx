/** The administrators' page of export and import. */
import { AdminFrame } from '../AdminFrame.tsx';

export function Description() {
  return <AdminFrame>{null}</AdminFrame>;
}
