import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenantsFolder } from '#testing';
import { people, RunningApplication } from './running-application';

const { caseworker } = people;

/** A city that wants whoever decides to have signed in within the last quarter of an hour. */
const tenants = mkdtempSync(join(tmpdir(), 'cities-'));
let running: RunningApplication;

beforeAll(async () => {
  cpSync(tenantsFolder, tenants, { recursive: true });
  const file = join(tenants, 'duisburg/tenant.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nstaff: { reauthenticateForDecisions: 15 }\n`);
  running = await RunningApplication.start({ tenants });
});
afterAll(async () => {
  await running.stop();
  rmSync(tenants, { recursive: true });
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

test('where the city wants it, who decides has just proven who they are; other steps go on', async () => {
  const id = await running.filed();
  const wish = { outcome: 'granted', text: 'Ihrem Antrag wird entsprochen.' };
  expect((await running.command(caseworker, id, 'assign')).status).toBe(200);
  for (const who of [caseworker, { ...caseworker, authenticatedAt: minutesAgo(16) }]) {
    const refused = await running.command(who, id, 'decide', wish);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      type: 'urn:serviceportal:problem:re-authentication-required',
      start: '/api/sign-in/oidc/start?purpose=step-up',
      withinMinutes: 15,
    });
  }
  const anew = { ...caseworker, authenticatedAt: minutesAgo(1) };
  expect((await running.command(anew, id, 'decide', wish)).status).toBe(200);
});

test('no page is told how a city is connected to its directory', async () => {
  const { body } = await running.get({ kind: 'anonymous' }, '/portal/tenant');
  expect(body).not.toHaveProperty('staff');
});
