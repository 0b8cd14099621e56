import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, TokenSigner, type ServiceToken, type TokenClaims } from '#auth';
import { Flag, FreeText, Id, IdParam, Ids, Key, OneOf, Problem, Sha256 } from '#http';
import { mostNamesRead } from '#contracts';
import type { StaffRole } from '#commands';
import { StopActing } from '../acting.handler';
import { contactAddress } from '../domain/admission';
import type { LevelOfAssurance, Means, SignInMethod } from '../domain/means';
import { GiveGuestCommand } from '../guest.handler';
import { ClaimableGuestsQuery } from '../queries/claimable-guests';
import { OwnAccountsQuery } from '../queries/own-accounts';
import type { Profile } from '../domain/profile';
import { ConsentsQuery } from '../queries/consents';
import { ColleaguesQuery, type NamedColleague } from '../queries/colleagues';
import { DeclarationProofQuery } from '../queries/declaration-proof';
import { LinkMailQuery } from '../queries/link-mail';
import { NamesQuery, type Names } from '../queries/names';
import { PersonQuery, type Person } from '../queries/person';
import { SessionQuery, type RunningSession, type SessionName } from '../queries/session';
import { isOfGuest, type StandingLevel } from '../read-models/sessions';
import { Sites } from '../sites';

class SessionTokenDto {
  @FreeText(100)
  sessionId!: string;

  @Key({ description: 'Key of the tenant that the gateway found by the host.' })
  tenant!: string;

  @Flag({
    description: 'false for what is no activity of the person: an open stream, a form that saves itself.',
    optional: true,
  })
  active?: boolean;
}

class ClaimDto {
  @Id({ description: 'Person id of who takes over.' })
  by!: string;
}

class NamesDto {
  @Id({ description: 'Who is told.' })
  reader!: string;

  @OneOf(['caseworker', 'head-of-office', 'auditor'])
  role!: StaffRole;

  @Key({ description: 'What for: an auditor will read it.' })
  purpose!: string;

  @Ids(mostNamesRead, { description: 'Whose names.' })
  persons!: string[];
}

class ColleaguesRequest {
  @Key({ description: 'Key of the office.' })
  office!: string;
}

class DeclarationQuery {
  @Id({ description: 'The application.' })
  application!: string;

  @Id({ description: 'Who declares.' })
  person!: string;

  @Sha256({ description: 'Of what is declared.' })
  hash!: string;
}

/** How somebody proved who they are, for one declaration. */
export interface DeclarationProofAnswer {
  readonly proof?: {
    readonly id: string;
    readonly method: SignInMethod;
    readonly means?: Means;
    readonly levelOfAssurance: LevelOfAssurance;
    /** UTC, ISO 8601. */
    readonly provenAt: string;
  };
  /** There is a fresh one for the same application as it stood before. */
  readonly ofOtherDeclaration: boolean;
}

/** What the gateway needs to act for a session. */
export interface SessionToken {
  /** Service token of the person. */
  readonly token: string;
  /** When to ask again, at the latest; ISO 8601. */
  readonly expiresAt: string;
  /** What unsafe requests of this session must carry in `X-CSRF-Token`. */
  readonly csrfToken: string;
}

/** Seconds a person's token lives: as long as a sign-out may take to be known everywhere. */
const tokenSeconds = 60;

