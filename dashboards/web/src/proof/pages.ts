/** Both pages come as one part: what they share is not kept on phones that never open them. */
export { HandoffProof } from './HandoffProof.tsx';
export { ShipmentProof } from './ShipmentProof.tsx';
