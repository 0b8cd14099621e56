import { Column, Entity, IsNull, PrimaryColumn } from 'typeorm';
import type { TenantData } from '#database';
import { v7 as uuidv7 } from 'uuid';

/** What one run of the reconciliation has found. Numbers of payments, of `strangers` transactions. */
export interface Findings {
  /** As far as is known yet; more come to light by what a provider lists. */
  toCompare: number;
  /** Gone through, whatever came of it. */
  compared: number;
  agreed: number;
  /** Differences that nobody had found before. */
  differed: number;
  /** Nobody could say how they stand: the next run asks again. */
  unasked: number;
  /** Transactions of the provider of which we know nothing. */
  strangers: number;
}

/** A run of the reconciliation, as stored: plain data beside the events that it led to. */
@Entity({ schema: 'payment', name: 'reconciliation_runs' })
export class ReconciliationRun implements Findings {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'run_id' })
  runId!: string;

  /** The day in Berlin whose nightly run it is; null for one that somebody asked for. */
  @Column('date', { nullable: true })
  night!: string | null;

  /** Person id, or `service:payment` for the nightly one. */
  @Column('text', { name: 'asked_by' })
  askedBy!: string;

  /** The one whose books are compared; null: every provider of the city. */
  @Column('text', { nullable: true })
  provider!: string | null;

  @Column('timestamptz', { name: 'asked_at', default: () => 'clock_timestamp()' })
  askedAt!: Date;

  /** Null while it is under way, whatever dies meanwhile. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('integer', { name: 'to_compare', default: 0 })
  toCompare!: number;
  @Column('integer', { default: 0 })
  compared!: number;
  @Column('integer', { default: 0 })
  agreed!: number;
  @Column('integer', { default: 0 })
  differed!: number;
  @Column('integer', { default: 0 })
  unasked!: number;
  @Column('integer', { default: 0 })
  strangers!: number;
}

/** Who asks for a run, of which night it is, and of which provider alone. */
export interface AskedRun {
  readonly askedBy: string;
  readonly night?: string;
  readonly provider?: string | undefined;
}

/** The runs of the cities: at most one of a city is under way, and one belongs to each night. */
export class ReconciliationRuns {
  constructor(private readonly data: TenantData) {}

  /** The run that is under way, or the one that is begun hereby; undefined where that night has had its run. */
  async begin(
    tenant: string,
    { askedBy, night, provider }: AskedRun,
  ): Promise<ReconciliationRun | undefined> {
    return this.data.withTenant(tenant, async (manager) => {
      await manager
        .createQueryBuilder()
        .insert()
        .into(ReconciliationRun)
        .values({ tenant, runId: uuidv7(), askedBy, night: night ?? null, provider: provider ?? null })
        .orIgnore()
        .execute();
      return (
        (await manager.findOne(ReconciliationRun, { where: { tenant, endedAt: IsNull() } })) ?? undefined
      );
    });
  }

  /** The run that is under way, or that was when its process died. */
  async underWay(tenant: string): Promise<ReconciliationRun | undefined> {
    return this.data.withTenant(
      tenant,
      async (manager) =>
        (await manager.findOne(ReconciliationRun, { where: { tenant, endedAt: IsNull() } })) ?? undefined,
    );
  }

  /** What it has found up to now, and whether that is all. */
  async note(
    tenant: string,
    runId: string,
    findings: Findings,
    { isOver }: { readonly isOver: boolean },
  ): Promise<void> {
    await this.data.withTenant(tenant, (manager) =>
      manager.update(
        ReconciliationRun,
        { tenant, runId },
        { ...findings, ...(isOver && { endedAt: () => 'clock_timestamp()' }) },
      ),
    );
  }

  /** The latest first. */
  async latest(tenant: string, limit: number): Promise<readonly ReconciliationRun[]> {
    return this.data.withTenant(tenant, (manager) =>
      manager.find(ReconciliationRun, { where: { tenant }, order: { askedAt: 'DESC' }, take: limit }),
    );
  }
}
