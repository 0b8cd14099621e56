import { Entity, PrimaryColumn, type EntityManager } from 'typeorm';

/** What tells a person apart from others, as a keyed hash (`domain/same-person.ts`). */
@Entity({ schema: 'identity', name: 'same_person' })
export class PersonMark {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @PrimaryColumn('bytea')
  mark!: Buffer;
}

/** From now on these tell the person apart, and no others; within the transaction that changes the profile. */
export async function replaceMarks(
  manager: EntityManager,
  { tenant, personId }: Pick<PersonMark, 'tenant' | 'personId'>,
  marks: readonly Buffer[],
): Promise<void> {
  await manager.query(
    `WITH gone AS (
       DELETE FROM identity.same_person WHERE tenant = $1 AND person_id = $2 AND NOT mark = ANY ($3::bytea[])
     )
     INSERT INTO identity.same_person (tenant, person_id, mark) SELECT $1, $2, unnest($3::bytea[]) ON CONFLICT DO NOTHING`,
    [tenant, personId, marks],
  );
}

/** The citizens' accounts that are told apart from others by the same as this person. */
export async function accountsOfSamePerson(
  manager: EntityManager,
  { tenant, personId }: Pick<PersonMark, 'tenant' | 'personId'>,
): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT person.id FROM identity.same_person AS own
     JOIN identity.same_person AS other USING (tenant, mark)
     JOIN identity.persons AS person ON person.tenant = other.tenant AND person.id = other.person_id
     WHERE own.tenant = $1 AND own.person_id = $2 AND other.person_id <> $2 AND person.kind = 'citizen'`,
    [tenant, personId],
  );
  return rows.map(({ id }) => id);
}
