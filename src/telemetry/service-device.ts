/** The service's own device, by which the chain from a reading to a message tries itself. It is in no registry. */
export const CANARY_DEVICE = '_canary';
