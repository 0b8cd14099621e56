import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { DataKeys } from '#encryption';
import { DueWorker } from '#event-sourcing';
import { closeGracefully, parseConfig } from '#http';
import {
  eventually,
  StandIn,
  testDatabase,
  testEnvironment,
  testKeys,
  testService,
  testTopic,
  tokenFor,
  type TestClaims,
} from '#testing';
import { identityVariables } from '../src/config';
import { readWhatBrowsersSend } from '../src/http/browser-bodies';
import { Secrets } from '../src/secrets';
import { SignInAttempts } from '../src/sign-in-attempts';
import type { Purpose } from '../src/domain/arrival';
import type { Proof } from '../src/domain/proof';
import type { AttributeName, Profile } from '../src/domain/profile';
import { IdentityModule } from '../src/identity.module';
import { identityMigrations } from '../src/migrations';
import { PersonQuery } from '../src/queries/person';
import { replaceProfile } from '../src/read-models/persons';

export interface OpenIdConnect {
  readonly issuer: string;
  readonly clientSecret: string;
}

export type RunningIdentity = Awaited<ReturnType<typeof startIdentity>>;

/** A port that nothing listens on: the tests stand where the gateway would. */
export const publicPort = 8080;

/** The secret of Wuppertal's Kinderbetreuungsportal. */
export const kinderbetreuung = 'the secret of the Kinderbetreuungsportal';

function handOverSecrets(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
  mkdirSync(join(folder, 'wuppertal'));
  writeFileSync(join(folder, 'wuppertal', 'kinderbetreuung'), kinderbetreuung);
  return folder;
}

/** Addresses at which no other service answers. */
export const nobodyThere = {
  APPLICATION_URL: 'http://127.0.0.1:1',
  MAILBOX_URL: 'http://127.0.0.1:1',
  PAYMENT_URL: 'http://127.0.0.1:1',
  AUDIT_URL: 'http://127.0.0.1:1',
};

/** What the other services say of somebody of whom they know nothing. */
export function nothingOf(url: string): object {
  return url.endsWith('/holdings') ? { drafts: 0, cases: 0, items: [] } : { items: [] };
}

/** The identity service on a database of its own, as the gateway and the other services reach it. */
export async function startIdentity(
  oidc: OpenIdConnect = { issuer: 'http://localhost:1', clientSecret: 'none' },
  environment: Readonly<Record<string, string>> = {},
) {
  const database = await testDatabase('identity', identityMigrations);
  const others = await StandIn.start(({ url = '' }) => ({ body: nothingOf(url) }));
  const keys = testKeys(['identity', 'gateway', 'application', 'mailbox', 'notification', 'audit']);
  const config = parseConfig(identityVariables, {
    ...testEnvironment('identity', { database, keys }),
    LOG_LEVEL: 'trace',
    APPLICATION_URL: others.url,
    MAILBOX_URL: others.url,
    PAYMENT_URL: others.url,
    AUDIT_URL: others.url,
    HAND_OVER_SECRETS: handOverSecrets(),
    PUBLIC_PORT: String(publicPort),
    PROOF_OF_WORK_STEPS: '2',
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: 'serviceportal',
    OIDC_CLIENT_SECRET: oidc.clientSecret,
    ...environment,
  });
  // The logger writes to standard output, unless somebody listens there, as this test does.
  const log: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  const app = await testService(IdentityModule.with(config, await testTopic('identity')), {
    service: 'identity',
    platform: 'express',
    ...config,
    configure: readWhatBrowsersSend,
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const send = async (path: string, claims: TestClaims, init: RequestInit = {}): Promise<Response> =>
    fetch(url + path, {
      redirect: 'manual',
      ...init,
      headers: {
        authorization: `Bearer ${await tokenFor(keys, claims)}`,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-forwarded-for': randomUUID(),
        ...init.headers,
      },
    });
  const json = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body) });

  return {
    url,
    publicPort: config.PUBLIC_PORT,
    keys,
    /** What the application, mailbox and audit services answer. */
    others,
    serviceUrl: database.serviceUrl,
    send,
    json,
    log: () => log.join(''),
    /** What the database holds of a tenant, as the owner of the tables sees it. */
    query: <Row extends object>(tenant: string, text: string, values: unknown[] = []): Promise<Row[]> =>
      database.query(text, values, tenant),
    /** Stands for an identity proof, which is not built yet: gives a person values that are official. */
    async makeOfficial(
      personId: string,
      values: Readonly<Partial<Record<AttributeName, string>>>,
    ): Promise<void> {
      const tenant = 'duisburg';
      const { profile, version } = await app.get(QueryBus).execute(new PersonQuery(tenant, personId));
      const official = Object.entries(values).map(([name, value]) => [name, { value, source: 'official' }]);
      const attributes = { ...profile.attributes, ...Object.fromEntries(official) } as Profile['attributes'];
      const changed = { ...profile, attributes };
      const sealed = await app.get(Secrets).sealProfile(tenant, personId, changed);
      await app
        .get(TenantData, { strict: false })
        .withTenant(tenant, (manager) => replaceProfile(manager, { tenant, id: personId, version }, sealed));
      await this.query(tenant, 'UPDATE identity.persons SET version = 1 WHERE id = $1', [personId]);
    },
    /** Has what is due worked, until something is so. */
    async worksDue(isSo: () => Promise<boolean>): Promise<void> {
      app.get(DueWorker).wake();
      await eventually('what is due to be done', isSo);
    },
    /** A part of the running service. */
    get: <Part>(part: Type<Part>): Part => app.get(part, { strict: false }),
    /** Destroys the key of a person: what is left of an erased one. */
    erase: (personId: string): Promise<void> => app.get(DataKeys).destroy('duisburg', personId),
    async stop(): Promise<void> {
      await closeGracefully(app);
      write.mockRestore();
      others.stop();
      await database.drop();
    },
  };
}

