import { randomUUID } from 'node:crypto';
import { Citizen, dogRegistration, type Items, mailsTo, type SeenCase } from '#portal-client';
import { eventually } from '#testing';
import type { RunningSystem } from './running-system';

/** A citizen who takes the first answer, whatever it is. */
async function impatient(system: RunningSystem, email: string): Promise<Citizen> {
  const citizen = await Citizen.signIn(system.run, 'duisburg', email);
  citizen.browser.patience = 0;
  return citizen;
}

function begin(citizen: Citizen, key: string) {
  return citizen.browser.request<SeenCase & { type: string }>('POST', `${citizen.site}/api/applications`, {
    json: { serviceKey: 'hundesteuer-anmeldung' },
    headers: { 'idempotency-key': key },
  });
}

/** Waits until `/health/ready` says what is down: the service itself with a reason, the gateway for all services. */
async function healthNames(system: RunningSystem, part: string): Promise<void> {
  await eventually(
    `health names the ${part}`,
    async () => {
      const [own, all] = await Promise.all([system.health('application'), system.health('gateway')]);
      const { status, reason } = own.parts[part] ?? {};
      const told = status === 'down' && reason && all.parts['application']?.reason?.includes(part);
      if (!told) throw new Error(JSON.stringify([own.parts, all.parts]));
      return true;
    },
    60_000,
  );
}

export function partsAway(system: () => RunningSystem): void {
  test('PostgreSQL away: a write happens whole or is refused with 503, health names the part, then everything goes on', async () => {
    const citizen = await impatient(system(), 'ohne.datenbank@example.org');
    const keys = Array.from({ length: 12 }, () => randomUUID());
    const underWay = keys.map((key) => begin(citizen, key));
    const resume = await system().databaseHangs();
    try {
      const answers = [...(await Promise.all(underWay)), await begin(citizen, keys[0] ?? '')];
      const refused = answers.filter(({ status }) => status !== 201);
      expect(refused.length).toBeGreaterThan(0);
      for (const { status, headers, body } of refused) {
        expect(status).toBe(503);
        expect(Number(headers['retry-after'])).toBeGreaterThan(0);
        expect(headers['content-type']).toMatch(/^application\/problem\+json/);
        expect(body.type).toMatch(/^urn:serviceportal:problem:(temporarily|part)-unavailable$/);
      }
      await healthNames(system(), 'database');
    } finally {
      resume();
    }
    await system().allReady();
    // Those that were refused are repeated; those that happened are the same applications as before.
    const begun = await Promise.all(
      keys.map((key) =>
        eventually(
          'the repeated write',
          async () => {
            const { status, body } = await begin(citizen, key);
            return status === 201 && String(body.id);
          },
          60_000,
        ),
      ),
    );
    const listed = (await citizen.myApplications()).map(({ id }) => id);
    expect(listed.sort()).toStrictEqual([...new Set(begun)].sort());
    expect(listed).toHaveLength(keys.length);
    citizen.close();
  }, 300_000);

  test('Kafka away: a write succeeds at once and is told later, health names the part', async () => {
    const email = 'ohne.broker@example.org';
    const citizen = await impatient(system(), email);
    const mails = async () => (await mailsTo(system().run, email)).map(({ subject }) => subject);
    const resume = system().brokerHangs();
    try {
      const { id } = await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration()));
      await citizen.paperOf(id, 'copy');
      expect(await citizen.myApplications()).toMatchObject([{ status: 'filed', version: 4 }]);
      await healthNames(system(), 'broker');
      expect((await citizen.get<Items<unknown>>('/mailbox')).items).toStrictEqual([]);
      expect(await mails()).toStrictEqual(['Stadt Duisburg: Ihr Anmeldelink']);
    } finally {
      resume();
    }
    await system().allReady();
    await eventually('the mail', async () => (await mails()).length === 2, 120_000);
    expect(await mails()).toStrictEqual([
      'Stadt Duisburg: Ihr Antrag ist eingegangen',
      'Stadt Duisburg: Ihr Anmeldelink',
    ]);
    await eventually(
      'the entry in the mailbox',
      async () => (await citizen.get<Items<unknown>>('/mailbox')).items.length === 1,
      120_000,
    );
    citizen.close();
  }, 300_000);
}
