/** Who signs the book; everybody else reads it. The service decides again at every line. */
import { computed } from '@preact/signals';
import { session } from '../session/session.ts';

export const maySign = computed(
  () => session.value?.roles.some((role) => role === 'depot' || role === 'vaccinator') ?? false,
);
