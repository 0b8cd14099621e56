import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { WrittenMail } from '../processes/mail-text';

/** Connections kept open at once, and so the mails on their way at once. */
export const MAIL_CONNECTIONS = 5;

/** A mail as it goes out. */
export interface OutgoingMail extends WrittenMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** Whom an answer goes to; default: the sender. */
  readonly replyTo?: string;
  readonly messageId: string;
  readonly date: Date;
}

/** The mail server refused the mail for good (SMTP 5xx). The code only: its words can contain the address. */
export class MailRefused extends Error {
  constructor(readonly code: number) {
    super(`the mail server refused the mail with ${code}`);
    this.name = 'MailRefused';
  }
}

/** The mail server does not answer, or not now (SMTP 4xx). Worth trying again. */
export class MailServerUnavailable extends Error {
  constructor(readonly code: string) {
    super(`the mail server does not take the mail now (${code})`);
    this.name = 'MailServerUnavailable';
  }
}

/** The city's mail server over SMTP, through connections that stay open. */
export class MailServer implements OnApplicationShutdown {
  private readonly transport;

  constructor(url: string) {
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: MAIL_CONNECTIONS,
      maxMessages: Infinity,
      connectionTimeout: 4_000,
      greetingTimeout: 10_000,
      // A mail server may think long before it accepts; who gives up too early sends twice (RFC 5321, 4.5.3.2.6).
      socketTimeout: 10 * 60_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /**
   * Resolves when the mail server has accepted the mail.
   * @throws MailRefused or MailServerUnavailable; neither contains anything of the mail.
   */
  async send({ from, to, replyTo, subject, text, messageId, date }: OutgoingMail): Promise<void> {
    try {
      await this.transport.sendMail({
        from: { ...from },
        to,
        ...(replyTo !== undefined && { replyTo }),
        subject,
        text,
        messageId,
        date,
        // RFC 3834: nobody's absence note should answer a machine.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
      if (typeof responseCode === 'number' && responseCode >= 500) throw new MailRefused(responseCode);
      throw new MailServerUnavailable(
        typeof responseCode === 'number' ? String(responseCode) : String(code ?? 'unknown'),
      );
    }
  }

  /** Says hello to the mail server. @throws MailServerUnavailable */
  async check(): Promise<void> {
    try {
      await this.transport.verify();
    } catch (error) {
      throw new MailServerUnavailable(String((error as { code?: unknown }).code ?? 'unknown'));
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}
