import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Documents } from '#documents';
import { KeyDestroyed, type Sealed } from '#encryption';
import type { BegunApplication } from './domain/application';
import { isFiled } from './domain/application';
import type { HandedIn } from './domain/document';
import type { Paper } from './domain/paper';
import { Drafts } from './drafts';
import { handedIn } from './handed-in';
import { paperId } from './commands/paper-id';
import { PaperContents } from './paper-contents';

/** The papers that the portal makes of cases: each is made and kept once, whatever breaks off in between. */
@Injectable()
export class Papers {
  constructor(
    private readonly documents: Documents,
    private readonly drafts: Drafts,
    private readonly contents: PaperContents,
  ) {}

  /**
   * The paper, kept with the key of its case under an id that follows from what it is of: what an attempt before this one has kept
   * is found. Nobody sees it before an event binds it.
   * @throws Problem `temporarily-unavailable` while identity does not answer; Unavailable while the store does not
   */
  async keep(
    matter: {
      readonly tenant: string;
      readonly applicationId: string;
      readonly application: BegunApplication;
    },
    paper: Paper,
  ): Promise<HandedIn | 'erased'> {
    const { tenant, applicationId, application } = matter;
    if (!isFiled(application)) throw new Error('what was not filed has no papers');
    const place = { tenant, streamId: applicationId };
    const id = paperId(applicationId, paper);
    try {
      const kept = await this.documents.findComplete(place, id);
      if (kept !== undefined) return handedIn(kept);
      const { name, content } = await this.contents.of({ ...matter, application }, paper);
      const sealedName = (await this.drafts.contents(tenant, applicationId)).seal('document-name', { name });
      const made = {
        ...{ id, personId: 'service:application', kind: paper.kind, length: content.length },
        name: sealedName as Sealed,
      };
      return handedIn(await this.documents.keep(place, made, 'pdf', Readable.from([content])));
    } catch (error) {
      if (error instanceof KeyDestroyed) return 'erased';
      throw error;
    }
  }
}
