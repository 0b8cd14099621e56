import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand, type Actor } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import type { AccountCommand } from './commands';
import { sealedFormerName } from './former-name';
import type { Account } from './domain/account';
import { arriveAtStepUp, type Declaration, type FormerSession } from './domain/arrival';
import { reaches } from './domain/means';
import type { GuestProof, Proof } from './domain/proof';
import { refusedAdmission } from './domain/admission';
import { provenAddress, refreshed, type Profile } from './domain/profile';
import { movingIdentity } from './domain/move';
import { marksOf } from './domain/same-person';
import { openedPerson } from './queries/person';
import { DeclarationProof } from './read-models/declaration-proofs';
import { noteColleague } from './read-models/colleagues';
import { noteFormerName } from './read-models/former-names';
import { isAddressTaken, ownerOfAddress, setContactAddress } from './read-models/contact-addresses';
import { addKnownBy, findPersonId, isAlreadyKnown, purposesOf } from './read-models/known-by';
import { admitGuest, noteAddress, offerGuest, type GuestName } from './read-models/guests';
import { linkTables } from './read-models/links';
import { setMovable } from './read-models/movable-accounts';
import { replaceMarks } from './read-models/same-person';
import { raiseLevel } from './read-models/session-levels';
import { useUpAttempt } from './read-models/sign-in-attempts';
import { Secrets, secretHash, type CitySecrets } from './secrets';
import { addPerson, replaceProfile } from './read-models/persons';
import {
  endSessions,
  findSession,
  isOfGuest,
  openSession,
  renewSession,
  type StandingSession,
} from './read-models/sessions';
import type { UsableAttempt } from './sign-in-attempts';
import { Sites } from './sites';
import { uncontested } from './uncontested';

/** What happens to an account: with a proof of who it is about, or out of a session. */
export type AskedOfAccount =
  | {
      readonly type: 'sign-in';
      readonly proof: Proof;
      /** At a provider, of which the session comes; it is used up with that. */
      readonly attempt?: UsableAttempt;
      /** Of the session that comes of it, where who asks knows it before. */
      readonly sessionId?: string | undefined;
      /** Handle of the session that this browser had until now, in this city; it ends. */
      readonly formerSession?: string | undefined;
    }
  | {
      /** Somebody whose session runs has proven anew who they are (D17 R14), perhaps for one declaration (W2 W3). */
      readonly type: 'step-up';
      readonly proof: Proof;
      readonly attempt: UsableAttempt;
      readonly from: FormerSession;
      readonly declaration?: Declaration;
    }
  | { readonly type: 'sign-out'; readonly session: string }
  | {
      /** Somebody ends sessions of theirs out of another one, or the staff's directory does. */
      readonly type: 'end-sessions';
      readonly personId: string;
      readonly role: Actor['role'];
      /** Handles; those that have ended or are somebody else's are passed over. */
      readonly sessions: readonly string[];
      /** Handle of the session in which it is done. */
      readonly doneIn?: string;
      /** `If-Match`: how often the person's sessions had changed when the person saw them. */
      readonly expectedVersion?: number | undefined;
    };

type NewProof = Pick<Extract<AskedOfAccount, { type: 'sign-in' }>, 'proof' | 'attempt' | 'sessionId'>;

export interface NewlySignedIn {
  /** The secret id of the session, for the browser alone; always a new one of each sign-in (session fixation). */
  readonly sessionId: string;
  readonly csrfToken: string;
}

type AnswerTo<Type extends AskedOfAccount['type']> = {
  'sign-in': NewlySignedIn;
  'step-up': NewlySignedIn;
  'sign-out': void;
  'end-sessions': void;
}[Type];

/** Somebody asks that something happens to an account: the one door to it. */
export class GiveAccountCommand<Type extends AskedOfAccount['type'] = AskedOfAccount['type']> extends Command<
  AnswerTo<Type>
> {
  constructor(
    readonly tenant: string,
    readonly asked: Extract<AskedOfAccount, { readonly type: Type }>,
  ) {
    super();
  }
}