/** For what somebody went to a provider, where, and in which session. */
interface ComingBack {
  readonly tenant?: string;
  readonly purpose?: Purpose;
  /** Secret id of the session that the browser has. */
  readonly session?: string;
}

const stranger: TestClaims = { kind: 'anonymous', levelOfAssurance: 'none' };

/** What people and the other services do with identity, in the words of the tests. */
export function actingOn(identity: RunningIdentity) {
  const { send, json } = identity;
  const gateway = (tenant: string): TestClaims => ({ kind: 'service', sub: 'service:gateway', tenant });
  const notification = (tenant: string): TestClaims => ({
    kind: 'service',
    sub: 'service:notification',
    tenant,
  });

  const actions = {
    askForLink: (
      email: string,
      { tenant = 'duisburg', ...init }: RequestInit & { tenant?: string } = {},
      returnTo?: string,
    ) =>
      send(
        '/portal/sign-in/email',
        { ...stranger, tenant },
        { ...json('POST', { email, ...(returnTo && { returnTo }) }), ...init },
      ),

    /** The ids of the links that were asked for, newest last. */
    async linkIds(tenant = 'duisburg'): Promise<string[]> {
      const rows = await identity.query<{ stream_id: string }>(
        tenant,
        `SELECT stream_id FROM event_store.events WHERE type = 'SignInLinkRequested' AND tenant = $1 ORDER BY position`,
        [tenant],
      );
      return rows.map((row) => row.stream_id);
    },

    /** What the notification service is told about a link. */
    mailOf: (linkId: string, tenant = 'duisburg') =>
      send(`/internal/sign-in-links/${linkId}/mail`, notification(tenant), { method: 'POST' }),

    /** The token in the mail that an address is sent. */
    async tokenFor(email: string, tenant = 'duisburg', returnTo?: string): Promise<string> {
      expect((await actions.askForLink(email, { tenant }, returnTo)).status).toBe(202);
      const id = (await actions.linkIds(tenant)).at(-1) ?? 'none';
      const { url } = (await (await actions.mailOf(id, tenant)).json()) as { url: string };
      return new URL(url).searchParams.get('token') ?? '';
    },

    useToken: (token: string, tenant = 'duisburg') =>
      send('/portal/sign-in/email/callback', { ...stranger, tenant }, json('POST', { token })),

    /** Signs an address in; returns the session's secret id, as it stands in the cookie. */
    async signIn(email: string, tenant = 'duisburg'): Promise<string> {
      const response = await actions.useToken(await actions.tokenFor(email, tenant), tenant);
      expect(response.status).toBe(200);
      return sessionIn(response);
    },

    /**
     * Comes back from a provider with a proof, as if it had answered: to sign in, or for another purpose in a running session.
     * @returns the answer that ends it; with `sessionIn` the new session
     */
    async comeBack(
      proof: Proof,
      { tenant = 'duisburg', purpose = { kind: 'sign-in' }, session }: ComingBack = {},
    ): Promise<Response> {
      const attempts = identity.get(SignInAttempts);
      const content = { purpose, returnTo: '/', language: 'de', protocol: {} } as const;
      const { id, browserSecret } = await attempts.begin(tenant, proof.method, () => content);
      expect(await attempts.answer(tenant, id, { proof })).toBe(true);
      const init = { headers: { cookie: `sign-in=${browserSecret}` } };
      const path = `/portal/sign-in/finish?attempt=${id}`;
      return session === undefined
        ? send(path, { ...stranger, tenant }, init)
        : actions.as(session, path, init, tenant);
    },

    /** Signs somebody in with what a provider has proven. */
    async signInWith(proof: Proof, tenant = 'duisburg'): Promise<string> {
      const answer = await actions.comeBack(proof, { tenant });
      expect(answer.status).toBe(303);
      return sessionIn(answer);
    },

    askForToken: (sessionId: string, tenant = 'duisburg', asTenant = tenant) =>
      send('/internal/session-token', gateway(asTenant), json('POST', { sessionId, tenant })),

    /** The same with a token that the gateway remembered of the session. */
    withToken(token: string, sessionId: string, path: string, init: RequestInit = {}): Promise<Response> {
      const headers = new Headers(init.headers);
      const brought = headers.get('cookie');
      headers.set('cookie', `session=${sessionId}${brought === null ? '' : `; ${brought}`}`);
      headers.set('authorization', `Bearer ${token}`);
      return send(path, {}, { ...init, headers: Object.fromEntries(headers) });
    },

    /** Sends a request in the name of a session, as the gateway does. */
    async as(
      sessionId: string,
      path: string,
      init: RequestInit = {},
      tenant = 'duisburg',
    ): Promise<Response> {
      const answer = await actions.askForToken(sessionId, tenant);
      expect(answer.status).toBe(200);
      const { token } = (await answer.json()) as { token: string };
      return actions.withToken(token, sessionId, path, init);
    },
  };
  return actions;
}

/** The session id that an answer sets; empty when it sets none. */
export function sessionIn(response: Response): string {
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith('session='));
  return /^session=([^;]*)/.exec(cookie ?? '')?.[1] ?? '';
}

/** The slug of a problem answer. */
export async function slugOf(response: Response): Promise<string> {
  const { type } = (await response.json()) as { type?: string };
  return type?.split(':').at(-1) ?? `no problem: ${response.status}`;
}
