import { randomBytes } from 'node:crypto';
import type { AuthnRequest, ServiceProvider, SignedIn } from '#saml-provider';

/** A request that waits for somebody to choose. */
export interface PendingRequest {
  readonly request: AuthnRequest;
  readonly serviceProvider: ServiceProvider;
  readonly relayState: string | undefined;
}

const most = 1_000;

/** A few things under names that nobody guesses; the oldest goes when there are too many. A restart ends them all. */
export class Kept<Thing> {
  private readonly things = new Map<string, Thing>();

  keep(thing: Thing): string {
    const name = randomBytes(18).toString('base64url');
    this.things.set(name, thing);
    const [oldest] = this.things.keys();
    if (this.things.size > most && oldest !== undefined) this.things.delete(oldest);
    return name;
  }

  get(name: string | null | undefined): Thing | undefined {
    return this.things.get(name ?? '');
  }

  /** It can be had once. */
  take(name: string | null | undefined): Thing | undefined {
    const thing = this.get(name);
    this.things.delete(name ?? '');
    return thing;
  }
}

/** Whether somebody who is signed in already needs not be asked again. */
export function suffices({ person, means, level }: SignedIn, { request }: PendingRequest): boolean {
  // Who signed in without an account has left no trace.
  return (
    !request.forceAuthn && !person.temporary && request.means.includes(means) && level >= request.minimumLevel
  );
}
