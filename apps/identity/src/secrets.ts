import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataKeys, type Sealed, type Sealer } from '#encryption';
import type { KnownBy } from './domain/proof';
import type { Profile } from './domain/profile';
import type { LinkContents, LinkKind, SignInLinkContent } from './link-contents';

/** The subject of the data key that a city's secrets are derived from; no person and no application has this id. */
export const citySubject = '00000000-0000-8000-8000-000000000001';

/** What a client is counted for; each apart. */
type ClientPurpose =
  | 'requesting-client'
  | 'signing-in-client'
  | 'refused-client'
  | 'address-link'
  | 'admitted-client'
  | 'accepting-person'
  | 'password';

/**
 * What identity keeps about nobody in particular: a key per city that hashes addresses, derives the secrets of links and
 * CSRF tokens and seals what waits for a sign-in. It is stored wrapped by the key-encryption key, so that key can be
 * rotated without anybody losing an account. The same address in two cities has two unrelated hashes.
 */
export class CitySecrets {
  constructor(private readonly sealer: Sealer) {}

  /** What an account is found by: a keyed hash. */
  lookup({ purpose, value }: KnownBy): Buffer {
    return this.sealer.fingerprint(value, purpose);
  }

  /** What a session at a provider is found by: a keyed hash of its issuer and id. */
  providerSession(issuerAndId: string): Buffer {
    return this.sealer.fingerprint(issuerAndId, 'provider-session');
  }

  /** What a token that ends sessions is remembered by: a keyed hash of its issuer and id. */
  logoutToken(issuerAndId: string): Buffer {
    return this.sealer.fingerprint(issuerAndId, 'logout-token');
  }

  /** By what an account that may move is found: see `movingIdentity`. */
  movableLookup(identity: string): Buffer {
    return this.sealer.fingerprint(identity, 'moving-account');
  }

  /** What a browser's network address is counted by. */
  clientHash(client: string, purpose: ClientPurpose): Buffer {
    return this.sealer.fingerprint(client, purpose);
  }

  /** What links have in common of which one that is used ends the others: the address, or what it leads back to of a guest. */
  linkLookup({ email, guest }: Pick<SignInLinkContent, 'email' | 'guest'>): Buffer {
    if (guest === undefined) return this.lookup({ purpose: 'email-address', value: email });
    return this.sealer.fingerprint(guest === 'of-address' ? email : guest.personId, 'guest-link');
  }

  /** What challenges of the proof of work are signed with (`proof-of-work.ts`). */
  proofOfWorkSecret(purpose: 'challenge' | 'solution'): string {
    return this.sealer.fingerprint(purpose, 'proof-of-work').toString('base64url');
  }

  /** Names a challenge that was solved, so that its solution counts once. */
  solvedChallenge(signature: string): Buffer {
    return this.sealer.fingerprint(signature, 'solved-challenge');
  }

  /** What tells a person apart from others, without disclosing it (`domain/same-person.ts`). */
  personMark(mark: string): Buffer {
    return this.sealer.fingerprint(mark, 'same-person');
  }

  /**
   * The secret of a link: a keyed hash of its id, so that the notification service can be told it when the mail is sent,
   * although only its hash is stored.
   */
  linkSecret(kind: LinkKind, linkId: string): string {
    return this.sealer.fingerprint(linkId, kind).toString('base64url');
  }

  /** What a link holds. */
  sealLink<Kind extends LinkKind>(kind: Kind, linkId: string, content: LinkContents[Kind]): Sealed {
    return this.sealer.seal(content, `${kind}:${linkId}`);
  }

  /** @throws SealBroken when it is not ours, or of another link. */
  openLink<Kind extends LinkKind>(kind: Kind, linkId: string, content: string): LinkContents[Kind] {
    return this.sealer.open<LinkContents[Kind]>(content as Sealed, `${kind}:${linkId}`);
  }

  /** What was registered, until the profile of a person has it. @param lookup of the account */
  sealRegistered(lookup: Buffer, profile: Profile): Sealed {
    return this.sealer.seal(profile, `registered:${lookup.toString('hex')}`);
  }

  openRegistered(lookup: Buffer, profile: string): Profile {
    return this.sealer.open<Profile>(profile as Sealed, `registered:${lookup.toString('hex')}`);
  }

  /** What the hash of a password is keyed with, which the database does not have. @param lookup of the account */
  pepper(lookup: Buffer): Buffer {
    return this.sealer.fingerprint(lookup.toString('hex'), 'password');
  }