/** Event, account, session and the used proof are one transaction. */
@CommandHandler(GiveAccountCommand)
export class AccountHandler implements ICommandHandler<GiveAccountCommand> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly sites: Sites,
  ) {}

  /**
   * @throws Problem `sign-in-link-unusable` when the link that proves a sign-in was used or has expired meanwhile,
   *   `sign-in-attempt-lost` when its attempt was used up meanwhile, `guest-gone` when nobody comes back as this guest, `step-up-session-ended`, `step-up-other-person`,
   *   `declaration-proof-too-weak`, `version-conflict`, `too-young`, `address-in-use`
   */
  async execute({ tenant, asked }: GiveAccountCommand): Promise<NewlySignedIn | void> {
    switch (asked.type) {
      case 'sign-in': {
        return this.signInFrom(tenant, asked, asked.formerSession);
      }
      case 'step-up':
        return uncontested(() => this.stepUp(tenant, asked), isContested);
      case 'sign-out':
        return this.signOut(tenant, asked.session);
      case 'end-sessions':
        return uncontested(() => this.endSessions(tenant, asked));
    }
  }

  /** Signs in; the session that this browser had until now ends. */
  private async signInFrom(
    tenant: string,
    asked: NewProof,
    formerSession: string | undefined,
  ): Promise<NewlySignedIn> {
    const { personId, ...signedIn } = await uncontested(() => this.signIn(tenant, asked), isContested);
    if (formerSession !== undefined) {
      await this.offer(tenant, formerSession, personId);
      await this.signOut(tenant, formerSession);
    }
    return signedIn;
  }

  /** Who filed without an account and signs in in the same browser may take it over, which is an act of its own (R10a). */
  private async offer(tenant: string, formerSession: string, personId: string): Promise<void> {
    await this.data.withTenant(tenant, async (manager) => {
      const former = await findSession(manager, tenant, { handle: formerSession });
      if (former === undefined || !isOfGuest(former) || former.personId === personId) return;
      await offerGuest(manager, { tenant, personId: former.personId }, personId);
    });
  }

  private async signIn(
    tenant: string,
    { proof, attempt, sessionId = attempt?.sessionId ?? randomBytes(32).toString('base64url') }: NewProof,
  ): Promise<NewlySignedIn & { readonly personId: string }> {
    const { kind, method, means = null, levelOfAssurance, roles, offices, link } = proof;
    const secrets = await this.secrets.ofCity(tenant);
    const lookup = proof.knownBy && secrets.lookup(proof.knownBy);
    const known =
      proof.guest?.kind === 'returning' ? proof.guest.personId : await this.knownAs(tenant, lookup);
    const address = await this.admitted(tenant, proof, known);
    const personId = known ?? uuidv7();
    const fresh = refreshed({ ...proof.profile, attributes: {} }, proof);
    const profile = known ? undefined : await this.secrets.sealProfile(tenant, personId, fresh);
    const beside = known
      ? await this.refreshment(tenant, known, proof)
      : await this.besideProfile(tenant, personId, proof, fresh);
    const handle = uuidv4(); // not a v7 one: it stands in logs and tells nothing, not even the time
    await this.change(
      tenant,
      { personId, role: roles[0] },
      { type: 'sign-in', proof, sessionId: handle },
      async (manager) => {
        await useUp(manager, tenant, attempt);
        if (link !== undefined && !(await linkTables['sign-in-link'].useUp(manager, { tenant, id: link }))) {
          throw new Problem('sign-in-link-unusable');
        }
        if (profile)
          await addPerson(manager, { tenant, id: personId, kind, lookup: lookup ?? null, profile });
        if (proof.guest) await this.guestArrives(manager, secrets, { tenant, personId }, proof.guest);
        if (profile && lookup && proof.knownBy) {
          await addKnownBy(manager, { tenant, lookup, personId, purpose: proof.knownBy.purpose });
        }
        if (profile && address) await setContactAddress(manager, { tenant, personId, ...address });
        await beside(manager);
        await noteStaff(manager, tenant, personId, proof);
        const session = {
          tenant,
          idHash: secretHash(sessionId),
          handle,
          personId,
          method,
          means,
          levelOfAssurance,
          ...authenticationOf(proof),
          providerSession:
            proof.providerSession === undefined ? null : secrets.providerSession(proof.providerSession),
        };
        await openSession(manager, { ...session, roles: [...roles], offices: [...offices] });
      },
    );
    return { personId, sessionId, csrfToken: secrets.csrfToken(handle) };
  }

  /**
   * The session goes on at what was proven; the browser gets a new secret id. What was proven for a declaration is kept only at
   * the level that a declaration needs (law 3).
   */
  private async stepUp(
    tenant: string,
    { proof, attempt, from, declaration }: Extract<AskedOfAccount, { type: 'step-up' }>,
  ): Promise<NewlySignedIn> {
    const { personId, session: handle } = from;
    const { method, means = null, levelOfAssurance } = proof;
    if (declaration && !reaches(levelOfAssurance, 'high')) throw new Problem('declaration-proof-too-weak');
    const session = await this.runningSession(tenant, handle);
    if (session?.personId !== personId) throw new Problem('step-up-session-ended');
    // A guest is nobody whose level could be raised: whoever proves who they are signs in, and is offered what they began.
    if (isOfGuest(session)) return this.signInFrom(tenant, { proof, attempt }, handle);
    const secrets = await this.secrets.ofCity(tenant);
    const lookup = proof.knownBy && secrets.lookup(proof.knownBy);
    // In this order: what becomes known to another session of the person in between is found then.
    const knownBy = await this.data.withTenant(tenant, (manager) => purposesOf(manager, tenant, personId));
    const known = await this.knownAs(tenant, lookup);
    const { profile, kind } = await openedPerson(this.data, this.secrets, tenant, personId);
    // Staff come through their directory; a citizen's proof makes nobody's work session stronger.
    if (kind !== proof.kind) throw new Problem('step-up-other-person');
    const arrival = arriveAtStepUp(proof, known, { personId, knownBy, profile });
    if (arrival.kind === 'another-person') throw new Problem('step-up-other-person');

    const refresh = await this.refreshment(tenant, personId, proof);
    const proven = declaration && { ...declaration, proofId: uuidv4() };
    const { addsWayIn } = arrival;
    const { sessionId } = attempt;
    await this.change(
      tenant,
      { personId, role: session.roles[0] ?? 'citizen' },
      { type: 'step-up', proof, sessionId: handle, addsWayIn, ...(proven && { declaration: proven }) },
      async (manager) => {
        await useUp(manager, tenant, attempt);
        if (addsWayIn && lookup && proof.knownBy) {
          const added = { tenant, lookup, personId, purpose: proof.knownBy.purpose };
          if (!(await addKnownBy(manager, added))) throw new WayInKnown();
        }
        await refresh(manager);
        await noteStaff(manager, tenant, personId, proof);
        const { roles, offices } = proof;
        const said = { roles: [...roles], offices: [...offices], ...authenticationOf(proof) };
        const renewed = { tenant, handle, idHash: secretHash(sessionId), ...said };
        // It may have ended, or run out, since it was looked at.
        if (!(await renewSession(manager, renewed, { method, means, levelOfAssurance })))
          throw new Problem('step-up-session-ended');
        await raiseLevel(manager, { tenant, handle, method, means, levelOfAssurance });
        if (proven) {
          const { proofId: id, applicationId, declarationHash: hash } = proven;
          const declarationHash = Buffer.from(hash, 'hex');
          const row = { tenant, id, personId, applicationId, declarationHash, method, means };
          await manager.insert(DeclarationProof, { ...row, level: levelOfAssurance });
        }
      },
    );
    return { sessionId, csrfToken: secrets.csrfToken(handle) };
  }

  /**
   * The address that a proof has proven, which a new account gets.
   * @throws Problem `too-young`, `address-in-use` (W5). Nobody learns more than they know: it is their own age and mailbox.
   */
  private async admitted(
    tenant: string,
    proof: Proof,
    known: string | undefined,
  ): Promise<{ readonly lookup: Buffer; readonly sole: boolean } | undefined> {
    if (proof.kind !== 'citizen') return undefined;
    const rules = this.sites.admissionRules(tenant);
    const value = provenAddress(proof);
    const lookup =
      value === undefined
        ? undefined
        : (await this.secrets.ofCity(tenant)).lookup({ purpose: 'email-address', value });
    // Who has an account keeps it, whatever became of the address since.
    const isNew = known === undefined;
    const addressOwner =
      isNew && lookup
        ? await this.data.withTenant(tenant, (manager) => ownerOfAddress(manager, tenant, lookup))
        : undefined;
    const refused = refusedAdmission(rules, { profile: proof.profile, addressOwner }, todayInBerlin());
    if (refused !== undefined) throw new Problem(refused, { minimumAge: rules.minimumAge });
    return lookup && { lookup, sole: rules.onePerAddress ?? false };
  }

  private async knownAs(tenant: string, lookup: Buffer | undefined): Promise<string | undefined> {
    return lookup && this.data.withTenant(tenant, (manager) => findPersonId(manager, tenant, lookup));
  }

  /** Replaces what a proof tells anew in the profile of a known person (R15). */
  private async refreshment(
    tenant: string,
    personId: string,
    proof: Proof,
  ): Promise<(manager: EntityManager) => Promise<void>> {
    const person = await openedPerson(this.data, this.secrets, tenant, personId).catch((error: unknown) => {
      // Whoever was known a moment ago has been erased meanwhile.
      throw error instanceof Problem && error.slug === 'not-found' ? new AccountEnded() : error;
    });
    const profile = refreshed(person.profile, proof);
    const beside = await this.besideProfile(tenant, personId, proof, profile);
    // What a former version has not kept beside it is kept now.
    if (isDeepStrictEqual(profile, person.profile)) return beside;
    const sealed = await this.secrets.sealProfile(tenant, personId, profile);
    const seen = { tenant, id: personId, version: person.version };
    const former = await sealedFormerName(this.secrets, tenant, person, profile);
    return async (manager) => {
      if (!(await replaceProfile(manager, seen, sealed))) throw new ProfileChanged();
      if (former) await noteFormerName(manager, { tenant, personId, name: former });
      await beside(manager);
    };
  }

  /** What is kept beside a profile: by what the person is told apart from others (§ 20 VwVfG), and by what an account may move. */
  private async besideProfile(
    tenant: string,
    personId: string,
    proof: Proof,
    profile: Profile,
  ): Promise<(manager: EntityManager) => Promise<void>> {
    const secrets = await this.secrets.ofCity(tenant);
    const movable = await this.movable(tenant, personId, proof, profile);
    const marks = marksOf(profile).map((mark) => secrets.personMark(mark));
    return async (manager) => {
      await replaceMarks(manager, { tenant, personId }, marks);
      await movable?.(manager);
    };
  }

  private async guestArrives(
    manager: EntityManager,
    secrets: CitySecrets,
    guest: GuestName,
    proven: GuestProof,
  ): Promise<void> {
    if (proven.kind === 'newcomer') return admitGuest(manager, guest);
    const lookup = secrets.lookup({ purpose: 'email-address', value: proven.address });
    if (!(await noteAddress(manager, guest, lookup))) throw new Problem('guest-gone');
  }

  /** Keeps by what an account of Servicekonto.NRW is offered to whoever comes by BundID (W11). */
  private async movable(
    tenant: string,
    personId: string,
    { method }: Proof,
    profile: Profile,
  ): Promise<((manager: EntityManager) => Promise<void>) | undefined> {
    if (method !== 'servicekonto-nrw') return undefined;
    const identity = movingIdentity(profile);
    const lookup = identity && (await this.secrets.ofCity(tenant)).movableLookup(identity);
    return (manager) => setMovable(manager, { tenant, personId }, lookup || undefined);
  }

  /** Ends a session at once. Ending one that has ended changes nothing. */
  private async signOut(tenant: string, handle: string): Promise<void> {
    const session = await this.runningSession(tenant, handle);
    if (session === undefined) return;
    const { personId, roles } = session;
    const role = roles[0] ?? 'citizen';
    const asked = { type: 'end-sessions', personId, role, sessions: [handle], doneIn: handle } as const;
    await uncontested(() => this.endSessions(tenant, asked));
  }

  private async endSessions(
    tenant: string,
    { personId, role, sessions, doneIn, expectedVersion }: Extract<AskedOfAccount, { type: 'end-sessions' }>,
  ): Promise<void> {
    await this.change(
      tenant,
      { personId, role },
      ({ sessionChanges }) => {
        if (expectedVersion !== undefined && expectedVersion !== sessionChanges)
          throw new Problem('version-conflict');
        return { type: 'sign-out', sessionIds: sessions, doneIn };
      },
      (manager) => endSessions(manager, { tenant, personId }, sessions),
    );
  }

  private runningSession(tenant: string, handle: string): Promise<StandingSession | undefined> {
    return this.data.withTenant(tenant, (manager) => findSession(manager, tenant, { handle }));
  }

  /** A command of an account, and the plain data that changes with it. */
  private change(
    tenant: string,
    actor: Actor,
    command: AccountCommand | ((account: Account) => AccountCommand),
    alongside: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    return this.data.inTransaction(tenant, async (manager, client: pg.PoolClient) => {
      const stream = { tenant, streamId: actor.personId };
      const metadata = metadataOf(actor);
      const decided = ({ state }: { readonly state: Account }): AccountCommand => {
        const given = typeof command === 'function' ? command(state) : command;
        // Erased or moved since it was found: it is looked for anew.
        if (state.ended && given.type !== 'sign-out') throw new AccountEnded();
        return given;
      };
      await runCommand(this.store.within(client), accountAggregate, stream, decided, { metadata });
      await alongside(manager);
    });
  }
}

