import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { Citizen, dogRegistration } from '#portal-client';
import { eventually } from '#testing';
import { tellPayment } from '../src/payment-story';
import type { RunningSystem } from './running-system';

const minutes = 60_000;

export function commands(system: () => RunningSystem): void {
  /** `npm run verify` once the witness has everything. */
  const verified = () =>
    eventually(
      'the witness has every event',
      () => {
        const result = system().command('verify');
        return /on their way/.test(result.output) ? undefined : result;
      },
      2 * minutes,
    );

  test(
    'npm run verify finds no difference',
    async () => {
      const { status, output } = await verified();
      expect(output).toMatch(/[1-9]\d* streams .*[1-9]\d* events .*\b0 differences\.$/m);
      expect(status).toBe(0);
    },
    3 * minutes,
  );

  test(
    'R9 npm run replay shows a case as it stood then, as that party saw it',
    async () => {
      const citizen = await Citizen.signIn(system().run, 'duisburg', 'wird.geprueft@example.org');
      const { reference } = await citizen.submit(
        await citizen.draft('hundesteuer-anmeldung', dogRegistration()),
      );
      citizen.close();
      const replayed = await eventually(
        'the case at the witness',
        () => {
          const result = system().command('replay', reference, '--as-of', '2', '--as', 'citizen');
          return result.status === 0 ? result : undefined;
        },
        minutes,
      );
      expect(replayed.output).toContain(`${reference} as of 2, as the citizen saw it`);
      expect(replayed.output).toContain('Eingereicht, version 2 of');
      expect(replayed.output).toContain('✓ the application service tells the same.');
      expect(replayed.output).not.toContain('Antrag gestellt');
      expect(system().command('replay', reference, '--as', 'nobody')).toMatchObject({
        status: 1,
        output: expect.stringContaining('--as nobody: it can be citizen, caseworker, auditor.'),
      });
      expect(system().command('replay', reference, '--as-of', '999')).toMatchObject({
        status: 1,
        output: expect.stringContaining('Der Vorgang hat die Versionen 1 bis'),
      });
      expect(system().command('replay', 'DU-1999-000001-0')).toMatchObject({
        status: 1,
        output: expect.stringContaining('No auditor of this installation knows such a case.'),
      });
    },
    3 * minutes,
  );

  test(
    'a read model that somebody changed by hand is found by npm run verify and repaired by npm run rebuild',
    async () => {
      const owner = new Client({ connectionString: system().run.postgres.databases['application']?.owner });
      await owner.connect();
      await owner.query(`SELECT set_config('app.tenant', 'duisburg', false)`);
      const { rowCount } = await owner.query(
        `UPDATE application.my_applications SET status = 'withdrawn'
       WHERE stream_id = (SELECT stream_id FROM application.my_applications WHERE status = 'closed' LIMIT 1)`,
      );
      await owner.end();
      expect(rowCount).toBe(1);

      const found = await verified();
      expect(found.output).toMatch(/✗ duisburg: .*my_applications/);
      expect(found.output).toContain(' 1 difference.');
      expect(found.status).toBe(1);
      expect(system().command('rebuild', 'my_applications')).toMatchObject({
        status: 0,
        output: expect.stringMatching(/application\.my_applications rebuilt in .* 1 of them corrected\./),
      });
      expect(await verified()).toMatchObject({
        status: 0,
        output: expect.stringContaining(' 0 differences.'),
      });
    },
    5 * minutes,
  );

  test(
    'npm run reconcile compares a city with its providers, and npm run export:payments writes what came in',
    async () => {
      await tellPayment(system().run, () => undefined);
      const first = system().command('reconcile', 'duisburg', '--provider', 'xbezahl');
      expect(first.output).toMatch(/█ [1-9]\d*\/[1-9]\d* payments, xbezahl/);
      expect(first.output).toMatch(
        /^[1-9]\d* payments? of duisburg compared with the books of xbezahl in [\d.]+ s: [1-9]\d* agree; 0 new differences; 0 differences open\.$/m,
      );
      expect(first.status).toBe(0);
      expect(system().command('reconcile', 'duisburg').output).toContain('0 payments of duisburg compared');
      const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
      const { status, output } = system().command(
        ...(['export-payments', 'duisburg', '--from', today, '--to', today] as const),
      );
      expect(status).toBe(0);
      expect(output).toMatch(/^\uFEFFBuchungstag;.*\r\n.*;Zahlung;DU-.*;Kreditkarte;standesamt;/);
      expect(system().command('reconcile', 'duisburg', '--provider', 'stadtpay')).toMatchObject({
        status: 1,
        output: expect.stringContaining('The parameter “provider” is not valid.'),
      });
      expect(
        system().command('export-payments', 'duisburg', '--from', today, '--to', '2026-01-01'),
      ).toMatchObject({
        status: 1,
        output: expect.stringContaining('/until: The last day is before the first.'),
      });
    },
    minutes,
  );

  test.each(['work_list', 'thread_overview'])(
    'npm run rebuild builds %s anew and finds nothing to correct',
    (name) => {
      expect(system().command('rebuild', name)).toMatchObject({
        status: 0,
        output: expect.stringMatching(/ rebuilt in .* 0 of them corrected\./),
      });
    },
  );

  // Last: the services were not restarted, so they cannot read what is wrapped with the new key.
  test('npm run rewrap wraps every data key with the first key of the file, once', () => {
    const { keyFile } = system();
    writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n${readFileSync(keyFile, 'utf8')}`);
    const [first, second] = [system().command('rewrap'), system().command('rewrap')];
    expect(first.output).toMatch(
      /^identity: [1-9]\d* data keys .*\napplication: [1-9]\d* data keys .*\nmailbox: [1-9]\d* data keys .*\npayment: \d+ data keys /,
    );
    expect(second).toStrictEqual({
      status: 0,
      output: ['identity', 'application', 'mailbox', 'payment']
        .map((service) => `${service}: 0 data keys wrapped anew.\n`)
        .join(''),
    });
  });
}
