/** Who may sign in, as what and where. */
import { AdminFrame } from '../AdminFrame.tsx';

export function People() {
  return <AdminFrame>{null}</AdminFrame>;
}
