import { createTransport } from 'nodemailer';
import pg from 'pg';
import { consume } from './broker';
import { append, isSigned, telling } from './tell';

/**
 * A consumer of the bare case (`bare-case.ts`): notes each batch that it hears with one statement. `answers` appends an event of its own for each that it
 * hears of the application, and tells it; `mails` sends a mail where the event asks for one, and notes that it was sent. kafkajs, pg and nodemailer alone. Forked; takes the URL of the
 * database, its group, what it does beside noting, the port of a mail server and the brokers. Says `ready`; asked, it answers how many records it has heard.
 */
const [url = '', group = '', role = '', smtpPort = '', ...brokers] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });
const transport = createTransport({ host: '127.0.0.1', port: Number(smtpPort), pool: true, ignoreTLS: true });
let heard = 0;

async function listen(): Promise<void> {
  const appended = role === 'answers' ? await telling(pool, 'mailbox', brokers) : () => undefined;
  await consume(
    group,
    brokers,
    ['application', 'mailbox'],
    async ({ batch: { topic, messages } }) => {
      const signatures = new Set(
        messages.flatMap(({ headers }) => headers?.['signature']?.toString('base64') ?? []),
      );
      for (const signature of signatures)
        if (!isSigned(Buffer.from(signature, 'base64')))
          throw new Error('a batch is not signed as it should be');
      const records = messages.map(({ key, value }) => ({ stream: String(key), text: String(value) }));
      await pool.query({
        name: 'note',
        text: 'INSERT INTO bench.noted (listener, topic, stream) SELECT $1, $2, unnest($3::uuid[])',
        values: [group, topic, records.map(({ stream }) => stream)],
      });
      for (const { stream, text } of records) {
        if (topic !== 'application') continue;
        if (role === 'answers') {
          await append(pool, 'mailbox', stream, text);
          appended();
        }
        if (role === 'mails' && (JSON.parse(text) as { mail?: boolean }).mail === true) await send(stream);
      }
      heard += messages.length;
    },
    () => process.send?.('ready'),
  );
}

async function send(stream: string): Promise<void> {
  await transport.sendMail({
    from: 'stadt@example.org',
    to: 'person@example.org',
    subject: 'Neues zu Ihrem Antrag',
    text: 'Zu Ihrem Antrag gibt es Neues. Bitte melden Sie sich im Serviceportal an.\n'.repeat(8),
  });
  await pool.query({
    name: 'sent',
    text: 'UPDATE bench.noted SET sent = now() WHERE listener = $1 AND stream = $2',
    values: [group, stream],
  });
}

process.on('message', () => process.send?.(heard));
process.once('disconnect', () => process.exit());
listen().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