/** What other services ask identity; each route names who may, because most of it is personal data. */
@ApiExcludeController()
@Controller('internal')
export class InternalController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly sites: Sites,
    private readonly signer: TokenSigner,
  ) {}

  /** The token of a running session of this tenant. @throws Problem `not-found` when there is no such session (any more). */
  @OnlyServices('gateway')
  @Post('session-token')
  @HttpCode(200)
  async sessionToken(
    @Body() { sessionId, tenant, active = true }: SessionTokenDto,
    @CurrentUser() caller: ServiceToken,
  ): Promise<SessionToken> {
    if (tenant !== caller.tenant) throw new Problem('not-found');
    const session = await this.sessionOf(tenant, { secretId: sessionId, active });
    const { handle, personId, roles, offices, levels, levelOfAssurance, acting } = session;
    // A token never outlives the level that it tells, which never outlives its session, nor the mandate that it acts under.
    const [{ idleUntil }] = levels;
    const end = Math.min(idleUntil.getTime(), acting?.until.getTime() ?? Infinity);
    const seconds = Math.max(1, Math.min(tokenSeconds, Math.floor((end - Date.now()) / 1000)));
    const claims = {
      sub: personId,
      tenant,
      kind: 'person',
      roles,
      offices,
      levelOfAssurance,
      ...meansOf(levels),
      sid: handle,
      ...(session.authenticatedAt && { authenticatedAt: session.authenticatedAt.toISOString() }),
      ...(isOfGuest(session) && { guest: true as const }),
      ...(acting && { actingFor: acting.personId }),
    } as const;
    return {
      token: await this.signer.sign(claims, seconds),
      expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
      csrfToken: session.csrfToken,
    };
  }

  /** Where mail to a person goes. The notification service asks at the moment of sending and keeps nothing. */
  @OnlyServices('notification')
  @Get('persons/:id/contact')
  async contact(
    @IdParam() id: string,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ email: string; language: 'de' | 'en' }> {
    const { kind, profile } = await this.person(tenant, id);
    // Whose address it is the directory says, and nobody else has an account by it.
    const email =
      kind === 'staff'
        ? profile.attributes.email?.value
        : contactAddress(profile, this.sites.admissionRules(tenant));
    if (email === undefined) throw new Problem('not-found');
    return { email, language: profile.language };
  }

  /** The mail of a link to sign in with, or to an address of an account. @throws Problem `sign-in-link-unusable`: it need not be sent any more. */
  @OnlyServices('notification')
  @Post('sign-in-links/:id/mail')
  @HttpCode(200)
  async linkMail(
    @IdParam() id: string,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ email: string; language: 'de' | 'en'; url: string }> {
    const { email, language, path } = await this.queries.execute(new LinkMailQuery(tenant, id));
    return { email, language, url: this.sites.origin(tenant, 'portal') + path };
  }

  /** Whether somebody is one of the staff: a case is given to nobody else. @throws Problem `not-found` */
  @OnlyServices('application')
  @Get('persons/:id/kind')
  async kind(
    @IdParam() id: string,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ kind: 'citizen' | 'staff' }> {
    const { kind } = await this.person(tenant, id);
    return { kind };
  }

  /** The values that a filed application keeps (law.md 10) and that forms are prefilled with (D8). */
  @OnlyServices('application')
  @Get('persons/:id/identity')
  async identity(
    @IdParam() id: string,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ personId: string } & Profile> {
    const { profile } = await this.person(tenant, id);
    const { language, attributes } = profile;
    return { personId: id, language, attributes };
  }

  /** The proof that a person gave for exactly this declaration, no more than a quarter of an hour ago (W2 W3, law 3). */
  @OnlyServices('application')
  @Get('declaration-proofs')
  async declarationProof(
    @Query() { application: applicationId, person, hash: declarationHash }: DeclarationQuery,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<DeclarationProofAnswer> {
    const declaration = { applicationId, declarationHash };
    const query = new DeclarationProofQuery(tenant, person, declaration);
    const { proof, ofOtherDeclaration } = await this.queries.execute(query);
    if (proof === undefined) return { ofOtherDeclaration };
    const { id, method, means, level: levelOfAssurance, provenAt } = proof;
    const told = { id, method, ...(means !== null && { means }), levelOfAssurance };
    return { proof: { ...told, provenAt: provenAt.toISOString() }, ofOtherDeclaration };
  }

  /** Since when a consent to electronic notices stands; nothing where none does (law 1). */
  @OnlyServices('application')
  @Get('persons/:id/consents')
  async consents(
    @IdParam() id: string,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ electronicNotices?: string }> {
    const { given } = await this.queries.execute(new ConsentsQuery(tenant, id));
    const electronicNotices = given['electronic-notices'];
    return electronicNotices === undefined ? {} : { electronicNotices };
  }

  /** The session, in its own person's name again where the mandate that it acted under has ended. @throws Problem `not-found` */
  private async sessionOf(tenant: string, name: SessionName): Promise<RunningSession> {
    const session = await this.queries.execute(new SessionQuery(tenant, name));
    if (!session) throw new Problem('not-found');
    if (session.mandateId === null || session.acting) return session;
    await this.commands.execute(new StopActing(tenant, { mandateId: session.mandateId }));
    return this.sessionOf(tenant, name);
  }

  /** The guests whose matters somebody may take over into their account (R10a). */
  @OnlyServices('application')
  @Get('persons/:id/guests')
  async guests(
    @IdParam() id: string,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ personIds: readonly string[] }> {
    return { personIds: await this.queries.execute(new ClaimableGuestsQuery(tenant, id)) };
  }

  /** Somebody takes over what a guest filed: nobody comes back as that guest. @throws Problem `not-found` */
  @OnlyServices('application')
  @Post('guests/:id/claim')
  @HttpCode(200)
  async claim(
    @IdParam() id: string,
    @Body() { by }: ClaimDto,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ claimedBy: string }> {
    await this.commands.execute(new GiveGuestCommand(tenant, id, { type: 'claim', by }));
    return { claimedBy: by };
  }

  /** The citizens' accounts that are taken to be the same person's as this one of the staff (§ 20 VwVfG). */
  @OnlyServices('application')
  @Get('persons/:id/own-accounts')
  async ownAccounts(
    @IdParam() id: string,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ personIds: readonly string[] }> {
    return { personIds: await this.queries.execute(new OwnAccountsQuery(tenant, id)) };
  }

  /** What persons are called, and colleagues were; that citizens' names are told is recorded. Who is not known (any more) is left out. */
  @OnlyServices('application', 'audit')
  @Post('names')
  @HttpCode(200)
  names(
    @Body() { reader: personId, role, purpose, persons }: NamesDto,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<Names> {
    return this.queries.execute(new NamesQuery(tenant, { personId, role, purpose }, persons));
  }

  /** Who works on the cases of an office, and has signed in at least once; by name. */
  @OnlyServices('application')
  @Get('colleagues')
  async colleagues(
    @Query() { office }: ColleaguesRequest,
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ items: readonly NamedColleague[] }> {
    return { items: await this.queries.execute(new ColleaguesQuery(tenant, office)) };
  }

  private person(tenant: string, id: string): Promise<Person> {
    return this.queries.execute(new PersonQuery(tenant, id));
  }
}

/** The highest level that each means of a session has reached. */
function meansOf(levels: readonly StandingLevel[]): Pick<TokenClaims, 'means'> {
  const reached = new Map<string, LevelOfAssurance>();
  for (const { level, means } of levels) if (means !== null && !reached.has(means)) reached.set(means, level);
  return reached.size === 0 ? {} : { means: Object.fromEntries(reached) };
}
