import { Unavailable } from '#availability';
import { ServiceCaller } from '#auth';
import type { Acting } from '#commands';
import { currentCorrelationId } from '#http';
import type { RoleOfStaff } from './persons';

/** That somebody was told who a person is. */
export interface PersonReading {
  /** Who was told. */
  readonly personId: string;
  readonly role: RoleOfStaff;
  /** What for, as a key: `work-list`, `person-page`. */
  readonly purpose: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** So many days back. */
const days = 31;

/** Who was told who a person is, as the witness has heard it from identity. */
export class PersonReadings {
  constructor(
    private readonly services: ServiceCaller,
    /** Where the audit service is; without it nobody can tell. */
    private readonly witnessUrl: string | undefined,
  ) {}

  /** Those of the last month, the latest first, for a head of an office that works on the person's cases; that it was asked is noted. Undefined while nobody can tell. */
  async of(
    { tenant, personId: reader, role }: Acting,
    subject: string,
  ): Promise<readonly PersonReading[] | undefined> {
    if (this.witnessUrl === undefined) return undefined;
    const since = new Date(Date.now() - days * 86_400_000).toISOString();
    try {
      const { readings } = await this.services.call<{ readonly readings: readonly PersonReading[] }>({
        ...{
          service: 'audit',
          baseUrl: this.witnessUrl,
          path: `/internal/persons/${subject}/readings`,
          tenant,
        },
        ...{ method: 'POST', body: { reader, role, since }, correlationId: currentCorrelationId() },
      });
      return readings
        .map(({ personId, role: as, purpose, at }) => ({ personId, role: as, purpose, at }))
        .reverse();
    } catch (error) {
      if (error instanceof Unavailable) return undefined;
      throw error;
    }
  }
}
