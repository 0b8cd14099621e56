import type { Aggregate } from '#event-sourcing';
import {
  expiresAt,
  filingDecider,
  newsAt,
  remindAt,
  type Filing,
  type FilingCommand,
  type FilingEvent,
} from './processes/filing';

/** What happens to a filing at a time: the application hears of its news at once, who has not paid is reminded, the order dies. */
export const filingDue = {
  news: 'filing-news',
  reminder: 'filing-reminder',
  expiry: 'filing-expiry',
} as const;

/** The filing process as it is stored. */
export const filingAggregate: Aggregate<Filing, FilingCommand, FilingEvent> = {
  streamType: 'filing',
  decider: filingDecider,
  readModels: [],
  due: [
    { kind: filingDue.news, at: newsAt },
    { kind: filingDue.reminder, at: remindAt },
    { kind: filingDue.expiry, at: expiresAt },
  ],
};
