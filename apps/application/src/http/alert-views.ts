import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SeveralOf, Id, Moment } from '#http';
import { alertKinds, type AlertKind } from '../domain/alert';
import { mostCounted } from '../read-models/alerts';

const id = { example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11', format: 'uuid' } as const;

/** Something in a case that somebody is told of. */
export class AlertView {
  @ApiProperty({ enum: alertKinds, example: 'assigned' }) kind!: AlertKind;
  @ApiProperty({ example: '2026-11-20T15:42:13.123456Z', format: 'date-time' }) at!: string;
  @ApiProperty({ description: 'Whether the reader has marked it as read.' }) isRead!: boolean;
  @ApiPropertyOptional({ format: 'date', description: 'Of `date`: which date is near or past.' })
  about?: string;
  @ApiPropertyOptional({
    ...id,
    description: 'Absent where the case is no case of the reader’s offices (any more).',
  })
  applicationId?: string;
  @ApiPropertyOptional({ example: 'DU-2026-000123-7' }) reference?: string;
  @ApiPropertyOptional({ example: 'Meldebescheinigung' }) title?: string;
}

export class UnreadAlertsView {
  @ApiProperty({ description: `How much is unread; ${mostCounted} stands for more, too.`, example: 3 })
  unread!: number;
}

export class AlertsView extends UnreadAlertsView {
  @ApiProperty({ type: [AlertView], description: 'The latest first.' }) items!: AlertView[];
  @ApiPropertyOptional() nextCursor?: string;
}

export class ReadAlertsInput {
  @Moment({
    description: 'Everything that is as old or older.',
    example: '2026-11-20T15:42:13.123456Z',
  })
  until!: string;

  @Id({ description: 'Only of this case.', optional: true })
  applicationId?: string;
}

/** Of what somebody wants to be told how. */
export class AlertSettingsInput {
  @SeveralOf(alertKinds, { description: 'Told nowhere.', example: ['document'] })
  switchedOff!: AlertKind[];

  @SeveralOf(alertKinds, {
    description: 'Told by mail, too, unless they are switched off.',
    example: ['assigned'],
  })
  byMail!: AlertKind[];
}

export class AlertSettingsView {
  @ApiProperty({ enum: alertKinds, isArray: true }) switchedOff!: AlertKind[];
  @ApiProperty({ enum: alertKinds, isArray: true }) byMail!: AlertKind[];
}
