import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v4 as uuidv4 } from 'uuid';
import { TenantData } from '#database';
import { Problem } from '#http';
import type { Purpose } from './domain/arrival';
import type { SignInMethod } from './domain/means';
import type { Proof } from './domain/proof';
import {
  addAttempt,
  answerAttempt,
  findAnsweredAttempt,
  findWaitingAttempt,
  findMethod,
  useUpAttempt,
  type StoredAttempt,
} from './read-models/sign-in-attempts';
import { Secrets, secretHash } from './secrets';

/** What has to be known when somebody comes back from a provider; sealed. */
export interface AttemptContent {
  readonly purpose: Purpose;
  /** A path on the portal where the person wants to go (W9). */
  readonly returnTo: string;
  readonly language: 'de' | 'en';
  /** What the protocol must remember: id of the request, nonce, PKCE's verifier, least level. */
  readonly protocol: Readonly<Record<string, string>>;
}

/** The problem that tells the person why there is no proof and what they can do. */
export interface Failed {
  readonly problem: string;
  readonly members?: Readonly<Record<string, unknown>>;
}

/** What came back: a proof, or why there is none. */
export type Outcome = { readonly proof: Proof } | Failed;

/** An answered attempt, and the session that it leads to, once. */
export interface UsableAttempt {
  readonly id: string;
  /** The secret id of that session. */
  readonly sessionId: string;
}

/** An attempt that came back to the browser that began it. */
export interface AnsweredAttempt extends AttemptContent, UsableAttempt {
  readonly method: SignInMethod;
  readonly outcome: Outcome;
  /** Whether it was used up, a moment ago: its browser has perhaps not heard of what came of it. */
  readonly isUsedUp: boolean;
}

/** What a browser brings from a provider. */
export interface BroughtAnswer {
  /** As it stands in the address, e.g. `?code=…&state=…`. */
  readonly query: string;
  /** The secrets of the attempts that the browser left with. */
  readonly browserSecrets: readonly string[];
}

/** An answer as it is kept, sealed. */
interface KeptAnswer {
  readonly outcome: Outcome;
  /** Hash of the query that it came with; of an answer that comes without the browser's cookie there is none. */
  readonly broughtHash?: string;
}

/**
 * Sign-ins at providers while they last: the state is kept on the server, once, because an answer may come as a cross-site
 * POST, with which no cookie comes (bundid.md). It is finished at an own address, where the browser's own cookie must match:
 * otherwise somebody else's sign-in would become this browser's.
 *
 * Of an attempt one answer counts and one session comes, but that browser may ask for each again: what it was answered may have been
 * lost on the way, and nobody can begin again in the middle of a way that leads through another site.
 */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** @returns the id, for the provider to send back, and the secret, for the browser's cookie alone */
  async begin(
    tenant: string,
    method: SignInMethod,
    content: (id: string) => AttemptContent,
  ): Promise<{ readonly id: string; readonly browserSecret: string }> {
    const id = uuidv4();
    const browserSecret = randomBytes(32).toString('base64url');
    const sealed = (await this.secrets.ofCity(tenant)).sealAttempt({ content: content(id) }, id);
    const row = { tenant, id, method, browserHash: secretHash(browserSecret), content: sealed };
    await this.data.withTenant(tenant, (manager) => addAttempt(manager, row));
    return { id, browserSecret };
  }

  /** What an attempt that waits for its answer was begun with; undefined when none does: the answer is unsolicited or late. */
  async waiting(
    tenant: string,
    id: string,
  ): Promise<(AttemptContent & { readonly method: SignInMethod }) | undefined> {
    const row = await this.data.withTenant(tenant, (manager) => findWaitingAttempt(manager, tenant, id));
    if (row === null) return undefined;
    const { content } = (await this.secrets.ofCity(tenant)).openAttempt<{ content: AttemptContent }>(
      row.content,
      id,
    );
    return { ...content, method: row.method };
  }

  /** The way in of an attempt, whatever became of it: an answer to one that is over is a replay, not an unsolicited one. */
  methodOf(tenant: string, id: string): Promise<SignInMethod | undefined> {
    return this.data.withTenant(tenant, (manager) => findMethod(manager, tenant, id));
  }

  /**
   * Keeps what the provider answered. False when the attempt was answered already or is over: a replay.
   * @param query as it stands in the address, where an answer comes in one
   */
  async answer(tenant: string, id: string, outcome: Outcome, query?: string): Promise<boolean> {
    const kept: KeptAnswer = { outcome, ...(query !== undefined && { broughtHash: hashOf(query) }) };
    const sealed = (await this.secrets.ofCity(tenant)).sealAttempt(kept, id);
    return this.data.withTenant(tenant, (manager) => answerAttempt(manager, { tenant, id }, sealed));
  }

  /** Whether the browser that began an attempt brings the very answer again that it has brought: it was led on, and did not get there. */
  async isBroughtAgain(
    tenant: string,
    id: string,
    { query, browserSecrets }: BroughtAnswer,
  ): Promise<boolean> {
    const row = await this.findAnswered(tenant, id, browserSecrets);
    if (row === undefined) return false;
    const { broughtHash } = (await this.secrets.ofCity(tenant)).openAttempt<KeptAnswer>(row.outcome, id);
    return broughtHash === hashOf(query);
  }

  /** @throws Problem `sign-in-attempt-lost` when it is over, was used up before, has no answer, or began in another browser */
  async answered(tenant: string, id: string, browserSecrets: readonly string[]): Promise<AnsweredAttempt> {
    const row = await this.findAnswered(tenant, id, browserSecrets);
    const browserSecret = browserSecrets.find((secret) => row?.browserHash.equals(secretHash(secret)));
    if (row === undefined || browserSecret === undefined) throw new Problem('sign-in-attempt-lost');
    const secrets = await this.secrets.ofCity(tenant);
    const { content } = secrets.openAttempt<{ content: AttemptContent }>(row.content, id);
    const { outcome } = secrets.openAttempt<KeptAnswer>(row.outcome, id);
    const sessionId = secrets.sessionOfAttempt(id, browserSecret);
    return {
      ...content,
      ...{ id, sessionId, outcome },
      method: row.method,
      isUsedUp: row.finishedAt !== null,
    };
  }

  /** Ends an attempt of which no session comes. */
  async end(tenant: string, id: string): Promise<void> {
    await this.data.withTenant(tenant, (manager) => useUpAttempt(manager, { tenant, id }));
  }

  private async findAnswered(
    tenant: string,
    id: string,
    browserSecrets: readonly string[],
  ): Promise<(StoredAttempt & { readonly outcome: string }) | undefined> {
    const row = await this.data.withTenant(tenant, (manager) =>
      findAnsweredAttempt(manager, { tenant, id, browserHashes: browserSecrets.map(secretHash) }),
    );
    return row === null || row.outcome === null ? undefined : Object.assign(row, { outcome: row.outcome });
  }
}

const hashOf = (query: string): string => secretHash(query).toString('base64url');
