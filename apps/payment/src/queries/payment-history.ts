import type { RecordedEvent } from '#event-sourcing';
import type { LocalText } from '#http';
import { historyLines } from '../commands';
import { sealedAs } from '../commands/facts';
import type { Ciphertext, Instant, PaymentEvent, PaymentEventType } from '../domain/payment';
import type { OpenContent, ReadPayment } from './payment-query';

/** For whom a history is shown. An auditor sees every fact and its hash, and nothing of what people wrote. */
export type Party = 'citizen' | 'staff' | 'auditor';

/** One line of the history of a payment. */
export interface HistoryEntry {
  readonly version: number;
  readonly type: PaymentEventType;
  readonly label: LocalText;
  readonly at: Instant;
  /** From which side the entry comes; a citizen is told no more than this. */
  readonly by: 'applicant' | 'office' | 'portal';
  /** Person or service that acted; not for citizens. */
  readonly actor?: RecordedEvent['metadata']['actor'];
  /** Codes, amounts (euro cents) and times of the entry. */
  readonly facts: object;
  /** Why, as somebody of the city wrote it; absent where this party does not see it or where it is erased. */
  readonly note?: string;
  /** Hash of the event; for auditors. */
  readonly hash?: string;
}

/** The history as one party may see it, oldest entry first; the words stand with the commands. */
export function historyOf({ events, open }: ReadPayment, party: Party): readonly HistoryEntry[] {
  return events
    .filter(({ type }) => party !== 'citizen' || historyLines[type].onlyForStaff !== true)
    .map((event) => {
      const { version, type, recordedAt: at, metadata, hash, data } = event;
      const line = historyLines[type];
      const note = party === 'auditor' ? undefined : noteIn(data, open);
      return {
        ...{ version, type, label: line.says, at, by: sideOf(metadata.actor.role) },
        ...(party !== 'citizen' && { actor: metadata.actor }),
        facts: line.facts?.(data as never) ?? {},
        ...(note !== undefined && { note }),
        ...(party === 'auditor' && { hash }),
      };
    });
}

function noteIn(data: PaymentEvent['data'], open: OpenContent): string | undefined {
  const { note } = data as { readonly note?: Ciphertext };
  return note === undefined ? undefined : open<{ readonly text: string }>(note, sealedAs.note)?.text;
}

function sideOf(role: string): HistoryEntry['by'] {
  if (role === 'citizen') return 'applicant';
  return role === 'service' ? 'portal' : 'office';
}
