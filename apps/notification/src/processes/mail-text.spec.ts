import type { Language } from '#contracts';
import { mailKinds, mailsByKind } from './mails';
import {
  accountLink,
  caseLink,
  originOf,
  referenceOf,
  identityLink,
  tenantNameOf,
  writeMail,
  type MailText,
  type PortalLink,
} from './mail-text';

const languages: readonly Language[] = ['de', 'en'];
const origin = 'http://duisburg.localhost:8080';
const APPLICATION = '0192f3a4-0000-7000-8000-000000000001';
const tenantName = tenantNameOf({ name: 'Stadt Duisburg' });
const link = caseLink(origin, ['new-message'], APPLICATION, 'de');
const reference = referenceOf('DU-2026-000123-7');
const everyMail = languages.flatMap((language) => mailKinds.map((kind) => [language, kind] as const));

test('D10 D22 the type of a mail text has no place for content', () => {
  const mail: MailText = { kinds: ['new-message'], tenantName, link };
  // @ts-expect-error a text is not part of a mail
  const withText: MailText = { ...mail, text: 'Ihr Kind Jürgen …' };
  // @ts-expect-error a link is made by caseLink or identityLink only
  const withForeignLink: MailText = { ...mail, link: 'Ihr Kind Jürgen …' };
  // @ts-expect-error a name comes from the tenant's configuration only
  const withForeignName: MailText = { ...mail, tenantName: 'Jürgen' };
  // @ts-expect-error a reference is made by referenceOf only
  const withOtherText: MailText = { ...mail, reference: 'Ihr Kind Jürgen …' };
  // What a caller forces past the compiler still does not reach the mail.
  expect(writeMail(withText, 'de').text).not.toContain('Jürgen');
  expect([withForeignLink, withForeignName, withOtherText]).toHaveLength(3);
});

test.each(everyMail)('D22 no word of the %s mail of %s is variable', (language, kind) => {
  const { subject, sentence, closing } = mailsByKind[kind][language];
  expect(subject + sentence + closing).not.toMatch(/[{}$\r\n]/);
});

test.each(everyMail)('a %s mail for %s is complete and signed by the city', (language, kind) => {
  const mail = writeMail({ kinds: [kind], tenantName, link, reference }, language);
  expect(mail.subject).toMatch(/^Stadt Duisburg: \S/);
  expect(mail.text).toContain(`\n${link}\n`);
  expect(mail.text).toContain(`: ${reference}\n`);
  expect(mail.text).toMatch(/\n\nStadt Duisburg\n$/);
});

test('D10 D22 a mail says which kind of change it tells of, which case it is about and where to read on', () => {
  const kinds = ['documents-supplied', 'notice-available', 'decision-issued'] as const;
  expect(writeMail({ kinds, tenantName, link, reference }, 'de')).toEqual({
    subject: 'Stadt Duisburg: Neuer Bescheid',
    text: `Guten Tag,

es gibt einen neuen Bescheid für Sie. Sie lesen ihn im Serviceportal:
${link}

Außerdem gibt es Neues:
– Über Ihren Antrag ist entschieden
– Ihre Antwort ist eingegangen

Aktenzeichen: DU-2026-000123-7

Aus Gründen des Datenschutzes steht in dieser E-Mail nichts Näheres.

Stadt Duisburg
`,
  });
  expect(writeMail({ kinds: ['new-message'], tenantName, link }, 'en').text).toBe(`Hello,

there is a new message for you. You read it in the service portal:
${link}

To protect your data, this e-mail says nothing more.

Stadt Duisburg
`);
});

test('no two kinds of mail have the same subject', () => {
  for (const language of languages) {
    const subjects = mailKinds.map((kind) => mailsByKind[kind][language].subject);
    expect(new Set(subjects).size).toBe(mailKinds.length);
  }
});

test('the two languages are two languages', () => {
  for (const { de, en } of Object.values(mailsByKind)) expect(de).not.toEqual(en);
});

test('a name or link with a dollar sign is taken literally', () => {
  const odd = {
    kinds: ['new-message'],
    tenantName: tenantNameOf({ name: 'Stadt $& Land' }),
    link: `${origin}/$1` as PortalLink,
  } as const;
  expect(writeMail(odd, 'de').text).toContain(`${origin}/$1`);
  expect(writeMail(odd, 'de').subject).toContain('Stadt $& Land');
});

test('a link leads into the portal of the city, or into its back-office', () => {
  const tenant = { hosts: { portal: ['duisburg.localhost'], backoffice: ['backoffice.duisburg.localhost'] } };
  const office = originOf(tenant, 'backoffice', 8080);
  expect(accountLink(office, ['alert-date', 'alert-task'], 'de')).toBe(
    'http://backoffice.duisburg.localhost:8080/hinweise',
  );
  expect(originOf(tenant, 'portal', 8080)).toBe(origin);
  expect(originOf(tenant, 'portal', 443)).toBe('https://duisburg.localhost');
  expect(caseLink(origin, ['status-changed'], APPLICATION, 'de')).toBe(`${origin}/antraege/${APPLICATION}`);
  expect(caseLink(origin, ['new-message'], APPLICATION, 'en')).toBe(`${origin}/en/postkorb/${APPLICATION}`);
  expect(identityLink(origin, `${origin}/sign-in/email?link=abc`)).toBe(`${origin}/sign-in/email?link=abc`);
});

test.each([
  'http://elsewhere.example/sign-in',
  'http://wuppertal.localhost:8080/sign-in',
  'no address',
  `${origin}/a b`,
])('a sign-in link to "%s" is refused', (url) =>
  expect(() => identityLink(origin, url)).toThrow(`must lead to ${origin}`),
);

test('an application id that is something else does not get into a link', () => {
  expect(() => caseLink(origin, ['new-message'], 'juergen@example.org', 'de')).toThrow('must be a UUID');
});

test('what is no reference of an application does not get into a mail', () => {
  for (const text of ['Jürgen', 'DU-2026-000123-7\n', ''])
    expect(() => referenceOf(text)).toThrow('reference');
});

test('a city whose name would break the subject line is refused', () => {
  expect(() => tenantNameOf({ name: 'Stadt\r\nBcc: all@example.org' })).toThrow('must be one line');
});
