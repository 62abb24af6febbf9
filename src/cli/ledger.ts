/** `giulanh ledger`: the ledger's head, its witnesses, and the way out when it is not the one that was signed. */

import { acceptVerb } from './ledger-accept.ts';
import { ledgerStatusVerb } from './ledger-status.ts';
import { WrongUsage } from './refused.ts';
import { both, type Verb } from './verb.ts';

const PARTS: Readonly<Record<string, Verb>> = { status: ledgerStatusVerb, accept: acceptVerb };

export const ledgerVerb: Verb = {
  name: 'ledger',
  operands: Object.keys(PARTS).join('|'),
  vi: 'sổ cái: mốc đã ký, nhân chứng, xác nhận sau khi khôi phục',
  en: 'the ledger: what was signed, who keeps it, accept it after a restore',
  usage: [
    `giulanh ledger ${Object.keys(PARTS).join('|')}`,
    '',
    both(
      '  Sổ cái được ký mỗi phút; nhân chứng giữ các mốc đã ký ở nơi khác.',
      'The ledger is signed every minute; witnesses keep the signed checkpoints elsewhere.',
    ),
    '',
    ...Object.values(PARTS).map(
      ({ name, operands, vi, en }) =>
        `  giulanh ${`${name} ${operands}`.padEnd(42)} ${vi}\n${' '.repeat(53)}${en}`,
    ),
    '',
    `  GIULANH_WITNESS          ${both('ai giữ các mốc: https://TOKEN@máy:cổng hoặc thư mục', 'who keeps the checkpoints')}`,
  ].join('\n'),
  parts: PARTS,
  async run([name]) {
    throw new WrongUsage({
      code: 'USAGE_VERB',
      message: name === undefined ? 'no command after ledger' : `no command "ledger ${name}"`,
    });
  },
};
