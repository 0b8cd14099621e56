/**
 * The local mail inbox: takes every mail by SMTP, keeps it in STATE_DIR, and shows it as a page and as JSON.
 * For development, the demo and tests: it is where sign-in links arrive when no real mail server is configured.
 *
 * Environment: PORT (8025), SMTP_PORT (1025), HOST (127.0.0.1), STATE_DIR (.local/inbox).
 */
import { createServer } from 'node:http';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { Mails } from './mails.mjs';
import { listPage, mailPage, notFoundPage, style } from './page.mjs';

const { PORT = '8025', SMTP_PORT = '1025', HOST = '127.0.0.1', STATE_DIR = '.local/inbox' } = process.env;
const LARGEST_MAIL = 10 * 1024 * 1024;

const mails = new Mails(STATE_DIR);

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  size: LARGEST_MAIL,
  onData(stream, session, callback) {
    receive(stream, session).then(
      () => callback(),
      (error) => callback(error),
    );
  },
});
// A client that hangs up in the middle of a mail is its own problem, not ours.
smtp.on('error', (error) => console.error(`inbox: SMTP: ${error.message}`));

/** @param {import('smtp-server').SMTPServerDataStream} stream @param {import('smtp-server').SMTPServerSession} session */
async function receive(stream, session) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  if (stream.sizeExceeded) throw Object.assign(new Error('the mail is too large'), { responseCode: 552 });
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  const from = session.envelope.mailFrom;
  mails.deliver({
    messageId: mail.messageId ?? `<without-id.${session.id}@inbox>`,
    to: session.envelope.rcptTo.map(({ address }) => address),
    from: mail.from?.address ? `${mail.from.name} <${mail.from.address}>`.trim() : from ? from.address : '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
  });
}

const http = createServer((request, response) => {
  const address = `http://inbox${request.url ?? '/'}`;
  const { pathname, searchParams } = new URL(URL.canParse(address) ? address : 'http://inbox/unreadable');
  const to = searchParams.get('to');
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
  );
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');

  /** @param {number} status @param {string} type @param {string} body */
  const answer = (status, type, body) =>
    response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(body);

  if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'text/plain', 'only GET');
  if (pathname === '/health/ready') {
    response.setHeader('X-Process-Id', process.pid);
    return answer(200, 'application/json', '{"status":"ready"}');
  }
  if (pathname === '/api/messages') return answer(200, 'application/json', JSON.stringify(mails.list(to)));
  if (pathname === '/style.css') return answer(200, 'text/css', style);
  if (pathname === '/') return answer(200, 'text/html', listPage(mails.list(to), to));
  const mail = mails.find(pathname.replace(/^\/mails\//, ''));
  return mail ? answer(200, 'text/html', mailPage(mail)) : answer(404, 'text/html', notFoundPage());
});

smtp.listen(Number(SMTP_PORT), HOST, () =>
  http.listen(Number(PORT), HOST, () =>
    console.log(`inbox: http://localhost:${PORT}/, SMTP on ${HOST}:${SMTP_PORT}, mails in ${STATE_DIR}`),
  ),
);
http.on('error', failed);
smtp.server.on('error', failed);

/** @param {Error} error */
function failed(error) {
  console.error(`inbox: ${error.message}`);
  process.exit(1);
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    http.close();
    http.closeAllConnections();
    smtp.close(() => process.exit(0));
  });
}
