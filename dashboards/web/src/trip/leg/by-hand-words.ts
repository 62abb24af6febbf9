/** What is said of a temperature that was measured by hand, in both languages. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';

const vi = {
  unmeasured: 'Bên giao chưa đo nhiệt độ hộp này',
  unjudged: (celsius: string) => `Bên giao đo ${celsius}; máy này không biết ngưỡng của hộp`,
  inside: (celsius: string, range: string) => `Bên giao đo ${celsius}, trong ngưỡng ${range}`,
  outside: (celsius: string, range: string) => `Bên giao đo ${celsius}, NGOÀI ngưỡng ${range}`,
  takenOutside: (celsius: string, range: string) => `lúc nhận đo ${celsius}, ngoài ngưỡng ${range}`,
  givenOutside: (celsius: string, range: string) => `bên giao đo ${celsius}, ngoài ngưỡng ${range}`,
  service: (celsius: string, when: string, ago: string) =>
    `Cảm biến, theo máy chủ: ${celsius} lúc ${when}, cách đây ${ago}`,
};
const en: typeof vi = {
  unmeasured: 'The giver has not measured this box',
  unjudged: (celsius) => `The giver measured ${celsius}; this phone does not know the box’s limits`,
  inside: (celsius, range) => `The giver measured ${celsius}, within ${range}`,
  outside: (celsius, range) => `The giver measured ${celsius}, OUT of range ${range}`,
  takenOutside: (celsius, range) => `${celsius} when taken, out of range ${range}`,
  givenOutside: (celsius, range) => `${celsius} by the giver, out of range ${range}`,
  service: (celsius, when, ago) => `Sensor, by the service: ${celsius} at ${when}, ${ago} ago`,
};

export const byHandWords = computed(() => (language.value === 'en' ? en : vi));
