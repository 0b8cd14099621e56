import type { Schema } from '#api-client';
import { found, versionOf } from '../problem';
import type { Visit } from '../visit.server';
import type { Draft } from './draft';
import { draftOf } from './draft.server';

/** A draft as it is read back before it is submitted (law 2). */
export interface Reviewed {
  readonly draft: Draft;
  readonly review: Schema<'ReviewView'>;
  /** Of the case, for the `If-Match` of `submit`. */
  readonly version: string;
}

/** @throws as `draftOf` */
export async function reviewed(visit: Visit, request: Request, id: string): Promise<Reviewed> {
  const draft = await draftOf(visit, request, id);
  const review = await visit.api.GET('/api/applications/{id}/review', { params: { path: { id } } });
  return { draft, review: found(review), version: versionOf(review) };
}
