/** Where a product's numbers come from when its description does not say: the description itself. Stored as it stands here. */
export const DESCRIPTION_SOURCE = 'province description';
