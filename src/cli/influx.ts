/** `giulanh influx …`: the copy in InfluxDB, looked at, compared with the store, and made whole again. */
import { rebuildVerb } from './influx-rebuild.ts';
import { retryVerb } from './influx-retry.ts';
import { statusVerb } from './influx-status.ts';
import { verifyVerb } from './influx-verify.ts';
import { WrongUsage } from './refused.ts';
import { both, type Verb } from './verb.ts';

const PARTS: Readonly<Record<string, Verb>> = {
  status: statusVerb,
  retry: retryVerb,
  rebuild: rebuildVerb,
  verify: verifyVerb,
};

export const influx: Verb = {
  name: 'influx',
  operands: Object.keys(PARTS).join('|'),
  vi: 'bản sao trong InfluxDB: xem, gửi lại, dựng lại, đối chiếu',
  en: 'the copy in InfluxDB: see, send again, rebuild, verify',
  usage: [
    `giulanh influx ${Object.keys(PARTS).join('|')}`,
    '',
    both(
      '  Bản sao nhiệt độ, vi phạm và sổ cái trong InfluxDB. Dữ liệu gốc luôn ở Giữ Lạnh.',
      'The copy of temperatures, excursions and the ledger in InfluxDB. What counts is always Giữ Lạnh’s own store.',
    ),
    '',
    ...Object.values(PARTS).map(
      ({ name, operands, vi, en }) =>
        `  giulanh ${`${name} ${operands}`.padEnd(42)} ${vi}\n${' '.repeat(53)}${en}`,
    ),
    '',
    `  giulanh influx <verb> --help`,
    `  GIULANH_INFLUX_URL       ${both('InfluxDB nào (1.x: http://…:8086/<database>)', 'which InfluxDB')}`,
    `  GIULANH_INFLUX_TOKEN, GIULANH_INFLUX_ORG, GIULANH_INFLUX_BUCKET   (2.x)`,
  ].join('\n'),
  parts: PARTS,
  async run([name]) {
    throw new WrongUsage({
      code: 'USAGE_VERB',
      message: name === undefined ? 'No verb after influx' : `No verb "influx ${name}"`,
    });
  },
};
