import { Injectable } from '@nestjs/common';
import { createChallenge, randomInt, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Payload } from 'altcha-lib/types';
import { TenantData } from '#database';
import { Problem } from '#http';
import { countAttempt } from './read-models/attempts';
import { Secrets } from './secrets';

/** Iterations of one step: what a browser does in a few milliseconds. */
const stepCost = 5_000;
/** Seconds in which a challenge can be solved and sent. */
const challengeSeconds = 10 * 60;

/** How much work a stranger does before mail is sent or a guest admitted: steps at most, half of them at least. */
export class WorkDemanded {
  constructor(readonly steps: number) {}
}

/**
 * Proof of work against robots (ALTCHA 3), where no sign-in stands in their way: no picture, no third party, no cookie, and the
 * same for whoever cannot see. A solution counts once, in the city that asked for it.
 */
@Injectable()
export class ProofOfWork {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly demanded: WorkDemanded,
  ) {}

  /** A new challenge; nothing is kept of it. */
  async challenge(tenant: string): Promise<Challenge> {
    const { steps } = this.demanded;
    return createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: stepCost,
      counter: randomInt(Math.floor(steps / 2), steps),
      deriveKey,
      expiresAt: new Date(Date.now() + challengeSeconds * 1000),
      ...(await this.signing(tenant)),
    });
  }

  /**
   * Uses a solution up. @param solved what the ALTCHA widget sends: base64 of the challenge and its solution as JSON
   * @throws Problem `proof-of-work-missing` for what is no solution, has expired, or counted before
   */
  async useUp(tenant: string, solved: string): Promise<void> {
    const payload = payloadOf(solved);
    const signature = payload?.challenge.signature;
    if (payload === undefined || signature === undefined) throw new Problem('proof-of-work-missing');
    const { verified } = await verifySolution({ ...payload, deriveKey, ...(await this.signing(tenant)) });
    if (!verified) throw new Problem('proof-of-work-missing');
    const counted = (await this.secrets.ofCity(tenant)).solvedChallenge(signature);
    const once = { number: 1, windowSeconds: 2 * challengeSeconds };
    const wait = await this.data.withTenant(tenant, (manager) =>
      countAttempt(manager, tenant, counted, once),
    );
    if (wait > 0) throw new Problem('proof-of-work-missing');
  }

  private async signing(tenant: string) {
    const secrets = await this.secrets.ofCity(tenant);
    return {
      hmacSignatureSecret: secrets.proofOfWorkSecret('challenge'),
      hmacKeySignatureSecret: secrets.proofOfWorkSecret('solution'),
    };
  }
}

/** What was sent, as far as it has the shape of a solution; everything else about it the library checks. */
function payloadOf(solved: string): Payload | undefined {
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(solved, 'base64').toString('utf8')) as Payload;
    const { parameters } = challenge;
    const isOurs = parameters.algorithm === 'PBKDF2/SHA-256' && parameters.cost === stepCost;
    const isShaped = typeof challenge.signature === 'string' && typeof solution.derivedKey === 'string';
    return isOurs && isShaped && Number.isInteger(solution.counter) ? { challenge, solution } : undefined;
  } catch {
    return undefined;
  }
}
