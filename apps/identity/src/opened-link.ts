import { timingSafeEqual } from 'node:crypto';
import type { TenantData } from '#database';
import { Problem } from '#http';
import { findUsableLink } from './read-models/sign-in-links';
import { secretHash, type LinkContent, type Secrets } from './secrets';

/** A link that was opened by its token and may be used up. */
export interface UsableLink extends LinkContent {
  readonly id: string;
}

const tokenPattern = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.([\w-]{43})$/;

/** Id and secret of a link, out of what its address carries; undefined for anything else. */
export function linkOfToken(token: string): { readonly id: string; readonly secret: string } | undefined {
  const [id, secret] = tokenPattern.exec(token)?.slice(1) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** The link that a token opens, unused. @throws Problem `sign-in-link-unusable` when it opens none (any more) */
export async function openedLink(
  data: TenantData,
  secrets: Secrets,
  tenant: string,
  token: string,
): Promise<UsableLink> {
  const named = linkOfToken(token);
  if (named === undefined) throw new Problem('sign-in-link-unusable');
  const { id, secret } = named;
  const link = await data.withTenant(tenant, (manager) => findUsableLink(manager, tenant, id));
  if (link === null || !timingSafeEqual(secretHash(secret), link.secretHash)) {
    throw new Problem('sign-in-link-unusable');
  }
  return { id, ...(await secrets.ofCity(tenant)).openLink(id, link.content) };
}
