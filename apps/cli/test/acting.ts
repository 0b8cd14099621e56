import {
  Citizen,
  dogRegistration,
  waitFor,
  type Items,
  type ListedCase,
  type ThreadItem,
} from '#portal-client';
import type { RunningSystem } from './running-system';

/** A service of Duisburg that anybody may apply for. */
const service = 'hundesteuer-anmeldung';

/** Whose mandate is ended last. */
let representative: Citizen;

export function acting(system: () => RunningSystem): void {
  test('R10a W7 somebody files without an account, comes back by a link, and takes it over into an account', async () => {
    const { run } = system();
    const email = 'ohne.konto@example.org';
    const guest = await Citizen.withoutAccount(run, 'duisburg', service);
    const filed = await guest.submit(await guest.draft(service, dogRegistration()));
    expect(filed.status).toBe('filed');
    await guest.followLink(run, email, () => guest.post('/me/follow-link', { email, returnTo: '/antraege' }));

    const elsewhere = await Citizen.comeBack(run, 'duisburg', email);
    expect((await elsewhere.myApplications()).map(({ id }) => id)).toEqual([filed.id]);

    const account = await Citizen.signIn(run, 'duisburg', email);
    expect(await account.myApplications()).toEqual([]);
    const { items } = await account.get<Items<ListedCase>>('/applications/claimable');
    expect(items.map(({ id }) => id)).toEqual([filed.id]);
    const claimed = await account.post(`/applications/${filed.id}/claim`, {}, items[0]?.version);
    expect(claimed.status).toBe('filed');
    expect((await account.myApplications()).map(({ id }) => id)).toEqual([filed.id]);
    // The thread follows: what was said before is the account's, too.
    const thread = await waitFor('the thread of what was taken over', async () => {
      const found = await account.browser.request<Items<ThreadItem>>(
        'GET',
        `${account.site}/api/applications/${filed.id}/messages`,
      );
      return found.status === 200 && found.body.items;
    });
    expect(thread.length).toBeGreaterThan(1);
    const left = await elsewhere.browser.request('GET', `${elsewhere.site}/api/applications/${filed.id}`);
    expect([401, 404]).toContain(left.status);
    for (const person of [guest, elsewhere, account]) person.close();
  });

  test('law 7: a representative files for who gave the mandate', async () => {
    const { run } = system();
    const grantor = await Citizen.signIn(run, 'duisburg', 'vollmacht.geberin@example.org');
    representative = await Citizen.signIn(run, 'duisburg', 'vertreter@example.org');
    const endsOn = `${new Date().getFullYear() + 1}-12-31`;
    const { id, code } = await grantor.post<{ id: string; code: string }>('/me/mandates', { endsOn });
    await representative.post('/me/mandates/accept', { code });
    await representative.actUnder(id);
    const filed = await representative.submit(await representative.draft(service, dogRegistration(1)));
    expect((await grantor.myApplications()).map((listed) => listed.id)).toEqual([filed.id]);
    await representative.actUnder();
    expect(await representative.myApplications()).toEqual([]);

    await representative.actUnder(id);
    await grantor.post(`/me/mandates/${id}/end`);
    grantor.close();
  }, 150_000);
}

/** What takes up to a minute after {@link acting}: the gateway knows a session for less than that. */
export function actingNoMore(): void {
  test('law 7: whose mandate has ended is out', async () => {
    await waitFor(
      'the end of the mandate',
      async () => (await representative.myApplications()).length === 0,
      65_000,
      1_000,
    );
    representative.close();
  }, 70_000);
}
