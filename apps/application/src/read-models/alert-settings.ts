import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { AlertKind } from '../domain/alert';

/** Of what somebody wants to be told how: everything on the page and nothing by mail, unless they say otherwise. */
@Entity({ schema: 'application', name: 'alert_settings' })
export class AlertSettings {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text', { name: 'switched_off', array: true })
  switchedOff!: AlertKind[];

  @Column('text', { name: 'by_mail', array: true })
  byMail!: AlertKind[];
}

/** What somebody has chosen. */
export async function alertSettingsOf(
  manager: EntityManager,
  tenant: string,
  personId: string,
): Promise<Pick<AlertSettings, 'switchedOff' | 'byMail'>> {
  return (await manager.findOneBy(AlertSettings, { tenant, personId })) ?? { switchedOff: [], byMail: [] };
}

/** Keeps what somebody has chosen. */
export async function keepAlertSettings(manager: EntityManager, settings: AlertSettings): Promise<void> {
  await manager.upsert(AlertSettings, settings, ['tenant', 'personId']);
}
