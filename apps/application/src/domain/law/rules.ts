import { addDays, addMonths, addWorkingDays, workingDayFrom, type CalendarDate } from './calendar';

/**
 * The rules of law by which dates follow, as dated rows: a rule that changes gets a new row with a later `validFrom`, and the
 * old one stays, because it still explains what happened under it. Every derived date says by which row it came about.
 */

/** Which law a service is decided under: general administrative law, or the fiscal code (municipal taxes, KAG NRW § 12). */
export const legalAreas = ['general', 'taxes'] as const;
export type LegalArea = (typeof legalAreas)[number];

/** What a rule derives. */
export type Purpose =
  | 'announcement-by-post'
  | 'announcement-own-mailbox'
  | 'announcement-user-account'
  | 'retrieval-period'
  | 'statutory-period'
  | 'target-date';

/** What happened on the day from which a rule counts. */
export type Beginning =
  'posting' | 'retrieval' | 'notification' | 'provision' | 'filing' | 'complete-documents';

/** One row of the table. */
export interface Rule {
  /** Stands in events: never rename or remove one. */
  readonly id: string;
  readonly purpose: Purpose;
  readonly area: LegalArea;
  readonly validFrom: CalendarDate;
  readonly counts: 'days' | 'working-days' | 'months';
  /** How many; `null` where the configuration of the service says it. */
  readonly amount: number | null;
  readonly from: Beginning;
  /** Whether an end on a Saturday, Sunday or public holiday moves to the next working day. */
  readonly shifts: boolean;
  readonly basis: string;
  /** Why the date is this one, in words. */
  readonly says: { readonly de: string; readonly en: string };
  /** Where the text of the rule was read. */
  readonly source: string;
}

/** Each purpose and area newest first. */
const rules = [
  {
    id: 'post-vwvfg-2025',
    purpose: 'announcement-by-post',
    area: 'general',
    validFrom: '2025-01-01',
    counts: 'days',
    amount: 4,
    from: 'posting',
    // The fourth day is a fiction of receipt and not the end of a period: § 31(3) does not move it.
    shifts: false,
    basis: '§ 41 Abs. 2 VwVfG NRW',
    says: {
      de: 'Bekannt gegeben am vierten Tag nach der Aufgabe zur Post (§ 41 Abs. 2 VwVfG NRW).',
      en: 'Announced on the fourth day after posting (VwVfG NRW § 41(2)).',
    },
    source: 'VwVfG NRW § 41(2) as amended with the Postrechtsmodernisierungsgesetz, BGBl. 2024 I Nr. 236',
  },
  {
    id: 'post-vwvfg-1977',
    purpose: 'announcement-by-post',
    area: 'general',
    validFrom: '1977-01-01',
    counts: 'days',
    amount: 3,
    from: 'posting',
    shifts: false,
    basis: '§ 41 Abs. 2 VwVfG NRW',
    says: {
      de: 'Bekannt gegeben am dritten Tag nach der Aufgabe zur Post (§ 41 Abs. 2 VwVfG NRW in der bis 2024 geltenden Fassung).',
      en: 'Announced on the third day after posting (VwVfG NRW § 41(2) as it stood until 2024).',
    },
    source: 'VwVfG NRW § 41(2), former version',
  },
  {
    id: 'post-ao-2025',
    purpose: 'announcement-by-post',
    area: 'taxes',
    validFrom: '2025-01-01',
    counts: 'days',
    amount: 4,
    from: 'posting',
    // Unlike general law: BFH, 14 October 2003, IX R 68/98, applies AO § 108(3) to the fiction.
    shifts: true,
    basis: '§ 12 KAG NRW, § 122 Abs. 2 AO',
    says: {
      de: 'Bekannt gegeben am vierten Tag nach der Aufgabe zur Post; fällt er auf ein Wochenende oder einen Feiertag, am nächsten Werktag (§ 122 Abs. 2, § 108 Abs. 3 AO).',
      en: 'Announced on the fourth day after posting; on the next working day where that is a weekend or holiday (AO § 122(2), § 108(3)).',
    },
    source: 'AO § 122(2) no. 1 since 2025-01-01, BGBl. 2024 I Nr. 236',
  },
  {
    id: 'mailbox-vwvfg-2017',
    purpose: 'announcement-own-mailbox',
    area: 'general',
    validFrom: '2017-01-01',
    counts: 'days',
    amount: 1,
    from: 'retrieval',
    shifts: false,
    basis: '§ 41 Abs. 2a VwVfG NRW',
    says: {
      de: 'Bekannt gegeben am Tag nach dem Abruf aus dem Postfach (§ 41 Abs. 2a VwVfG NRW).',
      en: 'Announced on the day after retrieval from the mailbox (VwVfG NRW § 41(2a)).',
    },
    source: 'VwVfG § 41(2a) sentence 3, and the same in NRW',
  },
  {
    id: 'mailbox-ao-2025',
    purpose: 'announcement-own-mailbox',
    area: 'taxes',
    validFrom: '2025-01-01',
    counts: 'days',
    amount: 4,
    from: 'notification',
    shifts: true,
    basis: '§ 12 KAG NRW, § 122a Abs. 4 AO',
    says: {
      de: 'Bekannt gegeben am vierten Tag nach der Benachrichtigung über die Bereitstellung; fällt er auf ein Wochenende oder einen Feiertag, am nächsten Werktag (§ 122a Abs. 4, § 108 Abs. 3 AO).',
      en: 'Announced on the fourth day after the notification of its provision; on the next working day where that is a weekend or holiday (AO § 122a(4), § 108(3)).',
    },
    source: 'AO § 122a(4) since 2025-01-01, BGBl. 2024 I Nr. 236',
  },
  {
    id: 'bundid-ozg-2024',
    purpose: 'announcement-user-account',
    area: 'general',
    validFrom: '2024-07-24',
    counts: 'days',
    amount: 3,
    from: 'provision',
    shifts: false,
    basis: '§ 9 OZG',
    says: {
      de: 'Bekannt gegeben am dritten Tag nach der Bereitstellung im Nutzerkonto (§ 9 OZG).',
      en: 'Announced on the third day after provision in the user account (OZG § 9).',
    },
    source: 'OZG § 9(1); the BundID FAQ of January 2025 says the fourth day: the law is followed',
  },
  {
    id: 'retrieval-vwvfg-2017',
    purpose: 'retrieval-period',
    area: 'general',
    validFrom: '2017-01-01',
    counts: 'days',
    amount: 10,
    from: 'notification',
    shifts: true,
    basis: '§ 41 Abs. 2a VwVfG NRW',
    says: {
      de: 'Bereitgestellt bis zehn Tage nach der Benachrichtigung (§ 41 Abs. 2a, § 31 Abs. 3 VwVfG NRW).',
      en: 'Provided until ten days after the notification (VwVfG NRW § 41(2a), § 31(3)).',
    },
    source: 'VwVfG § 41(2a) sentence 4, and the same in NRW',
  },
  {
    id: 'statutory-vwvfg-42a',
    purpose: 'statutory-period',
    area: 'general',
    validFrom: '2009-12-12',
    counts: 'months',
    amount: null,
    from: 'complete-documents',
    shifts: true,
    basis: '§ 42a Abs. 2 VwVfG NRW',
    says: {
      de: 'Gesetzliche Frist ab dem Eingang der vollständigen Unterlagen (§ 42a Abs. 2, § 31 Abs. 3 VwVfG NRW).',
      en: 'Statutory period from the arrival of the complete documents on (VwVfG NRW § 42a(2), § 31(3)).',
    },
    source: 'VwVfG NRW § 42a(2)',
  },
  ...legalAreas.map(
    (area) =>
      ({
        id: `target-${area}`,
        purpose: 'target-date',
        area,
        validFrom: '1977-01-01',
        counts: 'working-days',
        amount: null,
        from: 'filing',
        shifts: true,
        basis: 'Dienstleistungsbeschreibung der Stadt',
        says: {
          de: 'Übliche Bearbeitungszeit in Arbeitstagen ab dem Eingang; um die Tage verschoben, in denen Unterlagen nachgefordert waren.',
          en: 'Usual processing time in working days from the filing on, shifted by the days on which documents were requested.',
        },
        source: 'the processing time that the city promises in the description of the service',
      }) as const,
  ),
] as const satisfies readonly Rule[];

