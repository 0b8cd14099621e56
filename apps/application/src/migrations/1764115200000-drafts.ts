import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'application_service';

const table = [
  `CREATE TABLE application.drafts (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    form text COLLATE "C" NOT NULL,
    saved_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, stream_id)
  )`,
  // Ciphertext does not become smaller.
  `ALTER TABLE application.drafts ALTER COLUMN form SET STORAGE EXTERNAL`,
  ...rowLevelSecurity('application.drafts'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON application.drafts TO ${role}`,
];

/** An open draft of before: its content is that of its last event, its version that of the stream, which open pages know. */
const openDrafts = `INSERT INTO application.drafts (tenant, stream_id, version, form, saved_at, ends_at)
  SELECT mine.tenant, mine.stream_id, mine.version, last.form, last.recorded_at,
    last.recorded_at + (service.configuration -> 'filing' ->> 'draftDays')::int * interval '1 day'
  FROM application.my_applications AS mine
  JOIN application.service_configurations AS service ON service.tenant = mine.tenant
    AND service.service_key = mine.service_key AND service.version = mine.configuration_version
  CROSS JOIN LATERAL (SELECT payload::jsonb ->> 'form' AS form, recorded_at FROM event_store.events
    WHERE events.tenant = mine.tenant AND events.stream_id = mine.stream_id
      AND type IN ('ApplicationDrafted', 'FormSaved')
    ORDER BY events.version DESC LIMIT 1) AS last
  WHERE mine.tenant = $1 AND mine.status = 'draft'`;

/** The first look comes when its applicant is to be reminded; where that time has passed, they are given more of it then. */
const theirEnd = `INSERT INTO event_store.due (tenant, stream_id, kind, version, due_at, look_at)
  SELECT tenant, stream_id, 'draft-end', version, remind_at, remind_at FROM (SELECT drafts.*,
    ends_at - least(interval '7 days', (ends_at - saved_at) / 2) AS remind_at
    FROM application.drafts WHERE tenant = $1) AS kept`;

/** Drafts that were given up before: what was written into them goes, and they leave the list. */
const givenUp = `FROM application.my_applications AS mine WHERE mine.tenant = $1 AND mine.status = 'withdrawn'
  AND NOT EXISTS (SELECT FROM application.work_list AS filed
    WHERE filed.tenant = mine.tenant AND filed.stream_id = mine.stream_id)`;
const theirContentGoes = `INSERT INTO event_store.due (tenant, stream_id, kind, version, due_at, look_at)
  SELECT tenant, stream_id, 'content-gone', version, now(), now() ${givenUp}`;

/** The content of a draft leaves the stream. The events stay as they are; those of the former version are read as before. */
export class Drafts1764115200000 implements MigrationInterface {
  name = 'Drafts1764115200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of table) await runner.query(statement);
    await runner.query(`SELECT set_config('app.tenant', '*', true)`);
    const tenants = (await runner.query(
      'SELECT DISTINCT tenant FROM application.my_applications',
    )) as readonly { readonly tenant: string }[];
    for (const { tenant } of tenants) {
      await runner.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
      for (const statement of [openDrafts, theirEnd, theirContentGoes, `DELETE ${givenUp}`])
        await runner.query(statement, [tenant]);
    }
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('what people wrote into their drafts stands in this table alone'));
  }
}
