/**
 * The stand-in as a process of its own: `node test/influx/stand-in/main.ts [port]`. Token, organisation and bucket come from
 * the same variables as the service's. Prints one line of JSON with its address once it listens; ends on SIGTERM.
 */
import { startStandIn } from './server.ts';

const {
  GIULANH_INFLUX_TOKEN = 'token',
  GIULANH_INFLUX_ORG = 'province',
  GIULANH_INFLUX_BUCKET = 'giulanh',
} = process.env;

const standIn = await startStandIn({
  token: GIULANH_INFLUX_TOKEN,
  org: GIULANH_INFLUX_ORG,
  bucket: GIULANH_INFLUX_BUCKET,
  port: Number(process.argv[2] ?? 0),
});
console.log(JSON.stringify({ url: standIn.url }));
process.once('SIGTERM', () => void standIn.close());
