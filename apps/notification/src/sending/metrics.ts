import { Counter, Histogram } from 'prom-client';

/** Mails that reached an end, by kind. */
export const mailsSettled = new Counter({
  name: 'mails_settled_total',
  help: 'Mails that were accepted by the mail server or given up, by kind.',
  labelNames: ['kind', 'state'] as const,
});

/** How long a mail takes. */
export const mailSeconds = new Histogram({
  name: 'mail_duration_seconds',
  help: 'Time from the event that leads to a mail to its acceptance by the mail server, in seconds, by kind.',
  labelNames: ['kind'] as const,
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600],
});
