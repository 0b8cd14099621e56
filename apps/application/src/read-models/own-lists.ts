import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Direction, WorkListOrder } from './find-work-list';

/** What a line of the work list can show beside its reference; a stored name, never changed. */
export const workListColumns = [
  'applicant',
  'service',
  'office',
  'status',
  'who',
  'target',
  'news',
  'received',
  'updated',
] as const;
export type WorkListColumn = (typeof workListColumns)[number];

/** So many searches one person keeps. */
export const mostSearches = 50;

/** A search of the work list that somebody comes back to. */
@Entity({ schema: 'application', name: 'saved_searches' })
export class SavedSearch {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  name!: string;

  /** As the address of the page has it. */
  @Column('text')
  query!: string;
}

/** How somebody wants their work list unless they ask for something else. */
@Entity({ schema: 'application', name: 'list_settings' })
export class ListSettings {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text', { array: true })
  columns!: WorkListColumn[];

  @Column('text')
  sort!: WorkListOrder;

  @Column('text')
  direction!: Direction;

  @Column('integer')
  rows!: number;
}

/** Whose it is. */
interface Owner {
  readonly tenant: string;
  readonly personId: string;
}

/** What somebody keeps of the work list: searches by name, and how they want it where they have said so. */
export async function ownListsOf(manager: EntityManager, { tenant, personId }: Owner) {
  const searches = await manager.find(SavedSearch, { where: { tenant, personId }, order: { name: 'ASC' } });
  return { searches, settings: await manager.findOneBy(ListSettings, { tenant, personId }) };
}

/** Keeps how somebody wants their work list; with nothing, as everybody has it. */
export async function keepListSettings(
  manager: EntityManager,
  owner: Owner,
  settings: Omit<ListSettings, 'tenant' | 'personId'> | undefined,
): Promise<void> {
  const { tenant, personId } = owner;
  if (settings === undefined) await manager.delete(ListSettings, { tenant, personId });
  else await manager.upsert(ListSettings, { ...settings, tenant, personId }, ['tenant', 'personId']);
}

/** Keeps a search; one of the same name gives way. @returns false where somebody keeps as many as one can */
export async function keepSearch(manager: EntityManager, search: SavedSearch): Promise<boolean> {
  const { tenant, personId, name, query } = search;
  const { affected } = await manager.update(SavedSearch, { tenant, personId, name }, { query });
  if (affected === 1) return true;
  if ((await manager.countBy(SavedSearch, { tenant, personId })) >= mostSearches) return false;
  await manager.upsert(SavedSearch, search, ['tenant', 'personId', 'name']);
  return true;
}

/** Gives a search another name. @returns undefined where there is none such, false where another one has that name */
export async function renameSearch(
  manager: EntityManager,
  { tenant, personId, id, name }: Omit<SavedSearch, 'query'>,
): Promise<boolean | undefined> {
  const [search, other] = [
    await manager.findOneBy(SavedSearch, { tenant, personId, id }),
    await manager.findOneBy(SavedSearch, { tenant, personId, name }),
  ];
  if (search === null) return undefined;
  if (other !== null && other.id !== id) return false;
  await manager.update(SavedSearch, { tenant, personId, id }, { name });
  return true;
}

/** Keeps a search no longer. */
export async function dropSearch(
  manager: EntityManager,
  { tenant, personId, id }: Pick<SavedSearch, 'tenant' | 'personId' | 'id'>,
): Promise<void> {
  await manager.delete(SavedSearch, { tenant, personId, id });
}
