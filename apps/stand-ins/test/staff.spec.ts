import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigurationReader, tenantOf } from '#configuration';
import { promisedCities, tenantsFolder } from '#testing';
import { readStaff } from '../src/identity-provider/staff';
import { originsOf } from '../src/open-id-connect/sites';

const staff = readStaff(resolve(__dirname, '../../../deploy/local/staff.yaml'));
const cities = async () =>
  [...(await new ConfigurationReader(tenantsFolder).read()).cities.values()].map(tenantOf);

const isPromised = ({ key }: { readonly key: string }) => promisedCities.includes(key);

test('in every promised city somebody of the staff works in each office, leads, keeps the money, audits and looks after the system', async () => {
  for (const { key, offices } of (await cities()).filter(isPromised)) {
    const own = staff.filter(({ tenant }) => tenant === key);
    const withRole = (role: string) => own.filter(({ roles }) => roles.some((one) => one === role));
    const staffed = new Set(withRole('caseworker').flatMap((person) => person.offices));
    expect([key, [...staffed].sort()]).toEqual([key, offices.map((office) => office.key).sort()]);
    const leading = ['head-of-office', 'treasury', 'auditor', 'operator'].filter(
      (role) => withRole(role).length === 0,
    );
    expect([key, leading]).toEqual([key, []]);
  }
});

test('everybody of the staff works for a city that there is, under a name of their own', async () => {
  const keys = (await cities()).map(({ key }) => key);
  expect(staff.filter(({ tenant }) => !keys.includes(tenant))).toEqual([]);
  expect(new Set(staff.map(({ user }) => user)).size).toBe(staff.length);
});

test('a sign-in may return to the back-office of every city, and of one that is added while the system runs', async () => {
  const expected = (await cities()).flatMap(({ hosts }) => hosts.backoffice);
  expect(originsOf('backoffice', tenantsFolder, 8080)).toEqual(expected.map((host) => `http://${host}:8080`));
  const folder = mkdtempSync(join(tmpdir(), 'cities-'));
  cpSync(tenantsFolder, folder, { recursive: true });
  cpSync(join(tenantsFolder, 'rees'), join(folder, 'essen'), { recursive: true });
  writeFileSync(
    join(folder, 'essen/tenant.yaml'),
    'hosts: { portal: [a.example], backoffice: [b.example] }\n',
  );
  expect(originsOf('backoffice', folder, 8080)).toContain('http://b.example:8080');
  writeFileSync(join(folder, 'essen/tenant.yaml'), 'hosts: [');
  expect(originsOf('backoffice', folder, 8080)).toHaveLength(expected.length);
  rmSync(folder, { recursive: true });
});
