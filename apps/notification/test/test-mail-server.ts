import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  /** The whole message as it came over the wire. */
  readonly raw: string;
}

/** What the server does with a mail after it has read it and before it answers. Default: accept it. */
export type Reaction = (mail: ReceivedMail) => 'accept' | number | Promise<'accept' | number>;

/** A real SMTP server that does what a test says, and can go away and come back under the same address. */
export class TestMailServer {
  /** The mails it accepted, in order, repeated deliveries included. */
  readonly accepted: ReceivedMail[] = [];
  react: Reaction = () => 'accept';
  private server: SMTPServer | undefined;
  port = 0;

  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      closeTimeout: 100,
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
          this.receive(Buffer.concat(chunks), to).then(callback, callback);
        });
      },
    });
    server.on('error', () => undefined); // a client that was killed is what these tests are about
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
    this.server = undefined;
  }

  to(address: string): ReceivedMail[] {
    return this.accepted.filter((mail) => mail.to === address);
  }

  private async receive(raw: Buffer, to: string): Promise<Error | null> {
    const parsed = await PostalMime.parse(raw);
    const mail: ReceivedMail = {
      to,
      from: `${parsed.from?.name} <${parsed.from?.address}>`,
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      messageId: parsed.messageId ?? '',
      raw: raw.toString('utf8'),
    };
    const reaction = await this.react(mail);
    if (reaction === 'accept') {
      this.accepted.push(mail);
      return null;
    }
    return Object.assign(new Error(`<${to}>: refused`), { responseCode: reaction });
  }
}
