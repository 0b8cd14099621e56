import { meansNames, sufficientMeans, waysInWords, type LevelOfAssurance, type Means } from '#configuration';
import { Problem, ProblemCatalogue, ProblemRegistration } from '#http';
import { ConfigurationFolder } from '../../../libs/configuration/test/configuration-folder';
import { levelsOfAssurance } from './domain/application';
import { applicationProblems } from './problems';

const catalogue = new ProblemCatalogue([new ProblemRegistration([applicationProblems], [])]);
const folder = new ConfigurationFolder();
const cities = folder.registry();
afterAll(() => folder.remove());

async function levelTooLow(city: string, required: LevelOfAssurance, present: LevelOfAssurance) {
  const waysIn = sufficientMeans({ levelOfAssurance: required }, (await cities).get(city));
  const members = { required, present, waysIn, enough: waysInWords(waysIn) };
  return catalogue.of(new Problem('level-of-assurance-too-low', members));
}

test('D14 D15 R12 R25 a level that is too low is told in words with what reaches the higher one; the codes are for programs', async () => {
  const problem = await levelTooLow('duisburg', 'high', 'low');
  const german = problem.details('de');
  expect(german).toMatchObject({
    required: 'high',
    present: 'low',
    waysIn: [
      { method: 'bundid', means: 'eid', level: 'high' },
      { method: 'bundid', means: 'smart-eid', level: 'high' },
      { method: 'bundid', means: 'eidas', level: 'high' },
      { method: 'bundid', means: 'diia', level: 'high' },
    ],
  });
  expect(german.detail).toBe(
    'Nötig ist das Niveau „hoch“; Ihre jetzige Anmeldung hat das Niveau „niedrig“. Es reicht: BundID – Online-Ausweis ' +
      '(Personalausweis, Aufenthaltstitel oder Unionsbürgerkarte), Smart-eID im Smartphone, europäische eID, ' +
      'Diia (Ukraine). Ihr Entwurf bleibt erhalten.',
  );
  expect(problem.details('en').detail).toBe(
    'This needs the level “high”; your present session has the level “low”. This is enough: BundID – online ID card ' +
      '(identity card, residence permit or Union citizen card), Smart-eID in a smartphone, European eID, ' +
      'Diia (Ukraine). Your draft is kept.',
  );
});

test.each<[string, string, Means, boolean]>([
  ['D14', 'duisburg', 'elster', true],
  ['W8 W12', 'wuppertal', 'elster', false],
  ['R10d', 'rees', 'elster', true],
])('%s in %s who needs a higher level is told of %s: %s', async (_, city, means, isTold) => {
  const { detail = '' } = (await levelTooLow(city, 'substantial', 'none')).details('de');
  expect(detail.includes(meansNames[means].de)).toBe(isTold);
  expect(detail).toContain('Ihre jetzige Anmeldung hat das Niveau „ohne Identitätsnachweis“.');
});

test('W8 in Düren the Servicekonto.NRW is named as well, elsewhere it is not', async () => {
  for (const { key } of (await cities).all()) {
    const { detail = '' } = (await levelTooLow(key, 'high', 'low')).details('de');
    expect([key, detail.includes('Servicekonto.NRW')]).toEqual([key, key === 'dueren']);
  }
});

test('R25 whatever levels meet, the German text shows no code and leaves no placeholder', async () => {
  for (const required of levelsOfAssurance)
    for (const present of levelsOfAssurance) {
      const { detail } = (await levelTooLow('dueren', required, present)).details('de');
      expect(detail).not.toMatch(/none|low|substantial\b|high|[{}]/);
    }
});
