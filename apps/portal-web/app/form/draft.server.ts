import { redirect } from 'react-router';
import type { Schema } from '#api-client';
import type { Form, JsonObject } from '#forms';
import { pathIn } from '../language';
import { found, versionOf } from '../problem';
import { signedInOr } from '../signed-in.server';
import type { Visit } from '../visit.server';
import type { Draft } from './draft';

/** Versions of services never change: the last ones that were asked for are kept. */
const mostKept = 200;
const kept = new Map<string, Promise<Schema<'Service'>>>();

/** A service as it was when something was begun. @throws data with the problem */
export function serviceOf(
  visit: Visit,
  { serviceKey, configurationVersion }: Pick<Schema<'CaseView'>, 'serviceKey' | 'configurationVersion'>,
): Promise<Schema<'Service'>> {
  const name = `${visit.host} ${serviceKey} ${configurationVersion}`;
  const known = kept.get(name);
  if (known) return known;
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  const path = { key: serviceKey, version: configurationVersion };
  const service = visit.api.GET('/api/services/{key}/versions/{version}', { params: { path } }).then(found);
  kept.set(name, service);
  service.catch(() => kept.delete(name));
  return service;
}

/**
 * A draft of the visitor.
 * @throws redirect to the sign-in, or to the application where it is a draft no more; data with the problem
 */
export async function draftOf(visit: Visit, request: Request, id: string): Promise<Draft> {
  await signedInOr(visit, request);
  const params = { path: { id } };
  const [answer, form] = await Promise.all([
    visit.api.GET('/api/applications/{id}', { params }),
    visit.api.GET('/api/applications/{id}/form', { params }),
  ]);
  const application = found(answer);
  const { draft, form: data, official = [], takenOver = [], serviceChanged } = found(form);
  if (application.status !== 'draft' || draft === undefined)
    throw redirect(pathIn(visit.language, `/antraege/${id}`));
  const service = await serviceOf(visit, application);
  return {
    ...{ id, reference: application.reference, title: application.title },
    ...{ serviceKey: application.serviceKey, office: application.office },
    represents: application.represents,
    form: service.form as unknown as Form,
    data: (data ?? {}) as JsonObject,
    version: versionOf(form),
    ...{ savedAt: draft.savedAt, endsAt: draft.endsAt },
    ...{ official, takenOver, serviceChanged },
    proofs: service.documents,
    proofsByPost: service.channels.includes('post'),
    files: application.documents.filter(({ origin }) => origin === 'applicant'),
    isPaidNext: service.fee.payment === 'before-filing',
  };
}
