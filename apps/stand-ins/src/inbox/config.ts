/** Where the inbox listens, and where it keeps its mails. Every variable has a default. */
export function readInboxConfig() {
  const { PORT = '8025', SMTP_PORT = '1025', HOST = '127.0.0.1', STATE_DIR = '.local/inbox' } = process.env;
  return { port: Number(PORT), smtpPort: Number(SMTP_PORT), host: HOST, folder: STATE_DIR };
}
