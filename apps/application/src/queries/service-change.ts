import { isDeepStrictEqual } from 'node:util';
import { shownFee, type Fee, type Office, type Service, type ShownFee } from '#configuration';
import { inEuro } from '../commands/money';
import type { LocalText } from '#http';
import type { Offering } from '../commands/facts';
import { notOpenInWords, officeOf, whyNotOpen, type NotOpen } from '../commands/offers';
import { dayInWords } from '../domain/berlin';

/** What a fee was, and what it is now. */
export interface FeeChange {
  readonly before: ShownFee;
  readonly now: ShownFee;
}

/** A number that was and that is now; `null` where none is fixed. */
export interface NumberChange {
  readonly before: number | null;
  readonly now: number | null;
}

/**
 * What has changed about a service since an application for it was begun. The draft keeps the version it was begun with, and
 * what was typed; the person decides.
 */
export interface ServiceChange {
  /** Everything in words, one sentence for each change and what can be done. */
  readonly message: LocalText;
  /** Why the draft can no longer be submitted; absent while it can. */
  readonly ended?: NotOpen & { readonly office?: Office };
  readonly fee?: FeeChange;
  /** Working days. */
  readonly processingDays?: NumberChange;
  /** Months. */
  readonly statutoryPeriod?: NumberChange;
  /**
   * Last day on which people can apply, where that is another one now.
   * @format date
   */
  readonly validUntil?: string;
  /** Whether what is asked has changed. */
  readonly form: boolean;
}

/** @returns undefined when nothing that matters to the applicant has changed */
export function serviceChange(drafted: Service, offering: Offering | undefined): ServiceChange | undefined {
  const notOpen = whyNotOpen(offering);
  if (notOpen !== undefined) {
    const ended = { ...notOpen, ...officeOf(offering) };
    return { message: joined([notOpenInWords(notOpen), stillKept]), ended, form: false };
  }
  const { service: now } = offering as Offering;
  if (now.version === drafted.version) return undefined;
  const parts = {
    ...(!isDeepStrictEqual(owedBy(drafted.fee), owedBy(now.fee)) && {
      fee: { before: shownFee(drafted.fee), now: shownFee(now.fee) },
    }),
    ...changedNumber('processingDays', drafted.processingDays, now.processingDays),
    ...changedNumber('statutoryPeriod', drafted.statutoryPeriod?.months, now.statutoryPeriod?.months),
    ...(now.validUntil !== undefined &&
      now.validUntil !== drafted.validUntil && { validUntil: now.validUntil }),
    form: !isDeepStrictEqual(drafted.form, now.form),
  };
  const sentences = sentencesOf(parts);
  return sentences.length === 0 ? undefined : { message: joined([...sentences, draftKeeps]), ...parts };
}

/** Of a fee what somebody pays, and how that is found. How it is booked and taxed within is the treasury's matter. */
function owedBy({ accountingKey: _, taxPercent: __, items, ...fee }: Fee) {
  return { ...fee, items: items?.map(({ accountingKey: _, taxPercent: __, ...item }) => item) };
}

function changedNumber<Name extends string>(name: Name, before: number | undefined, now: number | undefined) {
  const isSame = before === now;
  return (isSame ? {} : { [name]: { before: before ?? null, now: now ?? null } }) as {
    readonly [N in Name]?: NumberChange;
  };
}