  /** The mark of a browser in which somebody has signed in to an account here: nobody else can make it. */
  deviceMark(lookup: Buffer, device: string): string {
    return this.sealer
      .fingerprint(`${lookup.toString('hex')} ${device}`, 'known-device')
      .toString('base64url');
  }

  /** What our OpenID Connect provider keeps. @param name of the row: only there it opens */
  sealHandOver(content: unknown, name: string): Sealed {
    return this.sealer.seal(content, `hand-over:${name}`);
  }

  openHandOver<Content>(sealed: string, name: string): Content {
    return this.sealer.open<Content>(sealed as Sealed, `hand-over:${name}`);
  }

  /** The id by which one other portal knows a person, and none else does. */
  handOverSubject(personId: string, clientId: string): string {
    return this.sealer.fingerprint(`${personId} ${clientId}`, 'hand-over-subject').toString('base64url');
  }

  /** With which the provider signs its cookies. */
  handOverCookieKey(): string {
    return this.sealer.fingerprint('cookies', 'hand-over-cookies').toString('base64url');
  }

  /** The value that unsafe requests of a session must repeat in `X-CSRF-Token`: bound to the session, stored nowhere. */
  csrfToken(sessionHandle: string): string {
    return this.sealer.fingerprint(sessionHandle, 'csrf-token').toString('base64url');
  }

  /**
   * The secret id of the session that an attempt to sign in leads to: the same however often its browser asks, and made of what that
   * browser alone has. @param id of the attempt @param browserSecret what the browser left with
   */
  sessionOfAttempt(id: string, browserSecret: string): string {
    return this.sealer.fingerprint(`${id} ${browserSecret}`, 'session-of-attempt').toString('base64url');
  }

  /** The secret id by which a session goes on that is to be another one for whatever was loaded before: of one comes one. */
  sessionAfter(secretId: string): string {
    return this.sealer.fingerprint(secretId, 'session-after').toString('base64url');
  }

  /** The same of a link. @param key what the browser repeats its request with, and nobody else who has the link */
  sessionOfLink(token: string, key: string): string {
    return this.sealer.fingerprint(`${token} ${key}`, 'session-of-link').toString('base64url');
  }

  /** What is known of somebody who signs in elsewhere. @param id of the attempt */
  sealAttempt(attempt: unknown, id: string): Sealed {
    return this.sealer.seal(attempt, `sign-in-attempt:${id}`);
  }

  /** @throws SealBroken when it is not ours, or of another attempt. */
  openAttempt<Attempt>(sealed: string, id: string): Attempt {
    return this.sealer.open<Attempt>(sealed as Sealed, `sign-in-attempt:${id}`);
  }
}

/** What identity seals, and with whose key: a city's, or the one of a person, so that destroying it erases them (R26). */
@Injectable()
export class Secrets {
  constructor(private readonly dataKeys: DataKeys) {}

  async ofCity(tenant: string): Promise<CitySecrets> {
    return new CitySecrets(await this.dataKeys.sealerFor(tenant, citySubject));
  }

  /** A profile as it is stored. Makes the person's key on first use, so call it outside of the transaction that stores it. */
  async sealProfile(tenant: string, personId: string, profile: Profile): Promise<Sealed> {
    return (await this.dataKeys.sealerFor(tenant, personId)).seal(profile, 'profile');
  }

  /** The profiles of many persons; whose key was destroyed is left out. */
  async openProfiles(
    tenant: string,
    persons: readonly { readonly id: string; readonly profile: string }[],
  ): Promise<ReadonlyMap<string, Profile>> {
    const sealers = await this.dataKeys.sealersOf(
      tenant,
      persons.map(({ id }) => id),
    );
    return new Map(
      persons.flatMap(({ id, profile }) => {
        const sealer = sealers.get(id);
        return sealer === undefined ? [] : [[id, sealer.open<Profile>(profile as Sealed, 'profile')]];
      }),
    );
  }

  /** @throws KeyDestroyed when the person was erased. */
  async openProfile(tenant: string, personId: string, sealed: string): Promise<Profile> {
    return (await this.dataKeys.sealerFor(tenant, personId)).open<Profile>(sealed as Sealed, 'profile');
  }
}

/**
 * How the secret of a link or of a session is stored. 256 bits that nobody can guess need no salt and no slow hash.
 */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
