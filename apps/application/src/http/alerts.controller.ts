import { Body, Controller, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff } from '#commands';
import { TenantData, TenantDatabase } from '#database';
import { languageOf, readCursor, type Language } from '#http';
import { alertSettingsOf, keepAlertSettings } from '../read-models/alert-settings';
import { countUnreadAlerts, findAlerts, markAlertsRead, type ToldAlert } from '../read-models/alerts';
import { ServiceConfigurations } from '../service-configurations';
import {
  AlertSettingsInput,
  AlertSettingsView,
  AlertsView,
  AlertView,
  ReadAlertsInput,
  UnreadAlertsView,
} from './alert-views';
import { AlertsRequest } from './queries';

/** What the caller is told of: what happens to their cases and is not their own doing. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/alerts')
export class AlertsController {
  constructor(
    private readonly database: TenantDatabase,
    private readonly data: TenantData,
    private readonly configurations: ServiceConfigurations,
  ) {}

  @ApiOperation({ summary: 'What the caller is told of, the latest first' })
  @Get()
  @ApiOkResponse({ type: AlertsView })
  async list(
    @CurrentUser() user: ServiceToken,
    @Query() { cursor, limit }: AlertsRequest,
    @Req() request: Request,
  ): Promise<AlertsView> {
    const reader = asStaff(user);
    const found = await findAlerts(this.database, reader, { after: readCursor(cursor), limit });
    const items = await Promise.all(
      found.items.map((alert) => this.view(reader.tenant, alert, languageOf(request))),
    );
    return { ...found, items, unread: await countUnreadAlerts(this.database, reader) };
  }

  @ApiOperation({ summary: 'How much of it is unread' })
  @Get('unread')
  @ApiOkResponse({ type: UnreadAlertsView })
  async unread(@CurrentUser() user: ServiceToken): Promise<UnreadAlertsView> {
    return { unread: await countUnreadAlerts(this.database, asStaff(user)) };
  }

  @ApiOperation({ summary: 'Marks it as read, of all cases or of one' })
  @Post('read')
  @HttpCode(204)
  @ApiNoContentResponse()
  async read(@CurrentUser() user: ServiceToken, @Body() upTo: ReadAlertsInput): Promise<void> {
    await markAlertsRead(this.database, asStaff(user), upTo);
  }

  @ApiOperation({ summary: 'Of what the caller wants to be told how' })
  @Get('settings')
  @ApiOkResponse({ type: AlertSettingsView })
  async settings(@CurrentUser() user: ServiceToken): Promise<AlertSettingsView> {
    const { tenant, personId } = asStaff(user);
    const { switchedOff, byMail } = await this.data.withTenant(tenant, (manager) =>
      alertSettingsOf(manager, tenant, personId),
    );
    return { switchedOff, byMail };
  }

  @ApiOperation({ summary: 'Changes that' })
  @Put('settings')
  @HttpCode(204)
  @ApiNoContentResponse()
  async change(
    @CurrentUser() user: ServiceToken,
    @Body() { switchedOff, byMail }: AlertSettingsInput,
  ): Promise<void> {
    const { tenant, personId } = asStaff(user);
    await this.data.withTenant(tenant, (manager) =>
      keepAlertSettings(manager, { tenant, personId, switchedOff, byMail }),
    );
  }

  private async view(tenant: string, alert: ToldAlert, language: Language): Promise<AlertView> {
    const { kind, at, about, isRead, applicationId, reference, serviceKey, configurationVersion } = alert;
    const told = { kind, at, isRead, ...(about !== null && { about }) };
    if (reference === null || serviceKey === null || configurationVersion === null) return told;
    const { title } = await this.configurations.get(tenant, serviceKey, configurationVersion);
    return { ...told, applicationId, reference, title: title[language] };
  }
}