/** Every row; for tests and for whoever wants to read the law that the software keeps. */
export const ruleTable: readonly Rule[] = rules;

/** A date that follows from a rule. */
export interface DerivedDate {
  readonly on: CalendarDate;
  /** Id of the row by which it came about. */
  readonly rule: string;
}

/** The row that holds on a day; undefined where the area has no such rule. */
export function ruleFor(purpose: Purpose, area: LegalArea, day: CalendarDate): Rule | undefined {
  return ruleTable.find((rule) => rule.purpose === purpose && rule.area === area && rule.validFrom <= day);
}

/**
 * The date that follows from a day by a rule.
 * @param amount where the configuration of the service says how many
 * @throws Error for a rule that needs an amount and gets none
 */
export function dateBy(rule: Rule, day: CalendarDate, amount = rule.amount): DerivedDate {
  if (amount === null) throw new Error(`rule ${rule.id} needs an amount`);
  const end = later(rule.counts, day, amount);
  return { on: rule.shifts ? workingDayFrom(end) : end, rule: rule.id };
}

/** Why a date is the one it is, in both languages. @throws Error for an id that is not in the table */
export function reasonOf(ruleId: string): Rule['says'] {
  return ruleOf(ruleId).says;
}

/** What happened on the day from which a rule counts. @throws Error for an id that is not in the table */
export function beginningOf(ruleId: string): Beginning {
  return ruleOf(ruleId).from;
}

function ruleOf(ruleId: string): Rule {
  const rule = ruleTable.find(({ id }) => id === ruleId);
  if (rule === undefined) throw new Error(`there is no rule ${ruleId}`);
  return rule;
}

function later(counts: Rule['counts'], day: CalendarDate, amount: number): CalendarDate {
  switch (counts) {
    case 'days':
      return addDays(day, amount);
    case 'working-days':
      return addWorkingDays(day, amount);
    case 'months':
      return addMonths(day, amount);
  }
}
