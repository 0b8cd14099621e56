import type { Service, TenantConfiguration } from './types';

/**
 * Whether people can apply for a service: `open`; `not-yet` and `ended` outside of its validity period; `preview` while only
 * staff may see it; `elsewhere` where the city's catalogue lists only what is wholly online, and this is not (R4).
 */
export type OfferState = 'open' | 'not-yet' | 'ended' | 'preview' | 'elsewhere';

/** What of a service decides whether people can apply for it. */
type Offered = Pick<Service, 'visibility' | 'validFrom' | 'validUntil' | 'maturity'>;

/** The maturity level that is wholly online. */
const whollyOnline = 3;

/** @param today the calendar date in Europe/Berlin, ISO */
export function offerState(
  { visibility, validFrom, validUntil, maturity = whollyOnline }: Offered,
  { catalogue }: Pick<TenantConfiguration, 'catalogue'>,
  today: string,
): OfferState {
  if (visibility === 'preview') return 'preview';
  if (catalogue?.onlineOnly === true && maturity < whollyOnline) return 'elsewhere';
  if (validFrom !== undefined && today < validFrom) return 'not-yet';
  return validUntil !== undefined && today > validUntil ? 'ended' : 'open';
}

/** Whether the catalogue shows a service to everybody: also when it begins, or that it has ended. */
export function isListed(state: OfferState): boolean {
  switch (state) {
    case 'open':
    case 'not-yet':
    case 'ended':
      return true;
    case 'preview':
    case 'elsewhere':
      return false;
  }
}

/** What a city says now, at a moment in milliseconds since 1970. */
export function noticeAt({ notice }: Pick<TenantConfiguration, 'notice'>, now: number) {
  if (notice === undefined) return undefined;
  const holds =
    now >= Date.parse(notice.from ?? '0000-01-01') && now < Date.parse(notice.until ?? '9999-12-31');
  return holds ? notice : undefined;
}
