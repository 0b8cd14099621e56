import { Injectable } from '@nestjs/common';
import type { Acting } from '#commands';
import { KeyDestroyed } from '#encryption';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { applicationDecider } from './commands/decider';
import type { SubmittedForm } from './commands/facts';
import { isVisibleTo } from './domain/visibility';
import { Drafts } from './drafts';

/** What was declared in applications that were submitted. */
@Injectable()
export class FormerApplications {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly drafts: Drafts,
  ) {}

  /** Undefined for a draft, for what the one who asks may not see, and for what was erased. */
  async submittedForm(acting: Acting, applicationId: string): Promise<SubmittedForm | undefined> {
    const { tenant } = acting;
    const stream = { tenant, streamId: applicationId };
    const { state } = await foldStream(this.store, applicationDecider, stream);
    if (state.status === 'none' || !isVisibleTo(acting, state) || state.form === undefined) return undefined;
    try {
      const contents = await this.drafts.contents(tenant, applicationId);
      return { serviceKey: state.serviceKey, form: contents.open('form', state.form) };
    } catch (error) {
      if (error instanceof KeyDestroyed) return undefined;
      throw error;
    }
  }
}
