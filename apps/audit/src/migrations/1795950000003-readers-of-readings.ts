import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asked who was told a person's name may be a head of the office that works on their cases, too. */
export class ReadersOfReadings1795950000003 implements MigrationInterface {
  name = 'ReadersOfReadings1795950000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE audit.auditor_looks_at_persons ADD COLUMN role text NOT NULL DEFAULT 'auditor'`,
    );
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('who asked is evidence; it is not taken away by a migration'));
  }
}
