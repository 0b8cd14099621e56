import { LiveConfiguration, type Tenant } from '#configuration';
import { tenantsFolder } from '#testing';
import { publicTenant } from './catalogue';

const now = Date.parse('2026-11-27T10:00:00Z');
let cities: readonly Tenant[];
beforeAll(async () => {
  cities = (await LiveConfiguration.open(tenantsFolder)).registry.all();
});

/** What everybody may know of some city of the installation. */
const told = [
  ...['accessibility', 'catalogue', 'colours', 'dataProtectionOfficer', 'eidForProfileChanges', 'hosts'],
  ...['imprint', 'key', 'listName', 'logo', 'mostWanted', 'name', 'offices', 'referencePrefix'],
  ...['signInMethods', 'signInRules', 'signLanguageVideo', 'support', 'topics'],
];

test('everybody is told these settings of a city and no other, not even of a city that has all of them', () => {
  const settings = new Set(cities.flatMap((city) => Object.keys(publicTenant(city, now))));
  expect([...settings].sort()).toEqual(told);
});

test('a setting that is new is told to nobody by itself', () => {
  const [city] = cities;
  if (city === undefined) throw new Error('there is no city');
  const withNew = { ...city, newSetting: { secret: 'of the city' } };
  expect(publicTenant(withNew, now)).toEqual(publicTenant(city, now));
});
