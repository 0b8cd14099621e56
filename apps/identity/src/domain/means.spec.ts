import { meansLevels } from '#configuration';
import { highestLevelOf } from './means';

test('D14 W12 R10d each means reaches here what the files of the cities are checked against', () => {
  const { 'email-link': link, openid, ...ofProviders } = highestLevelOf;
  expect(ofProviders).toEqual(meansLevels);
  expect([link, openid]).toEqual(['none', 'none']);
});
