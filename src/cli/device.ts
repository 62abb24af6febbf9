/** `giulanh device`: what is done to one device from the command line. */
import { revokeVerb } from './device-revoke.ts';
import { WrongUsage } from './refused.ts';
import { both, type Verb } from './verb.ts';

const PARTS: Readonly<Record<string, Verb>> = { revoke: revokeVerb };

export const deviceVerb: Verb = {
  name: 'device',
  operands: Object.keys(PARTS).join('|'),
  vi: 'thiết bị: thu hồi quyền kết nối',
  en: 'a device: shut it out',
  usage: [
    `giulanh device ${Object.keys(PARTS).join('|')}`,
    '',
    ...Object.values(PARTS).map(
      ({ name, operands, vi, en }) =>
        `  giulanh ${`${name} ${operands}`.padEnd(42)} ${vi}\n${' '.repeat(53)}${en}`,
    ),
    '',
    `  giulanh device revoke --help   ${both('chi tiết', 'in detail')}`,
  ].join('\n'),
  parts: PARTS,
  async run([name]) {
    throw new WrongUsage({
      code: 'USAGE_VERB',
      message: name === undefined ? 'no command after device' : `no command "device ${name}"`,
    });
  },
};
