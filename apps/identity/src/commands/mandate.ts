import { Refusal } from '#event-sourcing/decider';
import type { Mandate, MandateEvent, MandateParties } from '../domain/mandate';

/** Somebody accepts a mandate that was offered to them. */
export interface GiveMandate extends MandateParties {
  readonly type: 'give-mandate';
  readonly endsOn: string;
}

/** One of the two ends it. */
export interface EndMandate {
  readonly type: 'end-mandate';
}

/** What follows from it. @throws Refusal `own-mandate`: nobody represents themselves */
export function decideUponMandate(
  command: GiveMandate | EndMandate,
  mandate: Mandate,
): readonly MandateEvent[] {
  switch (command.type) {
    case 'give-mandate': {
      const { grantorId, representativeId, endsOn } = command;
      if (mandate.status !== 'none') return [];
      if (grantorId === representativeId) throw new Refusal('own-mandate');
      return [{ type: 'MandateGiven', data: { grantorId, representativeId, endsOn } }];
    }
    case 'end-mandate': {
      if (mandate.status !== 'given') return [];
      const { grantorId, representativeId } = mandate;
      return [{ type: 'MandateEnded', data: { grantorId, representativeId } }];
    }
  }
}
