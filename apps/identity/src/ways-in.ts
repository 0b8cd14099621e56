import { levelNames } from '#commands';
import {
  isAtLeast,
  meansNames,
  methodNames,
  offeredMeans,
  proofMeans,
  sufficientMeans,
  waysInWords,
  type BundIdSupport,
  type LevelOfAssurance,
  type LocalizedText,
  type Means,
  type OfferedMeans,
  type Service,
  type SignInMethod,
  type Tenant,
} from '#configuration';
import {
  aboutWaysIn,
  accountMatters,
  accountWords,
  whatMeansNeed,
  type AboutWayIn,
  type AccountAddresses,
} from './about-ways-in';

/** Something that a person proves their identity with, at a way in. */
export interface MeansOfWayIn {
  readonly means: Means;
  readonly name: LocalizedText;
  /** The level that it reaches at most (D14). */
  readonly levelOfAssurance: LevelOfAssurance;
  readonly levelName: LocalizedText;
  /** What has to be at hand (N1 H10). */
  readonly needs: readonly LocalizedText[];
  /** Where a service was named: whether it suffices for it. */
  readonly suffices?: boolean;
  /** Where a service needs a proof for each application (W2, W3): whether it makes that proof. */
  readonly proves?: boolean;
}

/** A way in to the portal of a city. */
export interface WayIn extends AboutWayIn {
  readonly method: SignInMethod;
  readonly name: LocalizedText;
  /** The level that it reaches at most. */
  readonly levelOfAssurance: LevelOfAssurance;
  readonly levelName: LocalizedText;
  /** What can be used there, the highest level first; empty where there is nothing to choose. */
  readonly means: readonly MeansOfWayIn[];
  /** How it begins: an address to lead the browser to, or to send a form to. Add `returnTo`. */
  readonly start: { readonly method: 'GET' | 'POST'; readonly path: string };
  /** From whom its mails come (D22b, R10b), where it sends some. */
  readonly sender?: { readonly name: string; readonly address: string };
  /** Whom to ask about the account at its provider (W17). */
  readonly support?: BundIdSupport;
  /** Where a service was named: whether it suffices for it, by one of its means at least. */
  readonly suffices?: boolean;
  /** Why it does not, and what does. */
  readonly whyNot?: LocalizedText;
}

/** What a service demands of who signs in for it. */
export interface ServiceDemands {
  readonly key: string;
  readonly title: LocalizedText;
  /** `none`: nobody is asked to sign in. */
  readonly signIn: 'required' | 'optional' | 'none';
  readonly levelOfAssurance: LevelOfAssurance;
  readonly levelName: LocalizedText;
  /** Each application needs a proof of its own. */
  readonly eidPerApplication: boolean;
}

/**
 * The ways in to a city, in its order (W8).
 * @param service for which somebody would sign in
 * @param addressesOf where another provider that takes the place of the usual one keeps its accounts; undefined for the usual one
 */
export function waysIn(
  city: Tenant,
  service?: Service,
  addressesOf: (method: SignInMethod) => AccountAddresses | undefined = () => undefined,
): readonly WayIn[] {
  return city.signInMethods.map((method) => ({
    ...wayIn(method, city, service),
    accountPages: pagesAt(addressesOf(method), aboutWaysIn[method].accountPages),
  }));
}

/** The pages of another provider say what the usual ones do; what it has no page for is left out. */
function pagesAt(
  addresses: AccountAddresses | undefined,
  usual: WayIn['accountPages'],
): WayIn['accountPages'] {
  if (addresses === undefined) return usual;
  return Object.fromEntries(
    accountMatters.flatMap((matter) => {
      const [url, text] = [addresses[matter], usual[matter]?.text ?? accountWords[matter]];
      return url === undefined ? [] : [[matter, { url, text }]];
    }),
  );
}

/** What pages have to know of a service before somebody signs in for it. */
export function demandsOf({
  key,
  title,
  filing: { signIn },
  levelOfAssurance,
  eidPerApplication = false,
}: Service): ServiceDemands {
  return { key, title, signIn, levelOfAssurance, levelName: levelNames[levelOfAssurance], eidPerApplication };
}

function wayIn(method: SignInMethod, city: Tenant, service: Service | undefined): WayIn {
  const offered = offeredMeans(city).filter((one) => one.method === method);
  const levelOfAssurance = highestOf(offered);
  const access = service && accessBy(method, city, service);
  return {
    method,
    name: methodNames[method],
    ...aboutWaysIn[method],
    levelOfAssurance,
    levelName: levelNames[levelOfAssurance],
    means: offered.flatMap(({ means, level }) =>
      means === undefined ? [] : [meansOf(means, level, access)],
    ),
    start: startOf(method),
    ...(aboutWaysIn[method].account === 'portal' && { sender: city.mailSender }),
    ...(method === 'bundid' && city.support.bundid && { support: city.support.bundid }),
    ...(access && { suffices: access.sufficient.length > 0 }),
    ...(access &&
      access.sufficient.length === 0 && { whyNot: whyNot(levelOfAssurance, city, access.service) }),
  };
}

/** What of a way in suffices for a service. */
interface Access {
  readonly service: Service;
  readonly sufficient: readonly OfferedMeans[];
  /** Undefined where no application needs a proof of its own. */
  readonly proving: readonly OfferedMeans[] | undefined;
}

function accessBy(method: SignInMethod, city: Tenant, service: Service): Access {
  const here = (offered: readonly OfferedMeans[]) => offered.filter((one) => one.method === method);
  return {
    service,
    sufficient: here(sufficientMeans(service, city)),
    proving: service.eidPerApplication === true ? here(proofMeans(service, city)) : undefined,
  };
}

function meansOf(means: Means, level: LevelOfAssurance, access: Access | undefined): MeansOfWayIn {
  const isAmong = (offered: readonly OfferedMeans[]) => offered.some((one) => one.means === means);
  return {
    means,
    name: meansNames[means],
    levelOfAssurance: level,
    levelName: levelNames[level],
    needs: whatMeansNeed[means],
    ...(access && { suffices: isAmong(access.sufficient) }),
    ...(access?.proving && { proves: isAmong(access.proving) }),
  };
}

function whyNot(highest: LevelOfAssurance, city: Tenant, service: Service): LocalizedText {
  const enough = waysInWords(sufficientMeans(service, city));
  if (isAtLeast(highest, service.levelOfAssurance))
    return { de: `Hier reicht nur: ${enough.de}.`, en: `Here only this is enough: ${enough.en}.` };
  const [level, needed] = [levelNames[highest], levelNames[service.levelOfAssurance]];
  return {
    de: `Das reicht bis zum Niveau „${level.de}“; nötig ist „${needed.de}“. Es reicht: ${enough.de}.`,
    en: `This reaches the level “${level.en}”; “${needed.en}” is needed. This is enough: ${enough.en}.`,
  };
}

function highestOf(offered: readonly OfferedMeans[]): LevelOfAssurance {
  return offered.reduce<LevelOfAssurance>(
    (highest, { level }) => (isAtLeast(level, highest) ? level : highest),
    'none',
  );
}

function startOf(method: SignInMethod): WayIn['start'] {
  switch (method) {
    case 'email-link':
      return { method: 'POST', path: '/api/sign-in/email' };
    case 'bundid':
    case 'servicekonto-nrw':
    case 'google':
    case 'local-account':
      return { method: 'GET', path: `/api/sign-in/${method}/start` };
  }
}
