/** The service's own shapes, so that a field that is renamed there stops the build here. Types only. */
export type * from '../../../../src/keeper/views.ts';
