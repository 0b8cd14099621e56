/**
 * The local mail inbox: takes every mail by SMTP, keeps it, and shows it as a page and as JSON. For development, the demo
 * and tests: it is where sign-in links arrive when no real mail server is configured.
 */
import { readInboxConfig } from './config';
import { Mails } from './mails';
import { receiveMails } from './receive-mails';
import { showMails } from './show-mails';

const { port, smtpPort, host, folder } = readInboxConfig();
const mails = new Mails(folder);
const smtp = receiveMails(mails);
const http = showMails(mails);

smtp.listen(smtpPort, host, () =>
  http.listen(port, host, () =>
    console.log(`inbox: http://localhost:${port}/, SMTP on ${host}:${smtpPort}, mails in ${folder}`),
  ),
);
for (const server of [http, smtp.server]) {
  server.on('error', (error: Error) => {
    console.error(`inbox: ${error.message}`);
    process.exit(1);
  });
}
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    http.close();
    http.closeAllConnections();
    smtp.close(() => process.exit(0));
  });
}
