/** The administrators' page of devices. */
import { AdminFrame } from '../AdminFrame.tsx';

export function Devices() {
  return <AdminFrame>{null}</AdminFrame>;
}
