import { akdbExtension, leastContext, type AuthnRequestOptions } from './authn-request';

const levels = {
  'STORK-QAA-Level-1': 'low',
  'STORK-QAA-Level-2': 'low',
  'STORK-QAA-Level-3': 'substantial',
  'STORK-QAA-Level-4': 'high',
} as const;

test.each([
  ['none', 'STORK-QAA-Level-1'],
  ['low', 'STORK-QAA-Level-1'],
  ['substantial', 'STORK-QAA-Level-3'],
  ['high', 'STORK-QAA-Level-4'],
] as const)('for level %s at least %s is asked for', (level, context) =>
  expect(leastContext(level, { levels })).toBe(context),
);

test('a provider that reaches no such level is not asked for one', () =>
  expect(leastContext('high', { levels: { password: 'low' } })).toBeUndefined());

const wishes: AuthnRequestOptions = {
  means: ['elster', 'eid', 'smart-eid'],
  language: 'en',
  organizationDisplayName: 'Stadt Rees',
  backUrl: 'https://rees.example/',
};

test('W8 only the means are offered that the city and the service allow', () => {
  const extension = akdbExtension(wishes)['akdb:AuthenticationRequest'] as Record<string, object>;
  expect(extension['akdb:AuthnMethods']).toEqual({
    'akdb:Benutzername': { 'akdb:Enabled': 'false' },
    'akdb:Diia': { 'akdb:Enabled': 'false' },
    'akdb:eID': { 'akdb:Enabled': 'true' },
    'akdb:eIDAS': { 'akdb:Enabled': 'false' },
    'akdb:Elster': { 'akdb:Enabled': 'true' },
    'akdb:FINK': { 'akdb:Enabled': 'false' },
  });
});

test('the provider is told in which language it is, and whose page leads back', () => {
  const extension = akdbExtension({ ...wishes, onlineServiceId: 'OZG-1' })['akdb:AuthenticationRequest'];
  expect(extension).toMatchObject({
    '@Version': '2',
    '@EnableStatusDetail': 'true',
    'akdb:DisplayInformation': {
      'classic-ui:Version': {
        'classic-ui:OrganizationDisplayName': 'Stadt Rees',
        'classic-ui:Lang': 'en',
        'classic-ui:BackURL': 'https://rees.example/',
        'classic-ui:OnlineServiceId': 'OZG-1',
      },
    },
  });
});
