import { whatIsAllowed } from '#forms';
import type { Path } from './configuration-file';
import { isLevel, offeredMeans, proofMeans, sufficientMeans } from './means';
import type { TextTemplate } from './text-template';
import type { Channel, OfficeContact, ServiceConfiguration, TenantConfiguration } from './types';

const contactOfChannel = {
  post: 'postalAddress',
  email: 'email',
  phone: 'phone',
  'in-person': 'visitingAddress',
} as const satisfies Record<Exclude<Channel, 'online'>, keyof OfficeContact>;

/** What a service names that its city does not have. */
export interface BrokenReference {
  readonly path: Path;
  readonly reason: string;
}

/** The fields by which a service refers to its city, whatever else is wrong with it. */
type Referring = Partial<
  Pick<
    ServiceConfiguration,
    'topics' | 'office' | 'channels' | 'levelOfAssurance' | 'means' | 'eidPerApplication'
  >
>;

/**
 * Whatever a service names of its city has to be there: topics, its office, the office's address for each channel (N3, D6), and a
 * way in that suffices for it.
 */
export function brokenReferences(service: Referring, tenant: TenantConfiguration): BrokenReference[] {
  const topics = tenant.topics.map((topic) => topic.key);
  const broken: BrokenReference[] = unreachable(service, tenant);
  for (const [index, topic] of listOf(service.topics).entries()) {
    if (typeof topic === 'string' && !topics.includes(topic)) {
      const reason = `tenant.yaml has no topic "${topic}". ${whatIsAllowed(topic, topics)}`;
      broken.push({ path: ['topics', index], reason });
    }
  }
  if (typeof service.office !== 'string') return broken;
  const office = tenant.offices.find((candidate) => candidate.key === service.office);
  if (office === undefined) {
    const offices = tenant.offices.map((candidate) => candidate.key);
    const reason = `tenant.yaml has no office "${service.office}". ${whatIsAllowed(service.office, offices)}`;
    return [...broken, { path: ['office'], reason }];
  }
  const reached = (channel: Channel) =>
    channel === 'online' || office.contact[contactOfChannel[channel]] !== undefined;
  for (const [index, channel] of listOf(service.channels).entries()) {
    if (!isChannel(channel) || reached(channel)) continue;
    const missing = contactOfChannel[channel as Exclude<Channel, 'online'>];
    const possible = (['online', 'post', 'email', 'phone', 'in-person'] as const).filter(reached);
    const reason = `office "${office.key}" has no ${missing} in tenant.yaml, so "${channel}" leads nowhere. ${whatIsAllowed(undefined, possible)}`;
    broken.push({ path: ['channels', index], reason });
  }
  return broken;
}

/** The offices that a text template names have to be there. */
export function brokenTemplateReferences(
  { offices = [] }: Pick<TextTemplate, 'offices'>,
  tenant: TenantConfiguration,
): BrokenReference[] {
  const known = tenant.offices.map(({ key }) => key);
  return offices.flatMap((office, index) => {
    const reason = `tenant.yaml has no office "${office}". ${whatIsAllowed(office, known)}`;
    return known.includes(office) ? [] : [{ path: ['offices', index], reason }];
  });
}

/** What a service demands and no way in to the city can give; values that are none at all are reported elsewhere. */
function unreachable(service: Referring, tenant: TenantConfiguration): BrokenReference[] {
  const { levelOfAssurance = 'none', eidPerApplication, means: written } = service;
  const means = Array.isArray(written) ? { means: written } : {};
  const offered = offeredMeans(tenant).map(
    ({ method, means: by, level }) => `${method}${by === undefined ? '' : ` (${by})`}: ${level}`,
  );
  const has = `the ways in of tenant.yaml reach: ${offered.join(', ')}`;
  const broken: BrokenReference[] = [];
  if (isLevel(levelOfAssurance) && sufficientMeans({ levelOfAssurance, ...means }, tenant).length === 0)
    broken.push({
      path: ['levelOfAssurance'],
      reason: `nobody could file on level "${levelOfAssurance}"${'means' in means ? ' by these means' : ''}; ${has}`,
    });
  if (eidPerApplication === true && proofMeans(means, tenant).length === 0)
    broken.push({
      path: ['eidPerApplication'],
      reason: `nobody could prove their identity for an application; ${has}`,
    });
  return broken;
}

function isChannel(value: unknown): value is Channel {
  return value === 'online' || Object.hasOwn(contactOfChannel, String(value));
}

function listOf<Entry>(value: readonly Entry[] | undefined): readonly Entry[] {
  return Array.isArray(value) ? (value as readonly Entry[]) : [];
}
