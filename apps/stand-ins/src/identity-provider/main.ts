import type { ClientMetadata } from 'oidc-provider';
import { createProvider } from '../open-id-connect/provider';
import { serve } from '../open-id-connect/server';
import { originsOf } from '../open-id-connect/sites';
import { readProviderConfig } from './config';
import { readStaff } from './staff';

/** A stand-in for the directory of the cities' staff. */
async function main(): Promise<void> {
  const { port, host, publicPort, tenantsDir, staffFile, citiesHost, issuer, clientId, clientSecret } =
    readProviderConfig();
  const staff = () => readStaff(staffFile);
  const provider = await createProvider({
    issuer,
    citiesHost,
    client: () => clientOf(clientId, clientSecret, originsOf('backoffice', tenantsDir, publicPort)),
    claims: {
      openid: ['sub', 'tenant', 'roles', 'offices'],
      profile: ['name', 'given_name', 'family_name', 'birthdate'],
      email: ['email'],
    },
    claimsOf(user) {
      const person = staff().find((one) => one.user === user);
      if (person === undefined) return undefined;
      const { user: sub, password: _password, locked: _locked, ...claims } = person;
      return { sub, ...claims };
    },
  });
  serve(
    provider,
    {
      words: { heading: 'Anmeldung für Beschäftigte', user: 'Benutzername' },
      opens: (user, password) => staff().find((one) => one.user === user && one.password === password)?.user,
      locked: (user) => (staff().find((one) => one.user === user)?.locked ? 'access_denied' : undefined),
    },
    { name: 'identity-provider', issuer, port, host },
  );
}

/** The one client: the back-offices of all cities. That a session ended it is told at the first of them, for all. */
function clientOf(id: string, secret: string, [first, ...others]: readonly string[]): ClientMetadata {
  const found = first === undefined ? [] : [first, ...others];
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: found.map((origin) => `${origin}/api/sign-in/oidc/callback`),
    post_logout_redirect_uris: found.map((origin) => `${origin}/`),
    ...(first !== undefined && {
      backchannel_logout_uri: `${first}/api/sign-in/oidc/backchannel-logout`,
      backchannel_logout_session_required: true,
    }),
    response_types: ['code'],
    grant_types: ['authorization_code'],
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
