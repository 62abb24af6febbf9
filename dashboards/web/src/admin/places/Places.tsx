/** The tree of sites: who belongs to whom. */
import { AdminFrame } from '../AdminFrame.tsx';

export function Places() {
  return <AdminFrame>{null}</AdminFrame>;
}
