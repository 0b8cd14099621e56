import { randomBytes } from 'node:crypto';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand, VersionConflict } from '#event-sourcing';
import { Problem } from '#http';
import { mandateAggregate } from './account.aggregate';
import { StopActing } from './acting.handler';
import { countAttempt, type Limit } from './read-models/attempts';
import {
  addOffer,
  countMandates,
  findMandate,
  findOffer,
  markEnded,
  markGiven,
} from './read-models/mandates';
import { Secrets, secretHash } from './secrets';
import { uncontested } from './uncontested';

/** What happens to mandates; `personId` is who asks. */
export type AskedOfMandate =
  /** @param endsOn last day, Europe/Berlin */
  | { readonly type: 'offer'; readonly personId: string; readonly endsOn: string }
  | { readonly type: 'accept'; readonly personId: string; readonly code: string }
  | { readonly type: 'end'; readonly personId: string; readonly mandateId: string };

/** What a grantor hands to whoever is to act for them. */
export interface OfferedMandate {
  readonly id: string;
  readonly code: string;
}

type AnswerTo<Type extends AskedOfMandate['type']> = {
  offer: OfferedMandate;
  accept: { readonly id: string };
  end: void;
}[Type];

/** Somebody lets somebody else act for them, accepts that, or ends it (law 7). */
export class GiveMandateCommand<Type extends AskedOfMandate['type'] = AskedOfMandate['type']> extends Command<
  AnswerTo<Type>
> {
  constructor(
    readonly tenant: string,
    readonly asked: Extract<AskedOfMandate, { readonly type: Type }>,
  ) {
    super();
  }
}

/** So many mandates somebody may have given at once. */
const mostMandates = 20;
/** So many codes somebody may try. */
const triesPerPerson: Limit = { number: 20, windowSeconds: 15 * 60 };

@CommandHandler(GiveMandateCommand)
export class MandateHandler implements ICommandHandler<GiveMandateCommand> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly commands: CommandBus,
  ) {}

  /**
   * @throws Problem `mandate-date-passed`, `too-many-mandates`, `mandate-code-unusable`, `too-many-requests`, `not-found`; Refusal
   *   `own-mandate`
   */
  async execute({ tenant, asked }: GiveMandateCommand): Promise<OfferedMandate | { id: string } | void> {
    switch (asked.type) {
      case 'offer':
        return this.offer(tenant, asked.personId, asked.endsOn);
      case 'accept':
        return this.accept(tenant, asked.personId, asked.code);
      case 'end':
        return this.end(tenant, asked.personId, asked.mandateId);
    }
  }

  private async offer(tenant: string, grantorId: string, endsOn: string): Promise<OfferedMandate> {
    const code = newCode();
    const offer = { tenant, id: uuidv7(), grantorId, endsOn, codeHash: secretHash(plain(code)) };
    await this.data.withTenant(tenant, async (manager) => {
      if ((await countMandates(manager, tenant, grantorId)) >= mostMandates)
        throw new Problem('too-many-mandates', { most: mostMandates });
      if (!(await addOffer(manager, offer))) throw new Problem('mandate-date-passed');
    });
    return { id: offer.id, code };
  }

  private async accept(tenant: string, personId: string, code: string): Promise<{ id: string }> {
    const counted = (await this.secrets.ofCity(tenant)).clientHash(personId, 'accepting-person');
    const retryAfter = await this.data.withTenant(tenant, (manager) =>
      countAttempt(manager, tenant, counted, triesPerPerson),
    );
    if (retryAfter > 0) throw new Problem('too-many-requests', { retryAfter });
    try {
      return await this.data.inTransaction(tenant, async (manager, client) => {
        const offer = await findOffer(manager, tenant, secretHash(plain(code)));
        if (offer === null) throw new Problem('mandate-code-unusable');
        const { id, grantorId, endsOn } = offer;
        const stream = { tenant, streamId: id };
        const command = { type: 'give-mandate', grantorId, representativeId: personId, endsOn } as const;
        const metadata = metadataOf({ personId, role: 'citizen' });
        await runCommand(this.store.within(client), mandateAggregate, stream, command, { metadata });
        if (!(await markGiven(manager, { tenant, id }, personId))) throw new Problem('mandate-code-unusable');
        return { id };
      });
    } catch (error) {
      // Of two at once one was a moment earlier.
      throw error instanceof VersionConflict ? new Problem('mandate-code-unusable') : error;
    }
  }

  /** Ends a mandate, or takes an offer back. Whoever acts under it now does so no longer, and their streams end. */
  private async end(tenant: string, personId: string, mandateId: string): Promise<void> {
    const ended = () =>
      this.data.inTransaction(tenant, async (manager, client) => {
        const mandate = await findMandate(manager, { tenant, id: mandateId }, personId);
        if (mandate === null) throw new Problem('not-found');
        await runCommand(
          this.store.within(client),
          mandateAggregate,
          { tenant, streamId: mandateId },
          { type: 'end-mandate' },
          { metadata: metadataOf({ personId, role: 'citizen' }) },
        );
        if (mandate.endedAt === null) await markEnded(manager, { tenant, id: mandateId });
      });
    await uncontested(ended);
    await this.commands.execute(new StopActing(tenant, { mandateId }));
  }
}

/** Letters and digits that nobody takes for another one (Crockford). */
const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 bits, in groups that people can read out on the phone. */
function newCode(): string {
  const code = [...randomBytes(16)].map((byte) => characters[byte % characters.length]).join('');
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** However somebody types it. */
function plain(code: string): string {
  return code
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');
}
