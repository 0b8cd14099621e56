import type { Proof } from './proof';

/** Nobody is known, and nothing is proven. */
const unknown = {
  kind: 'citizen',
  method: 'guest',
  levelOfAssurance: 'none',
  roles: ['citizen'],
  offices: [],
} as const satisfies Partial<Proof>;

/** What is known of somebody who begins to file without an account (R10a). */
export function newcomer(language: 'de' | 'en'): Proof {
  return { ...unknown, profile: { language, attributes: {} }, guest: { kind: 'newcomer' } };
}

/** What a link back proves: that the guest reads this mailbox, so that mail may go there. */
export function comingBack(
  { id, email, language }: { readonly id: string; readonly email: string; readonly language: 'de' | 'en' },
  personId: string,
): Proof {
  return {
    ...unknown,
    profile: { language, attributes: { email: { value: email, source: 'confirmed' } } },
    link: id,
    guest: { kind: 'returning', personId, address: email },
  };
}
