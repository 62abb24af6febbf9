/**
 * The least that a durable broker must do: a bare aedes that appends each message to a SQLite table (WAL, synchronous=FULL)
 * and answers after the commit. No thread beside it, so nothing has to travel; what waits at the end of a turn is one
 * commit. Its argument: a directory for the table. Prints its port.
 */
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import Database from 'better-sqlite3';

type Waiting = { readonly topic: string; readonly payload: Buffer; readonly answer: () => void };

const directory = process.argv[2];
if (directory === undefined) throw new Error('node test/bench/peers/committing.ts DIRECTORY');
const db = new Database(join(directory, 'peer.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, payload BLOB NOT NULL) STRICT');
const insert = db.prepare('INSERT INTO message (topic, payload) VALUES (?, ?)');
const commit = db.transaction((batch: readonly Waiting[]) => {
  for (const { topic, payload } of batch) insert.run(topic, payload);
});

let waiting: Waiting[] = [];
function flush(): void {
  const batch = waiting;
  waiting = [];
  commit.immediate(batch);
  for (const { answer } of batch) answer();
}

const broker = await Aedes.createBroker({
  concurrency: 0,
  authorizePublish(_client, packet, done) {
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
    if (waiting.push({ topic: packet.topic, payload, answer: () => done(null) }) === 1) setImmediate(flush);
  },
});
const server = createServer({ noDelay: true }, broker.handle);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
