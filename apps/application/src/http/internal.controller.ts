import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { DataKeys } from '#encryption';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { IdParam, Problem } from '#http';
import { asService } from '#commands';
import { CaseContents, type DocumentRequest, type NoticeText } from '../commands/contents';
import { applicationDecider } from '../commands/decider';
import { paperId } from '../commands/paper-id';
import { isFiled, type ApplicationEvent } from '../domain/application';
import { CaseFileQuery } from '../queries/case-file-query';
import { HistoryRequest, VersionRequest } from './queries';
import { clockView } from './law-views';

/** What other services fetch because no contract event may carry it. The gateway never leads here. */
@ApiExcludeController()
@Controller('internal/applications')
export class InternalController {
  constructor(
    private readonly queries: QueryBus,
    private readonly store: PostgresEventStore,
    private readonly keys: DataKeys,
  ) {}

  /** The text of the notice that a DecisionIssued event stands for, and the id of its paper, which may be made a moment later. */
  @OnlyServices('mailbox')
  @Get(':id/notice')
  async notice(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Query() { version }: VersionRequest,
  ): Promise<NoticeText & { readonly outcome: string; readonly documentId: string }> {
    const event = await this.eventAt(tenant, id, version);
    if (event.type !== 'DecisionIssued') throw new Problem('not-found');
    const contents = await CaseContents.of(this.keys, tenant, id);
    const documentId = paperId(id, { kind: 'notice', about: version });
    return { outcome: event.data.outcome, documentId, ...contents.open('notice', event.data.notice) };
  }

  /** The text of the request that a DocumentsRequested event stands for. */
  @OnlyServices('mailbox')
  @Get(':id/document-request')
  async documentRequest(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Query() { version }: VersionRequest,
  ): Promise<DocumentRequest> {
    const event = await this.eventAt(tenant, id, version);
    if (event.type !== 'DocumentsRequested') throw new Problem('not-found');
    const contents = await CaseContents.of(this.keys, tenant, id);
    return contents.open('document-request', event.data.request);
  }

  /** Whether a case is filed: what the mailbox asks when somebody writes before the event of the filing has reached it. */
  @OnlyServices('mailbox')
  @Get(':id/filing')
  async filing(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
  ): Promise<{ readonly filed: boolean }> {
    const stream = { tenant, streamId: id };
    const { state: application } = await foldStream(this.store, applicationDecider, stream);
    return { filed: isFiled(application) };
  }

  /** The case as it stood at a version or moment, as one party saw it then; the audit service records who asked. */
  @OnlyServices('audit')
  @Get(':id/history')
  async history(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Query() { asOfVersion, asOfTime, as = 'auditor' }: HistoryRequest,
  ) {
    const until = {
      ...(asOfVersion === undefined ? {} : { upToVersion: asOfVersion }),
      ...(asOfTime === undefined ? {} : { upToTime: asOfTime }),
    };
    const query = new CaseFileQuery(asService('application', tenant), id, 'history', until, as);
    const { application, version, updatedAt, form, documentRequest, history, earlierBefore } =
      await this.queries.execute(query);
    return {
      applicationId: id,
      as,
      version,
      updatedAt,
      status: application.status,
      reference: application.reference,
      serviceKey: application.serviceKey,
      configurationVersion: application.configurationVersion,
      office: application.office,
      applicantId: application.applicantId,
      clock: clockView(application),
      form,
      documentRequest,
      history,
      // The entries before it: the state as of the version before.
      ...(earlierBefore !== undefined && { earlierBefore }),
    };
  }

  private async eventAt(tenant: string, streamId: string, version: number): Promise<ApplicationEvent> {
    const { events } = await this.store.read<ApplicationEvent>(
      { tenant, streamId },
      { afterVersion: version - 1, upToVersion: version },
    );
    const [event] = events;
    if (event === undefined) throw new Problem('not-found');
    // A recorded event is the domain event it was made from, plus its header.
    return event as unknown as ApplicationEvent;
  }
}
