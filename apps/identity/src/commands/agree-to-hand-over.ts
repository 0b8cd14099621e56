import type { AccountEvent } from '../domain/account';

/** Somebody saw which data goes to another portal, and agrees (R16 W13). */
export interface AgreeToHandOver {
  readonly type: 'agree-to-hand-over';
  readonly clientId: string;
  readonly attributes: readonly string[];
  /** Not to be asked again. */
  readonly remembered: boolean;
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
}

export function agreeToHandOver(agreed: AgreeToHandOver): readonly AccountEvent[] {
  const { clientId, attributes, remembered, at: agreedAt } = agreed;
  return [{ type: 'HandOverAgreed', data: { clientId, attributes, remembered, agreedAt } }];
}
