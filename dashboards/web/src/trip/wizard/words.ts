/** What the wizard says about the record of a handoff, a signature by finger and another seal, in both languages. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';

const vi = {
  record: 'Biên bản (PDF)',
  recordOf: (from: string, to: string) => `Biên bản (PDF): ${from} → ${to}`,
  signHere: (name: string) => `${name} ký bằng ngón tay`,
  signOptional: 'Không bắt buộc: không ký vẫn ghi được.',
  signedAs: 'Chữ ký đã vẽ',
  unsigned: 'Chưa ký',
  wipe: 'Xoá chữ ký',
  sealOther: (offered: string | null, found: string | null) =>
    `Số niêm phong không khớp: bên giao ghi ${offered ?? 'không có'}, đọc được ${found ?? 'không có'}`,
};

const en: typeof vi = {
  record: 'Record (PDF)',
  recordOf: (from, to) => `Record (PDF): ${from} → ${to}`,
  signHere: (name) => `${name} signs with a finger`,
  signOptional: 'Optional: it can be recorded without.',
  signedAs: 'Signature drawn',
  unsigned: 'Not signed yet',
  wipe: 'Wipe the signature',
  sealOther: (offered, found) =>
    `Seal numbers differ: ${offered ?? 'none'} by the giver, ${found ?? 'none'} read`,
};

export const wizardWords = computed(() => (language.value === 'en' ? en : vi));
