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
  findWaitingAttempt,
  findMethod,
  finishAttempt,
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

/** What came back: a proof, or the problem that tells the person why there is none and what they can do. */
export type Outcome =
  | { readonly proof: Proof }
  | { readonly problem: string; readonly members?: Readonly<Record<string, unknown>> };

/** An attempt that came back to the browser that began it. */
export interface FinishedAttempt extends AttemptContent {
  readonly method: SignInMethod;
  readonly outcome: Outcome;
}

/**
 * Sign-ins at providers while they last: the state is kept on the server, once, because an answer may come as a cross-site
 * POST, with which no cookie comes (bundid.md). It is finished at an own address, where the browser's own cookie must match:
 * otherwise somebody else's sign-in would become this browser's.
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

  /** Keeps what the provider answered. False when the attempt was answered already or is over: a replay. */
  async answer(tenant: string, id: string, outcome: Outcome): Promise<boolean> {
    const sealed = (await this.secrets.ofCity(tenant)).sealAttempt({ outcome }, id);
    return this.data.withTenant(tenant, (manager) => answerAttempt(manager, { tenant, id }, sealed));
  }

  /** @throws Problem `sign-in-attempt-lost` when it is over, is finished, has no answer, or began in another browser */
  async finish(tenant: string, id: string, browserSecrets: readonly string[]): Promise<FinishedAttempt> {
    const row = await this.data.withTenant(tenant, (manager) =>
      finishAttempt(manager, { tenant, id, browserHashes: browserSecrets.map(secretHash) }),
    );
    if (row?.outcome == null) throw new Problem('sign-in-attempt-lost');
    const secrets = await this.secrets.ofCity(tenant);
    const { content } = secrets.openAttempt<{ content: AttemptContent }>(row.content, id);
    const { outcome } = secrets.openAttempt<{ outcome: Outcome }>(row.outcome, id);
    return { ...content, method: row.method, outcome };
  }
}
