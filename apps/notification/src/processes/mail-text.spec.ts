import type { Language } from '#contracts';
import { mailKinds, mailsByKind } from './mails';
import {
  caseLink,
  portalOrigin,
  signInLink,
  tenantNameOf,
  writeMail,
  type MailText,
  type PortalLink,
} from './mail-text';

const languages: readonly Language[] = ['de', 'en'];
const origin = 'http://duisburg.localhost:8080';
const APPLICATION = '0192f3a4-0000-7000-8000-000000000001';
const tenantName = tenantNameOf({ name: 'Stadt Duisburg' });
const link = caseLink(origin, 'new-message', APPLICATION);
const everyMail = languages.flatMap((language) => mailKinds.map((kind) => [language, kind] as const));

test('D10 D22 the type of a mail text has no place for content', () => {
  const mail: MailText = { kind: 'new-message', tenantName, link };
  // @ts-expect-error a text is not part of a mail
  const withText: MailText = { ...mail, text: 'Ihr Kind Jürgen …' };
  // @ts-expect-error a link is made by caseLink or signInLink only
  const withForeignLink: MailText = { ...mail, link: 'Ihr Kind Jürgen …' };
  // @ts-expect-error a name comes from the tenant's configuration only
  const withForeignName: MailText = { ...mail, tenantName: 'Jürgen' };
  // What a caller forces past the compiler still does not reach the mail.
  expect(writeMail(withText, 'de').text).not.toContain('Jürgen');
  expect([withForeignLink, withForeignName]).toHaveLength(2);
});

test.each(everyMail)(
  'D22 the %s words of %s carry the link and nothing variable but link and city',
  (language, kind) => {
    const { subject, text } = mailsByKind[kind][language];
    const placeholders = [subject, ...text].join('\n').match(/\{[^}]*\}/g);
    expect(new Set(placeholders)).toEqual(new Set(['{tenant}', '{link}']));
    expect(text.filter((line) => line === '{link}')).toHaveLength(1);
  },
);

test.each(everyMail)('a %s mail for %s is complete and signed by the city', (language, kind) => {
  const mail = writeMail({ kind, tenantName, link }, language);
  expect(mail.subject).toMatch(/^Stadt Duisburg: \S/);
  expect(mail.text).toContain(`\n${link}\n`);
  expect(mail.text).toMatch(/\n\nStadt Duisburg\n$/);
  expect(`${mail.subject}${mail.text}`).not.toMatch(/[{}]/);
});

test('the two languages are two languages', () => {
  for (const { de, en } of Object.values(mailsByKind)) expect(de).not.toEqual(en);
});

test('N6 the mail about a new notice also confirms that the application was received', () => {
  const mail: MailText = { kind: 'notice-available', tenantName, link };
  expect(writeMail(mail, 'de').text).toContain(
    'Ihr Antrag ist bei uns eingegangen, und in Ihrem Postkorb liegt ein neuer Bescheid',
  );
  expect(writeMail(mail, 'en').text).toContain(
    'we have received your application, and there is a new notice',
  );
});

test('a name or link with a dollar sign is taken literally', () => {
  const odd = {
    kind: 'new-message',
    tenantName: tenantNameOf({ name: 'Stadt $& Land' }),
    link: `${origin}/$1` as PortalLink,
  } as const;
  expect(writeMail(odd, 'de').text).toContain(`${origin}/$1`);
  expect(writeMail(odd, 'de').subject).toContain('Stadt $& Land');
});

test('a link leads into the portal of the city', () => {
  const tenant = { hosts: { portal: ['duisburg.localhost'] } };
  expect(portalOrigin(tenant, 8080)).toBe(origin);
  expect(portalOrigin(tenant, 443)).toBe('https://duisburg.localhost');
  expect(caseLink(origin, 'status-changed', APPLICATION)).toBe(`${origin}/applications/${APPLICATION}`);
  expect(signInLink(origin, `${origin}/sign-in/email?link=abc`)).toBe(`${origin}/sign-in/email?link=abc`);
});

test.each([
  'http://elsewhere.example/sign-in',
  'http://wuppertal.localhost:8080/sign-in',
  'no address',
  `${origin}/a b`,
])('a sign-in link to "%s" is refused', (url) =>
  expect(() => signInLink(origin, url)).toThrow(`must lead to ${origin}`),
);

test('an application id that is something else does not get into a link', () => {
  expect(() => caseLink(origin, 'new-message', 'juergen@example.org')).toThrow('must be a UUID');
});

test('a city whose name would break the subject line is refused', () => {
  expect(() => tenantNameOf({ name: 'Stadt\r\nBcc: all@example.org' })).toThrow('must be one line');
});
