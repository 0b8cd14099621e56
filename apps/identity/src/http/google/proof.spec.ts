import { provenBy } from './proof';

const claims = {
  iss: 'https://provider.example',
  sub: '4711',
  email: 'Anna@Example.org',
  email_verified: true,
};

test('R10b an account is found by issuer and subject, never by its address, which is the person’s word', () => {
  expect(provenBy(claims, 'de')).toMatchObject({
    knownBy: { purpose: 'openid-subject', value: 'https://provider.example 4711' },
    levelOfAssurance: 'none',
    profile: { attributes: { email: { value: 'anna@example.org', source: 'self' } } },
  });
  const elsewhere = provenBy({ ...claims, iss: 'https://another.example' }, 'de');
  expect(elsewhere.knownBy).not.toEqual(provenBy(claims, 'de').knownBy);
});
