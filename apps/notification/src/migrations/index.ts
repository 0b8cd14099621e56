import { messagingMigrations } from '#messaging';
import { CreateNotification1763643000000 } from './1763643000000-notification';
import { GatherMails1795665600000 } from './1795665600000-gathered-mails';
import { MailsAboutAccounts1795700000000 } from './1795700000000-mails-about-accounts';
import { MailsOfACase1795900000005 } from './1795900000005-mails-of-a-case';

/** Everything that makes the notification database, in order. */
export const notificationMigrations = [
  ...messagingMigrations('notification'),
  CreateNotification1763643000000,
  GatherMails1795665600000,
  MailsAboutAccounts1795700000000,
  MailsOfACase1795900000005,
];
