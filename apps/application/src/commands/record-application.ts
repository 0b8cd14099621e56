import type { Acting } from '#commands';
import { saveErrors, submitErrors, type FormError, type JsonObject } from '#forms';
import { CalendarDate, Entries, Flag, Id, invalidInput, Key, LatinText, OneOf, Problem } from '#http';
import { dateInBerlin, lastMomentInBerlin } from '../domain/berlin';
import { contactChannels, type ContactChannel } from '../domain/channel';
import { ofOwnCase } from './colleague';
import { command, staff } from './command';
import { declarationHash } from './contents';
import type { Facts } from './facts';
import { invalidField } from './invalid-field';
import type { KnownProfile } from './known-profile';
import { formBytes, formLimitBytes } from './limits';
import { whyNotOpen } from './offers';
import { termsOf } from './terms';

const nameLength = 200;

/** Who it is, as far as that is known; of somebody with an account their id alone. */
class RecordedPerson {
  @Id({
    description: 'Of an account: whose application it is. Without it, the person has no account.',
    optional: true,
  })
  applicantId?: string;

  @LatinText(nameLength, { example: 'Erika', optional: true })
  givenName?: string;

  @LatinText(nameLength, {
    description: 'Needed where there is no account; of a company its name.',
    example: 'Mustermann',
    optional: true,
  })
  familyName?: string;

  @CalendarDate({ example: '1964-08-12', optional: true })
  dateOfBirth?: string;

  @LatinText(nameLength, { example: 'Realschulstraße', optional: true })
  street?: string;

  @LatinText(nameLength, { example: '9', optional: true })
  houseNumber?: string;

  @LatinText(nameLength, { example: '47051', optional: true })
  postcode?: string;

  @LatinText(nameLength, { example: 'Duisburg', optional: true })
  city?: string;

  @LatinText(nameLength, { example: '0203 555 0148', optional: true })
  phone?: string;
}

export class RecordApplicationInput extends RecordedPerson {
  @Key({ description: 'The service that is applied for.', example: 'meldebescheinigung' })
  serviceKey!: string;

  @OneOf(contactChannels, { description: 'How it came.', example: 'post' })
  channel!: ContactChannel;

  @CalendarDate({
    description: 'Calendar date on which it came: its clock runs from then on.',
    example: '2026-11-20',
  })
  receivedOn!: string;

  @Entries({
    description:
      'What was declared, by the fields of the service’s form. What is missing may be asked for later.',
    example: { purpose: 'bank' },
  })
  form!: Record<string, unknown>;

  @Flag({
    description:
      'Documents are missing: a statutory period begins only with the complete ones. It is so anyway where the form is not complete.',
    example: false,
    optional: true,
  })
  incomplete?: boolean;
}

/**
 * Begins a case with what came by post, phone, mail or in person (D6a, W4): nobody may refuse to take it because something is missing
 * (§ 24(3) VwVfG), so the form may have gaps, and nothing that is wrong. From here on it is a case as any other; it counts as filed on
 * the day on which it came (law 11). What is to be paid for it the office fixes: nobody stood before a payment page.
 */
