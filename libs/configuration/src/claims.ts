import { tenantFileOf, type CityDraft } from './city';
import { wholeFile } from './configuration-error';

/**
 * Keys, host names and reference prefixes lead to one city only. Of two cities that claim the same, the one whose settings are
 * new gives way, and falls back to what it was.
 */
export function settleClaims(drafts: readonly CityDraft[]): void {
  for (let clash = firstClash(drafts); clash !== undefined; clash = firstClash(drafts)) {
    const { claim, cities } = clash;
    const loser = cities.findLast((city) => city.settings !== city.former?.settings) ?? cities[1];
    const owner = loser === cities[0] ? cities[1] : cities[0];
    const reason = `${claim} already belongs to "${owner.settings?.key}"; it can lead to one city only`;
    loser.problems.push(wholeFile(tenantFileOf(loser.listed), reason));
    loser.settings = loser.settings === loser.former?.settings ? undefined : loser.former?.settings;
  }
}

function firstClash(drafts: readonly CityDraft[]) {
  const owners = new Map<string, CityDraft>();
  for (const city of drafts) {
    if (city.settings === undefined) continue;
    const { key, referencePrefix, hosts } = city.settings;
    const claims = [`the key "${key}"`, `the referencePrefix "${referencePrefix}"`];
    claims.push(...[...hosts.portal, ...hosts.backoffice].map((host) => `the host "${host}"`));
    for (const claim of claims) {
      const owner = owners.get(claim);
      if (owner !== undefined && owner !== city)
        return { claim, cities: [owner, city] as [CityDraft, CityDraft] };
      owners.set(claim, city);
    }
  }
  return undefined;
}
