import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { signInLinkAggregate } from './account.aggregate';
import type { NewlySignedIn } from './account.handler';
import { signInLinkSeconds } from './domain/sign-in-link';
import type { SignInLinkContent } from './link-contents';
import { Links, type OpenedLink } from './links';
import { countAttempt, type Limit } from './read-models/attempts';
import { lastGuestOf } from './read-models/guests';
import { findSession } from './read-models/sessions';
import { Secrets, secretHash } from './secrets';

/** What happens to sign-in links. `client` is the network address of the browser, as the gateway saw it. */
export type AskedOfSignInLink =
  | { readonly type: 'request'; readonly content: SignInLinkContent; readonly client: string }
  | {
      readonly type: 'try';
      readonly token: string;
      readonly client: string;
      /** With what the browser repeats its request when it was not answered. */
      readonly key?: string | undefined;
    };

/** A link that was tried; of a guest's, whose it is. */
export type TriedLink = Omit<OpenedLink<'sign-in-link'>, 'guest'> & {
  readonly guest?: { readonly personId: string };
  /** The secret id of the session that it leads to, where the browser may ask for it again. */
  readonly sessionId?: string;
  /** The session that it has led to, a moment ago, when this browser asked. */
  readonly signedIn?: NewlySignedIn;
};

type AnswerTo<Type extends AskedOfSignInLink['type']> = { request: void; try: TriedLink }[Type];

/** Somebody asks for a sign-in link, or comes back with one: the one door to them. */
export class GiveSignInLinkCommand<
  Type extends AskedOfSignInLink['type'] = AskedOfSignInLink['type'],
> extends Command<AnswerTo<Type>> {
  constructor(
    readonly tenant: string,
    readonly asked: Extract<AskedOfSignInLink, { readonly type: Type }>,
  ) {
    super();
  }
}

/** Nobody fills somebody else's mailbox, however many they are. */
const linksPerAddress: Limit = { number: 20, windowSeconds: 15 * 60 };
/** Of these one client has a part, so that who asks for links to somebody else's address does not use up the owner's. */
const linksPerAddressAndClient: Limit = { number: 5, windowSeconds: 15 * 60 };

/**
 * How many links one network address may ask for, and how many it may try, in a quarter of an hour. Many people may sit behind
 * one: a school, a library, a whole mobile network.
 */
export class ClientLimit implements Limit {
  readonly windowSeconds = 15 * 60;

  constructor(readonly number: number) {}
}

/**
 * Signing in by a link in a mail (R10b, R18). Asking for a link never looks at the accounts, so neither the answer nor its
 * time can tell whether an address is known.
 */
@CommandHandler(GiveSignInLinkCommand)
export class SignInLinkHandler implements ICommandHandler<GiveSignInLinkCommand> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly clientLimit: ClientLimit,
    private readonly links: Links,
  ) {}

  /**
   * @throws Problem `too-many-requests` when this client asks for, or tries, too many; `sign-in-link-unusable` when the token
   *   opens no link (any more), `guest-unknown` when one opens nothing that was filed without an account.
   */
  async execute({ tenant, asked }: GiveSignInLinkCommand): Promise<TriedLink | void> {
    switch (asked.type) {
      case 'request':
        return this.request(tenant, asked.content, asked.client);
      case 'try':
        return this.try(tenant, asked);
    }
  }

  /** Has a link sent. Above a limit for one address nothing is sent and nothing is said. */
  private async request(tenant: string, content: SignInLinkContent, client: string): Promise<void> {
    const secrets = await this.secrets.ofCity(tenant);
    await this.limit(tenant, secrets.clientHash(client, 'requesting-client'));
    const lookup = secrets.lookup({ purpose: 'email-address', value: content.email });
    const share = secrets.clientHash(`${client} ${lookup.toString('hex')}`, 'requesting-client');
    if ((await this.count(tenant, share, linksPerAddressAndClient)) > 0) return;
    if ((await this.count(tenant, lookup, linksPerAddress)) > 0) return;
    const id = uuidv7();
    const forGuest = content.guest !== undefined;
    await this.data.inTransaction(tenant, async (manager, connection) => {
      const store = this.store.within(connection);
      const metadata = metadataOf({ personId: 'service:identity', role: 'service' });
      const command = { type: 'request-sign-in-link', forGuest } as const;
      await runCommand(store, signInLinkAggregate, { tenant, streamId: id }, command, { metadata });
      const own = { lookup: secrets.linkLookup(content) };
      const seconds = signInLinkSeconds[forGuest ? 'guest' : 'account'];
      await this.links.add(manager, 'sign-in-link', { tenant, id }, own, content, seconds);
    });
  }

  private async try(
    tenant: string,
    { token, client, key }: Extract<AskedOfSignInLink, { type: 'try' }>,
  ): Promise<TriedLink> {
    const secrets = await this.secrets.ofCity(tenant);
    await this.limit(tenant, secrets.clientHash(client, 'signing-in-client'));
    const sessionId = key === undefined ? undefined : secrets.sessionOfLink(token, key);
    const opened = await this.links.opened('sign-in-link', tenant, token);
    if (opened === undefined) return this.triedBefore(tenant, token, sessionId);
    const { guest, ...unbound } = opened;
    const link = { ...unbound, ...(sessionId !== undefined && { sessionId }) };
    if (guest !== 'of-address') return { ...link, ...(guest && { guest }) };
    const address = secrets.lookup({ purpose: 'email-address', value: link.email });
    const personId = await this.data.withTenant(tenant, (manager) => lastGuestOf(manager, tenant, address));
    // Who reads this mailbox learns of it, and nobody else.
    if (personId === undefined) throw new Problem('guest-unknown');
    return { ...link, guest: { personId } };
  }

  /** A link works once; the browser that used it may not have heard of it. @throws Problem `sign-in-link-unusable` */
  private async triedBefore(
    tenant: string,
    token: string,
    sessionId: string | undefined,
  ): Promise<TriedLink> {
    const used = sessionId && (await this.links.justUsed('sign-in-link', tenant, token));
    if (!sessionId || !used) throw new Problem('sign-in-link-unusable');
    const idHash = secretHash(sessionId);
    const session = await this.data.withTenant(tenant, (manager) => findSession(manager, tenant, { idHash }));
    if (session === undefined) throw new Problem('sign-in-link-unusable');
    const { guest: _, ...link } = used;
    const csrfToken = (await this.secrets.ofCity(tenant)).csrfToken(session.handle);
    return { ...link, signedIn: { sessionId, csrfToken } };
  }

  private async limit(tenant: string, counted: Buffer): Promise<void> {
    const retryAfter = await this.count(tenant, counted, this.clientLimit);
    if (retryAfter > 0) throw new Problem('too-many-requests', { retryAfter });
  }

  private count(tenant: string, counted: Buffer, limit: Limit): Promise<number> {
    return this.data.withTenant(tenant, (manager) => countAttempt(manager, tenant, counted, limit));
  }
}
