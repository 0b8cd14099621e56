import { ConfigurationReader, tenantOf } from '#configuration';
import { promisedCities, tenantsFolder } from '#testing';
import { demoLogins } from '../banner.mjs';

test('W8 whom the banner names to sign in by a link can do so in their city; every promised city has its staff', async () => {
  const cities = [...(await new ConfigurationReader(tenantsFolder).read()).cities.values()].map(tenantOf);
  const { staff, citizens } = demoLogins(cities, { signInProviders: 'providers.yaml' });
  const byLink = cities.filter(({ signInMethods }) => signInMethods.includes('email-link'));
  expect(citizens).toEqual(
    byLink.map(({ key }) => ({ email: `erika.mustermann@${key}.example`, tenant: key })),
  );
  expect(byLink.length).toBeLessThan(cities.length);
  expect(staff.map(({ tenant }) => tenant)).toEqual(expect.arrayContaining([...promisedCities]));
});

test('nobody is named who could sign in at a stand-in that does not run', () => {
  const staffDirectory = { issuer: 'https://login.example', clientId: 'serviceportal', clientSecret: 'x' };
  const city = { key: 'duisburg', signInMethods: ['bundid'] } as const;
  expect(demoLogins([city], { signInProviders: 'providers.yaml', staffDirectory })).toEqual({
    staff: [],
    citizens: [],
  });
});
