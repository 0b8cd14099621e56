import { reaches, type LevelOfAssurance, type Means } from '../../domain/means';
import type { SamlProvider } from '../../providers';
import { authnMethods, namespaces, oids } from './names';

/** What is asked of BundID beside "who is it". */
export interface AuthnRequestOptions {
  /** The means that may be offered; none: whatever reaches the level. */
  readonly means: readonly Means[];
  readonly language: 'de' | 'en';
  /** At most 50 characters are shown. */
  readonly organizationDisplayName: string;
  readonly onlineServiceId?: string | undefined;
  /** Where the person goes who changes their mind. */
  readonly backUrl: string;
}

/** Without a name nobody can be addressed; everything else a person may not have, or not want to tell. */
const required: readonly string[] = [oids.surname];

/** BundID's extension of a request, version 2 (9), as xmlbuilder writes it. */
export function akdbExtension(options: AuthnRequestOptions): Record<string, unknown> {
  const { means, language, organizationDisplayName, onlineServiceId, backUrl } = options;
  const isEnabled = (offered: readonly Means[]) =>
    means.length === 0 || offered.some((one) => means.includes(one));
  const methods = Object.entries(authnMethods).map(([name, offered]) => [
    `akdb:${name}`,
    { 'akdb:Enabled': String(isEnabled(offered)) },
  ]);
  const attributes = Object.values(oids).map((oid) => ({
    '@Name': `urn:oid:${oid}`,
    '@RequiredAttribute': String(required.includes(oid)),
  }));
  return {
    'akdb:AuthenticationRequest': {
      '@xmlns:akdb': namespaces.akdb,
      '@Version': '2',
      '@EnableStatusDetail': 'true',
      'akdb:AuthnMethods': Object.fromEntries(methods) as Record<string, unknown>,
      'akdb:RequestedAttributes': { 'akdb:RequestedAttribute': attributes },
      'akdb:DisplayInformation': {
        'classic-ui:Version': {
          '@xmlns:classic-ui': namespaces.classicUi,
          'classic-ui:OrganizationDisplayName': organizationDisplayName,
          'classic-ui:Lang': language,
          'classic-ui:BackURL': backUrl,
          ...(onlineServiceId && { 'classic-ui:OnlineServiceId': onlineServiceId }),
        },
      },
    },
  };
}

/** The AuthnContextClassRef that is asked for at least; undefined where the provider has none that suffices. */
export function leastContext(
  level: LevelOfAssurance,
  { levels }: Pick<SamlProvider, 'levels'>,
): string | undefined {
  const sufficient = Object.entries(levels).filter(([, carried]) => reaches(carried, level));
  const [least] = sufficient.filter(([, carried]) =>
    sufficient.every(([, other]) => reaches(other, carried)),
  );
  return least?.[0];
}
