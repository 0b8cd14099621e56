import { Problem, ProblemCatalogue, ProblemRegistration } from '#http';
import { levelsOfAssurance } from './domain/application';
import { applicationProblems } from './problems';

const catalogue = new ProblemCatalogue([new ProblemRegistration([applicationProblems], [])]);
const levelTooLow = (required: string, present: string) =>
  catalogue.of(new Problem('level-of-assurance-too-low', { required, present }));

test('D14 D15 R12 R25 a level that is too low is told in words with the means that reaches the higher one; the codes are for programs', () => {
  const problem = levelTooLow('high', 'low');
  const german = problem.details('de');
  expect(german).toMatchObject({ required: 'high', present: 'low' });
  expect(german.detail).toBe(
    'Nötig ist das Niveau „hoch“: Melden Sie sich dafür über die BundID mit dem Online-Ausweis (Personalausweis, ' +
      'Aufenthaltstitel oder Unionsbürgerkarte) oder einer europäischen eID an. Ihre jetzige Anmeldung hat das Niveau ' +
      '„niedrig“. Ihr Entwurf bleibt erhalten.',
  );
  expect(problem.details('en').detail).toBe(
    'This needs the level “high”: sign in through BundID with an online ID card (identity card, residence permit or ' +
      'Union citizen card) or a European eID. Your present session has the level “low”. Your draft is kept.',
  );
  expect(levelTooLow('substantial', 'none').details('de').detail).toContain(
    'Nötig ist das Niveau „substanziell“: Melden Sie sich dafür über die BundID mit einem ELSTER-Zertifikat an. ' +
      'Ihre jetzige Anmeldung hat das Niveau „ohne Identitätsnachweis“.',
  );
});

test('R25 whatever levels meet, the German text shows no code and leaves no placeholder', () => {
  for (const required of levelsOfAssurance)
    for (const present of levelsOfAssurance) {
      const { detail } = levelTooLow(required, present).details('de');
      expect(detail).not.toMatch(/none|low|substantial\b|high|[{}]/);
    }
});
