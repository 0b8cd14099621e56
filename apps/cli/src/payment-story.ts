import { randomUUID } from 'node:crypto';
import {
  birthCertificate,
  Citizen,
  PaymentProvider,
  waitFor,
  type RunFile,
  type SeenCase,
} from '#portal-client';

/**
 * Plays how somebody pays before their application counts as filed (W16c), at the stand-in for payment providers.
 * @param tell takes one line of the story
 * @throws Error at the first step that does not go as people would expect
 */
export async function tellPayment(run: RunFile, tell: (line: string) => void): Promise<void> {
  if (run.standIns.payments === undefined)
    return tell('\nPayments go to the providers of PAYMENT_PROVIDERS.');
  tell('\nZoë orders a birth certificate, which has to be paid first');
  const citizen = await Citizen.signIn(run, 'duisburg', `zoe.${randomUUID()}@example.org`);
  const provider = new PaymentProvider(run);
  const draft = await citizen.draft('personenstandsurkunde', birthCertificate.duisburg);
  const owed = await citizen.submit(draft);
  tell(`  submits ${owed.reference}: ${owed.statusLabel}, ${owed.order?.amountCents} cents`);
  const payment = await citizen.pay(owed, { method: 'credit-card' });
  const arrived = await citizen.atTheProvider(payment, 'pay');
  tell(`  pays by credit card at the provider and comes back to ${arrived.pathname}`);
  const filed = await waitFor('the filing of what was paid', async () => {
    const seen = await citizen.get<SeenCase>(`/applications/${owed.id}`);
    return seen.status === 'filed' && seen;
  });
  const { paidAt } = await provider.find(payment.attemptId);
  const filedAt = filed.history.find(({ type }) => type === 'ApplicationFiled')?.facts['filedAt'];
  tell(`  paid at ${paidAt}, filed as of ${String(filedAt)}: ${filed.statusLabel}`);
  citizen.close();
  provider.close();
}
