/** A mail server in a process of its own: says what it took, and fails as it is told. Started by child.ts. */
import { SMTPServer } from 'smtp-server';

/** `slow`: a recipient is answered never; `busy`: all are put off with 451. Addresses that begin with `khong-co` are refused with 550. */
export type SmtpMode = 'takes' | 'slow' | 'busy' | 'deaf';
let mode: SmtpMode = 'takes';

const refusal = (text: string, responseCode: number) => Object.assign(new Error(text), { responseCode });
const login = process.env.SMTP_LOGIN ?? null;
const server = new SMTPServer({
  authOptional: login === null,
  ...(process.env.SMTP_TLS === undefined ? { disabledCommands: ['STARTTLS'] } : {}),
  allowInsecureAuth: true,
  closeTimeout: 100,
  onConnect: (_, done) => (mode === 'deaf' ? undefined : done()),
  onAuth: ({ username, password }, _, done) =>
    `${username}:${password}` === login ? done(null, { user: username }) : done(refusal('Bad login', 535)),
  onRcptTo: ({ address }, _, done) => {
    if (mode === 'slow') return;
    if (mode === 'busy') done(refusal('Try again later', 451));
    else if (address.startsWith('khong-co')) done(refusal('No such user', 550));
    else done();
  },
  onData: (stream, { envelope }, done) => {
    let raw = '';
    stream.setEncoding('utf8');
    stream.on('data', (part) => {
      raw += part;
    });
    stream.on('end', () => {
      process.send?.({ type: 'took', what: { to: envelope.rcptTo.map(({ address }) => address), raw } });
      done(null, 'queued as 4711');
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  process.send?.({ type: 'listening', port: typeof address === 'object' ? address?.port : 0 });
});
process.on('message', (next: SmtpMode) => {
  mode = next;
  process.send?.({ type: 'mode' });
});
process.on('disconnect', () => process.exit(0));
