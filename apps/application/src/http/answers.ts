import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { invalidInput, languageOf, Problem, scopedKey, setETag, type ChangeRequest } from '#http';
import type { Request, Response } from 'express';
import { ApplicationRequest } from '../commands/handle-request';
import type { Caller } from '../callers';
import type { Wish } from '../commands/wishes';
import { CaseFileQuery } from '../queries/case-file-query';
import { ServiceVersions } from '../service-versions';
import { caseView, commandView, type CaseView, type CommandView } from './views';

/** The request of a change. Where there is nothing yet, it has no version; PATCH is idempotent by `If-Match` and may have a key. */
type AnyChange = Pick<ChangeRequest, 'id' | 'request' | 'response'> &
  Partial<Pick<ChangeRequest, 'expectedVersion' | 'key'>>;

/** How both sides answer over HTTP: version in the ETag, words in the reader's language. */
@Injectable()
export class Answers {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly versions: ServiceVersions,
  ) {}

  async change(
    caller: Caller,
    { id, expectedVersion, key, request, response }: AnyChange,
    wish: Wish,
  ): Promise<CommandView> {
    const answer = await this.commands.execute(
      new ApplicationRequest(caller, id, wish, {
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
        ...(key === undefined ? {} : { idempotency: scopedKey(caller.personId, key) }),
      }),
    );
    setETag(response, answer.version);
    return commandView(answer, languageOf(request));
  }

  async caseView(
    caller: Caller,
    applicationId: string,
    request: Request,
    response: Response,
  ): Promise<CaseView> {
    const file = await this.queries.execute(new CaseFileQuery(caller, applicationId, 'case-view'));
    const { serviceKey, configurationVersion } = file.application;
    const service = await this.versions.get(caller.tenant, serviceKey, configurationVersion);
    setETag(response, file.version);
    return caseView(applicationId, file, service, { role: caller.role, language: languageOf(request) });
  }
}

/** A command that needs nothing but to be given: no body, or an empty object. @throws Problem `invalid-input` */
export function noFields(body: unknown): void {
  const message = { de: 'Dieses Feld gibt es hier nicht.', en: 'This field does not exist here.' };
  const errors = Object.keys(body === undefined ? {} : objectBody(body)).map((name) => ({
    pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    rule: 'unknown-field',
    message,
  }));
  if (errors.length > 0) throw invalidInput(errors);
}

/** A merge patch has to be an object; anything else would replace the whole form. */
export function objectBody(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new Problem('malformed-body', {
    pointer: '',
    found: { de: 'kein Objekt (JSON Merge Patch, RFC 7396)', en: 'no object (JSON Merge Patch, RFC 7396)' },
  });
}
