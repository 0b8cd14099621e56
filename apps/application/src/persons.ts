import { ServiceCaller, ServiceRefused, ServiceUnavailable } from '#auth';
import { currentCorrelationId, Problem } from '#http';

/** What identity knows about the persons who file. */
export class Persons {
  constructor(
    private readonly services: ServiceCaller,
    private readonly identityUrl: string,
  ) {}

  /**
   * The profile as it stands now, for the snapshot that a submitted application keeps (law 10).
   * @throws Problem `person-unknown` when identity has no such person (any more), `temporarily-unavailable` while it does
   *   not answer: nothing is filed without it.
   */
  async profile(tenant: string, personId: string): Promise<Readonly<Record<string, unknown>>> {
    try {
      const { attributes } = await this.services.call<{
        readonly attributes: Readonly<Record<string, unknown>>;
      }>({
        service: 'identity',
        baseUrl: this.identityUrl,
        path: `/internal/persons/${personId}/identity`,
        tenant,
        correlationId: currentCorrelationId(),
      });
      return attributes;
    } catch (error) {
      if (error instanceof ServiceRefused && error.status === 404) {
        throw new Problem('person-unknown', {}, { cause: error });
      }
      // Any other refusal is a mistake between the services (keys, clocks, releases), which the log names: nobody's fault who files.
      if (error instanceof ServiceUnavailable || error instanceof ServiceRefused) {
        throw new Problem('temporarily-unavailable', {}, { cause: error });
      }
      throw error;
    }
  }
}