export const recordApplication = command({
  name: 'record-application',
  summary: 'Begins a case with what came by post, phone, mail or in person',
  roles: staff,
  transitions: [{ from: ['none'], to: ['filed'] }],
  input: RecordApplicationInput,
  ownRoute: true,

  async prepare({ input, acting, applicationId, facts, at }) {
    const { serviceKey, channel, receivedOn, form: typed, incomplete = false, ...person } = input;
    if (receivedOn > dateInBerlin(at))
      throw invalidField(
        '/receivedOn',
        'in-the-future',
        'Das Datum liegt in der Zukunft.',
        'The date is in the future.',
      );
    const offering = facts.offering(serviceKey, at);
    if (offering === undefined || whyNotOpen(offering)?.offer === 'removed')
      throw invalidField(
        '/serviceKey',
        'unknown-service',
        'Diese Dienstleistung gibt es hier nicht.',
        'There is no such service.',
      );
    const { service } = offering;
    if (!acting.offices.includes(service.office))
      throw invalidField(
        '/serviceKey',
        'of-another-office',
        'Für diese Dienstleistung ist ein anderes Amt zuständig.',
        'Another office is responsible for this service.',
      );
    if (formBytes(typed) > formLimitBytes)
      throw new Problem('body-too-large', { limitBytes: formLimitBytes });
    const unknown = saveErrors(service.form, typed as JsonObject);
    if (unknown.length > 0) throw invalidInput(inForm(unknown));
    // Before anybody is entered and a number is taken: what is wrong leaves nothing behind.
    const errors = submitErrors(service.form, typed as JsonObject, dateInBerlin(at));
    const wrong = errors.filter(({ rule }) => rule !== 'required');
    if (wrong.length > 0) throw invalidInput(inForm(wrong));
    const { applicantId, profile } = await applicantOf(person, acting, facts);
    const contents = await facts.contents();
    const { form } = contents.declare(service.form, contents.seal('form', typed), []);
    const { version: configurationVersion, office, fee } = service;
    return {
      ...{ serviceKey, configurationVersion, office, applicantId, channel, form },
      ...(person.applicantId === undefined && { withoutSignIn: true as const }),
      reference: await facts.nextReference(at),
      receivedAt: receivedOn === dateInBerlin(at) ? at : lastMomentInBerlin(receivedOn),
      declarationHash: declarationHash({ applicationId, configurationVersion }, form, []),
      identity: contents.seal('identity', {
        personId: applicantId,
        levelOfAssurance: 'none',
        language: profile.language,
        profile: profile.attributes,
      }),
      isIncomplete: incomplete || errors.length > 0,
      feeFollowsReview: fee.payment !== 'none',
      terms: termsOf(service),
    };
  },

  decide(_, command, refuse) {
    const { reference, serviceKey, configurationVersion, office, applicantId, withoutSignIn, by } = command;
    // Nobody enters a matter of their own (§ 20 VwVfG).
    if ([by.personId, ...(by.ownAccounts ?? [])].includes(applicantId))
      throw refuse('own-application', { allowed: [] });
    const { receivedAt, declarationHash: hash, form, identity, channel, terms } = command;
    return [
      {
        type: 'ApplicationDrafted',
        data: {
          ...{ reference, serviceKey, configurationVersion, office, applicantId },
          ...(withoutSignIn && { withoutSignIn }),
        },
      },
      {
        type: 'ApplicationSubmitted',
        data: {
          ...{ submittedAt: receivedAt, declarationHash: hash, form, levelOfAssurance: 'none', identity },
          channel,
          ...(command.feeFollowsReview && { feeFollowsReview: true as const }),
        },
      },
      {
        type: 'ApplicationFiled',
        data: { filedAt: receivedAt, ...(command.isIncomplete && { incomplete: true as const }), ...terms },
      },
    ];
  },

  refusals: ofOwnCase,

  history: {},
});

/** Whose application it is: who has an account is read, and that is recorded; who has none is entered. */
async function applicantOf(
  { applicantId, ...said }: RecordedPerson,
  acting: Acting,
  facts: Facts,
): Promise<{ readonly applicantId: string; readonly profile: KnownProfile }> {
  if (applicantId !== undefined)
    return { applicantId, profile: await facts.readPerson(acting, applicantId, 'intake') };
  const { familyName } = said;
  if (familyName === undefined)
    throw invalidField(
      '/familyName',
      'required',
      'Bitte geben Sie mindestens den Namen an.',
      'Please enter the name at least.',
    );
  const attributes = Object.fromEntries(
    Object.entries(said).flatMap(([name, value]: [string, string | undefined]) =>
      value === undefined ? [] : [[name, { value, source: 'self' }]],
    ),
  );
  return {
    applicantId: await facts.recordPerson(acting, { ...said, familyName }),
    profile: { language: 'de', attributes },
  };
}

/** Errors of the form, as the input names them. */
function inForm(errors: readonly FormError[]): readonly FormError[] {
  return errors.map((error) => ({ ...error, pointer: `/form${error.pointer}` }));
}