/** @throws Problem `sign-in-attempt-lost` when what comes of it has come already: of two at once, one counts */
async function useUp(
  manager: EntityManager,
  tenant: string,
  attempt: UsableAttempt | undefined,
): Promise<void> {
  if (attempt === undefined) return;
  if (!(await useUpAttempt(manager, { tenant, id: attempt.id }))) throw new Problem('sign-in-attempt-lost');
}

/** What the directory says of one of the staff now. */
async function noteStaff(
  manager: EntityManager,
  tenant: string,
  personId: string,
  { kind, roles, offices }: Proof,
): Promise<void> {
  if (kind !== 'staff') return;
  await noteColleague(manager, { tenant, personId, roles: [...roles], offices: [...offices] });
}

function authenticationOf({ authenticatedAt }: Proof): { readonly authenticatedAt: Date | null } {
  return { authenticatedAt: authenticatedAt === undefined ? null : new Date(authenticatedAt) };
}

/** Today, `2026-12-04`, where the cities are. */
function todayInBerlin(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
}

/** Somebody changed the profile while it was being refreshed. */
class ProfileChanged extends Error {}

/** Another session of the person made the same way in known a moment before: it is recorded once. */
class WayInKnown extends Error {}

/** The account ended while somebody was on the way to it. */
class AccountEnded extends Problem {
  constructor() {
    super('not-found');
  }
}

/** Whether a change met another one of the same account, beside the conflict of versions. */
function isContested(error: unknown): boolean {
  return (
    error instanceof ProfileChanged ||
    error instanceof WayInKnown ||
    error instanceof AccountEnded ||
    isAlreadyKnown(error) ||
    isAddressTaken(error)
  );
}
