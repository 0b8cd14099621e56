import { Injectable } from '@nestjs/common';
import { TenantData } from '#database';
import { defineProblems, Problem } from '#http';
import { Column, Entity, In, LessThan, LessThanOrEqual, MoreThanOrEqual, PrimaryColumn } from 'typeorm';
import { dateInBerlin } from './domain/berlin';
import { clashOf, mostPeriods, type Clash, type Standing } from './domain/deputy';
import { addDays } from './domain/law/calendar';

/** Who stands in for whom, as stored: plain data, pruned a year after its end. */
@Entity({ schema: 'application', name: 'deputies' })
export class StoredDeputy implements Standing {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('uuid', { name: 'deputy_id' })
  deputyId!: string;

  @Column('date', { name: 'from_on' })
  from!: string;

  @Column('date', { name: 'until_on' })
  until!: string;

  @Column('uuid', { name: 'set_by' })
  setBy!: string;
}

/** Days for which it is known who stood in, after that is over. */
const keptDays = 366;

const today = (): string => dateInBerlin(new Date().toISOString());

/** Deputies with a period: while it lasts, they work on a colleague's cases as that colleague would. */
@Injectable()
export class Deputies {
  constructor(private readonly data: TenantData) {}

  /** For whom somebody stands in today; person ids. */
  async standsInFor(tenant: string, deputyId: string): Promise<readonly string[]> {
    const on = today();
    const standing = await this.data.withTenant(tenant, (manager) =>
      manager.find(StoredDeputy, {
        where: { tenant, deputyId, from: LessThanOrEqual(on), until: MoreThanOrEqual(on) },
      }),
    );
    return standing.map(({ personId }) => personId);
  }

  /** What is not over yet of some people: who stands in for them, and for whom they do; the earliest first. */
  of(tenant: string, personIds: readonly string[]): Promise<readonly StoredDeputy[]> {
    const open = { tenant, until: MoreThanOrEqual(today()) };
    return this.data.withTenant(tenant, (manager) =>
      manager.find(StoredDeputy, {
        where: [
          { ...open, personId: In([...personIds]) },
          { ...open, deputyId: In([...personIds]) },
        ],
        order: { from: 'ASC', id: 'ASC' },
      }),
    );
  }

  /**
   * Names a deputy; what is so already is not named twice.
   * @throws Problem `has-deputy`, `deputy-away`, `stands-in`, `too-many-deputies`
   */
  async name(deputy: StoredDeputy): Promise<void> {
    const { tenant, personId, deputyId, from, until } = deputy;
    await this.data.inTransaction(tenant, async (manager) => {
      // One after another, or two at once would not see each other.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`deputies ${tenant}`]);
      const people = In([personId, deputyId]);
      const known = await manager.find(StoredDeputy, {
        where: [
          { tenant, until: MoreThanOrEqual(today()), personId: people },
          { tenant, until: MoreThanOrEqual(today()), deputyId: people },
        ],
      });
      const isSo = known.some(
        (one) =>
          one.personId === personId && one.deputyId === deputyId && one.from === from && one.until === until,
      );
      if (isSo) return;
      const clash = clashOf(deputy, known);
      if (clash !== undefined) throw new Problem(clash);
      if (known.filter((one) => one.personId === personId).length >= mostPeriods)
        throw new Problem('too-many-deputies', { most: mostPeriods });
      await manager.delete(StoredDeputy, { tenant, until: LessThan(addDays(today(), -keptDays)) });
      await manager.insert(StoredDeputy, deputy);
    });
  }

  /** Ends it: from now on nobody stands in any more. What has not lasted a day leaves no trace. */
  async end({ tenant, id, from }: StoredDeputy): Promise<void> {
    const on = today();
    await this.data.withTenant(tenant, (manager) =>
      from < on
        ? manager.update(StoredDeputy, { tenant, id }, { until: addDays(on, -1) })
        : manager.delete(StoredDeputy, { tenant, id }),
    );
  }

  /** What is not over yet, by its id. */
  async find(tenant: string, id: string): Promise<StoredDeputy | undefined> {
    const found = await this.data.withTenant(tenant, (manager) =>
      manager.findOneBy(StoredDeputy, { tenant, id, until: MoreThanOrEqual(today()) }),
    );
    return found ?? undefined;
  }
}

const clashes = {
  'has-deputy': {
    status: 409,
    title: {
      de: 'In dieser Zeit vertritt schon jemand diese Person.',
      en: 'Somebody stands in for this person in that time already.',
    },
    detail: {
      de: 'An einem Tag vertritt eine Person nur eine andere. Bitte wählen Sie andere Tage, oder beenden Sie die andere Vertretung.',
      en: 'On one day only one person stands in. Please choose other days, or end the other period.',
    },
  },
  'deputy-away': {
    status: 409,
    title: {
      de: 'Wer vertreten soll, ist in dieser Zeit selbst abwesend.',
      en: 'Who is to stand in is away in that time.',
    },
    detail: {
      de: 'Für diese Person ist dann eine eigene Vertretung eingetragen.',
      en: 'Somebody stands in for them then.',
    },
  },
  'stands-in': {
    status: 409,
    title: {
      de: 'Diese Person vertritt in dieser Zeit selbst jemanden.',
      en: 'This person stands in for somebody in that time.',
    },
    detail: {
      de: 'Bitte geben Sie erst diese Vertretung jemand anderem.',
      en: 'Please have somebody else stand in there first.',
    },
  },
} as const satisfies Readonly<Record<Clash, object>>;

/** Why nobody becomes a deputy. */
export const deputyProblems = defineProblems({
  ...clashes,
  'deputies-of-others': {
    status: 403,
    title: {
      de: 'Für andere benennt nur die Amtsleitung eine Vertretung.',
      en: 'Only the head of office names who stands in for others.',
    },
  },
  'too-many-deputies': {
    status: 409,
    title: {
      de: 'Für diese Person sind zu viele Vertretungen eingetragen.',
      en: 'Too many periods are named for this person.',
    },
    detail: { de: 'Mehr als {most} sind nicht vorgesehen.', en: 'There may be no more than {most}.' },
  },
});
