import { Problem } from './problem';
import { ProblemCatalogue, ProblemRegistration } from './problem-catalogue';

const kind = { status: 409, title: { de: 'Nein.', en: 'No.' } };
const registered = (...slugs: string[]) =>
  new ProblemRegistration([Object.fromEntries(slugs.map((slug) => [slug, { ...kind }]))], []);

test("knows what its modules have registered, and no other service's problems", () => {
  const problems = new ProblemCatalogue([registered('bites'), registered('barks')]);
  expect(problems.of(new Problem('bites'))).toMatchObject({ slug: 'bites', status: 409 });
  expect(new ProblemCatalogue([registered('barks')]).of(new Problem('bites'))).toMatchObject({
    slug: 'internal-error',
    status: 500,
  });
});

test('has one meaning for each slug', () => {
  expect(() => new ProblemCatalogue([registered('bites'), registered('bites')])).toThrow(
    "problem slug 'bites' is registered twice",
  );
  expect(() => new ProblemCatalogue([registered('not-found')])).toThrow('registered twice');
});

test('asks the modules what an error means, before it takes it for an internal one', () => {
  const bites = new ProblemRegistration(
    [],
    [(error) => (error === 'bite' ? { slug: 'forbidden' } : undefined)],
  );
  const problems = new ProblemCatalogue([bites]);
  expect([problems.of('bite').status, problems.of('bark').status]).toEqual([403, 500]);
});
