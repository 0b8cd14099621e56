import type { Service } from '#configuration';
import type { Terms } from '../domain/clock';

/** What a service promises about its time, and the law that it stands under: an application keeps it from its filing on. */
export function termsOf({ legalArea, processingDays, statutoryPeriod }: Service): Terms {
  return {
    ...(legalArea !== undefined && { legalArea }),
    ...(processingDays !== undefined && { processingDays }),
    ...(statutoryPeriod !== undefined && { statutoryPeriod }),
  };
}
