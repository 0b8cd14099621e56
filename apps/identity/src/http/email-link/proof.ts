import type { Proof } from '../../domain/proof';
import type { TriedLink } from '../../sign-in-link.handler';

/** What a link proves: that somebody reads the mailbox, not who it is. */
export function provenBy({ id, email, language }: TriedLink): Proof {
  return {
    kind: 'citizen',
    knownBy: { purpose: 'email-address', value: email },
    profile: { language, attributes: { email: { value: email, source: 'confirmed' } } },
    method: 'email-link',
    levelOfAssurance: 'none',
    roles: ['citizen'],
    offices: [],
    link: id,
  };
}