function sentencesOf({
  fee,
  processingDays,
  statutoryPeriod,
  validUntil,
  form,
}: Omit<ServiceChange, 'message' | 'ended'>): LocalText[] {
  const sentences: LocalText[] = [];
  if (fee !== undefined) {
    const [before, now] = [feeInWords(fee.before), feeInWords(fee.now)];
    sentences.push(
      isDeepStrictEqual(before, now)
        ? {
            de: `Die Gebühr wird anders berechnet als bisher: weiterhin ${now.de}, je nach Ihren Angaben.`,
            en: `The fee is computed in another way than before: still ${now.en}, depending on what you enter.`,
          }
        : {
            de: `Die Gebühr hat sich geändert: bisher ${before.de}, jetzt ${now.de}.`,
            en: `The fee has changed: before ${before.en}, now ${now.en}.`,
          },
    );
  }
  if (processingDays !== undefined) {
    const { before, now } = processingDays;
    const [was, is] = [counted(before, workingDays), counted(now, workingDays)];
    sentences.push({
      de: `Die übliche Bearbeitungszeit hat sich geändert: bisher ${was.de}, jetzt ${is.de}.`,
      en: `The usual processing time has changed: before ${was.en}, now ${is.en}.`,
    });
  }
  if (statutoryPeriod !== undefined) {
    const { before, now } = statutoryPeriod;
    const [was, is] = [counted(before, months), counted(now, months)];
    sentences.push({
      de: `Die gesetzliche Frist für die Entscheidung hat sich geändert: bisher ${was.de}, jetzt ${is.de}.`,
      en: `The statutory period for the decision has changed: before ${was.en}, now ${is.en}.`,
    });
  }
  if (validUntil !== undefined) {
    const day = dayInWords(validUntil);
    sentences.push({
      de: `Absenden können Sie den Antrag bis zum ${day.de}.`,
      en: `You can submit the application until ${day.en}.`,
    });
  }
  if (form) {
    sentences.push({
      de: 'Das Formular hat sich geändert; Ihr Entwurf behält das bisherige.',
      en: 'The form has changed; your draft keeps the former one.',
    });
  }
  return sentences;
}

const stillKept: LocalText = {
  de: 'Ihre Angaben bleiben im Entwurf, bis er endet; absenden können Sie ihn nicht mehr.',
  en: 'What you entered stays in the draft until it ends; you can no longer submit it.',
};

const draftKeeps: LocalText = {
  de: 'Für diesen Entwurf gilt, was galt, als Sie ihn begonnen haben. Was Sie eingegeben haben, bleibt.',
  en: 'This draft goes by what held when you began it. What you entered stays.',
};

/** `ab 30,70 € (nach dem Absenden zu zahlen; für ein Jahr)`. */
function feeInWords({ amountCents, payment, note, byForm }: ShownFee): LocalText {
  const amount = inEuro(amountCents);
  const when = payments[payment];
  if (payment === 'none') return when;
  const [from, at] = byForm ? ['ab ', 'from '] : ['', ''];
  const [hinweis, hint] = note === undefined ? ['', ''] : [`; ${note.de}`, `; ${note.en}`];
  return { de: `${from}${amount.de} (${when.de}${hinweis})`, en: `${at}${amount.en} (${when.en}${hint})` };
}

const payments: Readonly<Record<ShownFee['payment'], LocalText>> = {
  none: { de: 'gebührenfrei', en: 'free of charge' },
  'before-filing': {
    de: 'der Antrag ist gestellt, sobald sie bezahlt ist',
    en: 'the application is filed once it is paid',
  },
  'after-filing': { de: 'nach dem Absenden zu zahlen', en: 'paid after submitting' },
  'after-review': { de: 'mindestens; nach der Prüfung festgesetzt', en: 'at least; fixed after the review' },
};

interface Unit {
  readonly one: LocalText;
  readonly many: LocalText;
}

const workingDays: Unit = {
  one: { de: 'Arbeitstag', en: 'working day' },
  many: { de: 'Arbeitstage', en: 'working days' },
};
const months: Unit = { one: { de: 'Monat', en: 'month' }, many: { de: 'Monate', en: 'months' } };

function counted(number: number | null, { one, many }: Unit): LocalText {
  if (number === null) return { de: 'nicht festgelegt', en: 'not fixed' };
  const unit = number === 1 ? one : many;
  return { de: `${number} ${unit.de}`, en: `${number} ${unit.en}` };
}

function joined(sentences: readonly LocalText[]): LocalText {
  return {
    de: sentences.map(({ de }) => de).join(' '),
    en: sentences.map(({ en }) => en).join(' '),
  };
}
