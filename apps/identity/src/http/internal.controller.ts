import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, TokenSigner, type ServiceToken, type TokenClaims } from '#auth';
import { Flag, FreeText, Id, IdParam, Key, Problem, Sha256 } from '#http';
import { contactAddress } from '../domain/admission';
import type { LevelOfAssurance, Means, SignInMethod } from '../domain/means';
import type { Profile } from '../domain/profile';
import { ConsentsQuery } from '../queries/consents';
import { DeclarationProofQuery } from '../queries/declaration-proof';
import { LinkMailQuery } from '../queries/link-mail';
import { PersonQuery, type Person } from '../queries/person';
import { SessionQuery } from '../queries/session';
import type { StandingLevel } from '../read-models/sessions';
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
    const session = await this.queries.execute(new SessionQuery(tenant, { secretId: sessionId, active }));
    if (!session) throw new Problem('not-found');
    const { handle, personId, roles, offices, levels, levelOfAssurance } = session;
    // A token never outlives the level that it tells, which never outlives its session.
    const [{ idleUntil }] = levels;
    const seconds = Math.max(
      1,
      Math.min(tokenSeconds, Math.floor((idleUntil.getTime() - Date.now()) / 1000)),
    );
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
    const { profile } = await this.person(tenant, id);
    const email = contactAddress(profile, this.sites.admissionRules(tenant));
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
