import { createProvider } from '../open-id-connect/provider';
import { serve } from '../open-id-connect/server';
import { originsOf } from '../open-id-connect/sites';
import { readGoogleConfig } from './config';
import { password, personsElsewhere } from './persons';

/** A stand-in for a provider at which everybody may have an account. */
async function main(): Promise<void> {
  const { port, host, publicPort, issuer, clientId, clientSecret, tenantsDir } = readGoogleConfig();
  const provider = await createProvider({
    issuer,
    client: () => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: originsOf('portal', tenantsDir, publicPort).map(
        (origin) => `${origin}/api/sign-in/google/callback`,
      ),
      response_types: ['code'],
      grant_types: ['authorization_code'],
    }),
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    claimsOf(account) {
      const person = personsElsewhere.find(({ sub }) => sub === account);
      if (person === undefined) return undefined;
      const { user: _, ...claims } = person;
      return claims;
    },
  });
  const opens = (user: string, given: string) =>
    given === password ? personsElsewhere.find((one) => one.user === user)?.sub : undefined;
  const words = { heading: 'Anmeldung bei „Google“ (Vorführung)', user: 'Konto' };
  serve(provider, { words, opens }, { name: 'google', issuer, port, host });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
