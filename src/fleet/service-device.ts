/** The service's own device, by which the chain from a reading to a message tries itself. It is in no registry, and no device may be called so. */
export const CANARY_DEVICE = '_canary';
