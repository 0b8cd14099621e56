import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Delivery, Mails } from './mails';

/** Bytes. */
const largestMail = 10 * 1024 * 1024;

/** An SMTP server that takes every mail, without encryption and without asking who sends. */
export function receiveMails(mails: Mails): SMTPServer {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: largestMail,
    onData(stream, session, callback) {
      read(stream, session)
        .then((delivery) => mails.deliver(delivery))
        .then(
          () => callback(),
          (error: Error) => callback(error),
        );
    },
  });
  // A client that hangs up in the middle of a mail is its own problem, not ours.
  smtp.on('error', (error) => console.error(`inbox: SMTP: ${error.message}`));
  return smtp;
}

/** @throws Error with the answer 552 when the mail is too large */
async function read(stream: SMTPServerDataStream, { id, envelope }: SMTPServerSession): Promise<Delivery> {
  const bytes = await buffer(stream);
  if (stream.sizeExceeded) throw Object.assign(new Error('the mail is too large'), { responseCode: 552 });
  const mail = await PostalMime.parse(bytes);
  const sender = envelope.mailFrom ? envelope.mailFrom.address : '';
  return {
    messageId: mail.messageId ?? `<without-id.${id}@inbox>`,
    to: envelope.rcptTo.map(({ address }) => address),
    from: mail.from?.address ? `${mail.from.name} <${mail.from.address}>`.trim() : sender,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
  };
}
