import { DataSource, type MigrationInterface } from 'typeorm';

/** Takes one migration back and runs it again upon what is there, as after an update. @param ownerUrl the role that migrates */
export async function migratedAnew(ownerUrl: string, migration: MigrationInterface): Promise<void> {
  const owner = await new DataSource({ type: 'postgres', url: ownerUrl }).initialize();
  try {
    await owner.transaction(async ({ queryRunner }) => {
      if (queryRunner === undefined) throw new Error('a transaction has a connection');
      await migration.down(queryRunner);
      await migration.up(queryRunner);
    });
  } finally {
    await owner.destroy();
  }
}
