import type { LocalText, ProblemKind } from '#http';
import type { Offering } from './facts';
import { dayInWords } from '../domain/berlin';

/** Why nobody can apply for a service: the members of the problem `service-not-open`. */
export interface NotOpen {
  /** `removed` where the city does not offer it to everybody, or no more. */
  readonly offer: 'not-yet' | 'ended' | 'removed';
  /** @format date */
  readonly validFrom?: string;
  /** @format date */
  readonly validUntil?: string;
}

/** Undefined when people can apply. What only some may see is to everybody else as if it were not there. */
export function whyNotOpen(offering: Offering | undefined): NotOpen | undefined {
  switch (offering?.state) {
    case 'open':
      return undefined;
    case 'not-yet':
    case 'ended': {
      const { validFrom, validUntil } = offering.service;
      return {
        offer: offering.state,
        ...(validFrom !== undefined && { validFrom }),
        ...(validUntil !== undefined && { validUntil }),
      };
    }
    case 'preview':
    case 'elsewhere':
    case undefined:
      return { offer: 'removed' };
  }
}

/** Whom to ask about a service. */
export function officeOf(offering: Offering | undefined): Partial<Pick<Offering, 'office'>> {
  return offering === undefined ? {} : { office: offering.office };
}

/** What is said of a service that nobody can apply for. */
export function notOpenInWords({ offer, validFrom = '', validUntil = '' }: NotOpen): LocalText {
  switch (offer) {
    case 'not-yet': {
      const day = dayInWords(validFrom);
      return {
        de: `Anträge sind hier erst ab dem ${day.de} möglich.`,
        en: `Applications are possible here from ${day.en} on.`,
      };
    }
    case 'ended': {
      const day = dayInWords(validUntil);
      return {
        de: `Anträge waren hier bis zum ${day.de} möglich.`,
        en: `Applications were possible here until ${day.en}.`,
      };
    }
    case 'removed':
      return {
        de: 'Diese Dienstleistung wird hier nicht mehr angeboten.',
        en: 'This service is no longer offered here.',
      };
  }
}

/** How people are told at the moment when they try. */
export const serviceNotOpen: ProblemKind = {
  status: 409,
  title: {
    de: 'Für diese Dienstleistung können gerade keine Anträge gestellt werden.',
    en: 'Nobody can apply for this service at present.',
  },
  detail: { de: '{why}', en: '{why}' },
  words: (members) => ({ why: notOpenInWords(members as unknown as NotOpen) }),
};
