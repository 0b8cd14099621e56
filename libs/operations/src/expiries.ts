import { X509Certificate } from 'node:crypto';

/** Something that is valid for a time, and then has to be another. */
export interface Expiry {
  /** What it is, as a key for people's words. */
  readonly kind:
    'signing-key' | 'broker-certificate' | 'broker-authority' | 'saml-certificate' | 'provider-certificate';
  /** Which of them: its id, or whose it is. Never a secret. */
  readonly name: string;
  /** ISO 8601. */
  readonly validUntil: string;
}

/** The certificates in a PEM text: which they are, and until when they are valid. What cannot be read is left out. */
export function certificateExpiries(pem: string | undefined, kind: Expiry['kind']): readonly Expiry[] {
  const blocks = pem?.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return blocks.flatMap((block) => {
    try {
      const { subject, validTo } = new X509Certificate(block);
      return [{ kind, name: subject.replaceAll('\n', ', '), validUntil: new Date(validTo).toISOString() }];
    } catch {
      return [];
    }
  });
}

/** Those with which a service reaches the brokers. */
export function brokerExpiries({
  tls,
}: {
  readonly tls?: { readonly certificate?: string; readonly authorities?: string };
}): readonly Expiry[] {
  return [
    ...certificateExpiries(tls?.certificate, 'broker-certificate'),
    ...certificateExpiries(tls?.authorities, 'broker-authority'),
  ];
}

/** The soonest first; what several say is one. */
export function inOrder(expiries: readonly Expiry[]): readonly Expiry[] {
  const unique = new Map(expiries.map((one) => [`${one.kind} ${one.name} ${one.validUntil}`, one]));
  return [...unique.values()].sort((left, right) => (left.validUntil < right.validUntil ? -1 : 1));
}
