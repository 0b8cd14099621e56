import {
  birthCertificate,
  Citizen,
  PaymentProvider,
  type BegunPayment,
  type RunFile,
  type SeenCase,
} from '#portal-client';
import { OpenPage } from '../http/open-page';

/** Rees has a provider with callbacks, and certificates that are filed once they are paid. */
const city = 'rees';

/** An application that waits for its payment, whose page at the provider is open. */
export interface Waiting {
  readonly id: string;
  readonly payment: BegunPayment;
  /** Resolves with the moment (`performance.now()`) at which the citizen's page is told that it is filed. */
  readonly filed: Promise<number>;
}

/** Citizens with an open page of their applications, who pay at the stand-in. */
export class Payers {
  private turn = 0;
  private readonly provider: PaymentProvider;

  private constructor(
    run: RunFile,
    private readonly people: readonly { readonly citizen: Citizen; readonly page: OpenPage }[],
  ) {
    this.provider = new PaymentProvider(run);
  }

  static async signIn(run: RunFile, count: number): Promise<Payers> {
    const people = await Promise.all(
      Array.from({ length: count }, async (_, nth) => {
        const email = `bench.pays${nth}.${Date.now().toString(36)}@example.org`;
        const citizen = await Citizen.signIn(run, city, email);
        return { citizen, page: await OpenPage.of(citizen) };
      }),
    );
    return new Payers(run, people);
  }

  /** One of them submits an application and opens the page of the provider. */
  async submit(): Promise<Waiting> {
    const one = this.people[this.turn++ % this.people.length];
    if (one === undefined) throw new Error('nobody has signed in');
    const { citizen, page } = one;
    const draft = await citizen.draft('personenstandsurkunde', birthCertificate[city]);
    const owed: SeenCase = await citizen.submit(draft);
    const payment = await citizen.pay(owed, { method: 'credit-card' });
    return { id: owed.id, payment, filed: page.told(owed.id, 'filed') };
  }

  /** They pay, and the provider calls. @returns when it has taken the money, as `performance.now()` */
  async pay({ payment: { attemptId } }: Waiting): Promise<number> {
    const begin = performance.now();
    await this.provider.let(attemptId, 'pay');
    return begin;
  }

  close(): void {
    for (const { citizen, page } of this.people) {
      page.close();
      citizen.close();
    }
    this.provider.close();
  }
}
