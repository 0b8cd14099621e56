import { levelNames } from '#commands';
import { isAtLeast, meansInWords } from '#configuration';
import { submitErrors } from '#forms';
import { Flag, Sha256 } from '#http';
import type { LevelOfAssurance } from '../domain/application';
import { dateInBerlin } from '../domain/berlin';
import { added, openProofs } from '../domain/document';
import type { Draft, DraftChange } from '../domain/draft';
import type { Order } from '../domain/order';
import { command } from './command';
import { declarationHash } from './contents';
import { documentRefusals, hashesOf, mayComeLater, refuseUnready } from './documents';
import { eidRefusals, proofWays, suffices } from './eid-proof';
import { feeTooHigh, orderOf, tooMuch } from './fee';
import { isOwnMatter, officialFields } from './official-data';
import { proofsOf } from './proofs';
import { notOpenInWords, officeOf, whyNotOpen, type NotOpen } from './offers';
import { representationOver } from './represent';
import { termsOf } from './terms';

export class SubmitInput {
  @Sha256({
    description: 'What `GET …/review` showed: names exactly the declaration that is submitted.',
    example: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
    optional: true,
  })
  declarationHash?: string;

  @Flag({
    description: 'The warning against hasty submission was read (OZG § 9a).',
    example: true,
    optional: true,
  })
  warningAcknowledged?: boolean;
}

/** Submits what was reviewed (OZG § 9a, law 2). Submitted and filed are two facts: what lies between them is the fee (W16). */
export const submit = command({
  name: 'submit',
  summary:
    'Submits what was reviewed; it is filed at once, or, where the fee is due before that, once it is paid',
  roles: ['citizen'],
  transitions: [{ from: ['draft'], to: ['filed', 'submitted'] }],
  input: SubmitInput,

  async prepare({ input, acting, applicationId, application, facts, at }) {
    const { personId, levelOfAssurance, means = {} } = acting;
    const service = await facts.serviceOf(application);
    const contents = await facts.contents();
    const isDraft = application.status === 'draft';
    // In any other status the decider refuses, whatever stands here.
    const { version: was, form: draft }: Pick<Draft, 'version' | 'form'> = isDraft
      ? await facts.draft()
      : { version: 0, form: contents.seal('form', {}) };
    const { language, attributes: profile } = isDraft
      ? await facts.profile(personId)
      : { language: 'de' as const, attributes: {} };
    const documents = isDraft ? (await facts.documents()).filter(({ isBound }) => !isBound) : [];
    const { configurationVersion, representation } = application;
    const { actingFor } = acting;
    const represented =
      isDraft && actingFor !== undefined
        ? { personId: actingFor, profile: (await facts.profile(actingFor)).attributes }
        : undefined;
    const offering = facts.offering(application.serviceKey, at);
    const notOpen = whyNotOpen(offering);
    // As identity tells it now: whatever was typed or kept in the draft, what is official is filed as it is (D8, R15).
    const official = isOwnMatter(acting, application) ? officialFields(service.form, profile) : [];
    const { data, form } = contents.declare(service.form, draft, official);
    const hash = declarationHash(
      { applicationId, configurationVersion, representation },
      form,
      hashesOf(documents),
    );
    const name = { applicationId, serviceKey: application.serviceKey, declarationHash: hash };
    const order = isDraft ? orderOf(service, data, at) : undefined;
    return {
      form,
      declarationHash: hash,
      draft: { kind: 'consumed', was } as DraftChange,
      formVersion: was,
      binds: documents,
      /** Proofs without which it cannot be submitted. */
      missingProofs: openProofs(proofsOf(service, levelOfAssurance), documents).filter(
        (proof) => !mayComeLater(service, proof),
      ),
      /** The declaration hash that the review showed; undefined when nothing was reviewed. */
      reviewed: input.declarationHash,
      warningAcknowledged: input.warningAcknowledged ?? false,
      formErrors: submitErrors(service.form, data, dateInBerlin(at)),
      /** Why nobody can apply for the service any more, and who helps. */
      ...(notOpen !== undefined && { ended: { ...notOpen, ...officeOf(offering) } }),
      level: {
        required: service.levelOfAssurance,
        present: levelOfAssurance,
        ...facts.waysIn(service),
      },
      /** The means that alone count for the service, and the level that each has reached in this session. */
      ...(service.means !== undefined && { means: { accepted: service.means, present: means } }),
      /** What is known of the proof that is made for this declaration; only where the service asks for one. */
      ...(service.eidPerApplication === true &&
        isDraft && {
          eid: {
            ways: proofWays(facts.eidMeans(service), name),
            ...(await facts.eidProof(personId, name)),
          },
        }),
      ...(service.fee.payment === 'after-review' && { feeFollowsReview: true as const }),
      /** What is owed for it; absent where nothing is, or the office fixes it later. */
      ...(order !== undefined && { order }),
      terms: termsOf(service),
      identity: contents.seal('identity', {
        ...{ personId, levelOfAssurance, language, profile },
        ...(represented && { represented }),
      }),
      /** The last day on which the one who acts might have, has passed. */
      ...(representation?.endsOn !== undefined &&
        representation.endsOn < dateInBerlin(at) && { representationOver: true as const }),
    };
  },

  decide(_, command, refuse) {
    const { at: submittedAt, declarationHash, form, identity, level, terms, order } = command;
    // What the person can do least about comes first: the level does not depend on the form.
    if (command.ended !== undefined)
      throw refuse('service-ended', { ...command.ended, allowed: ['save-form', 'withdraw'] });
    if (!isAtLeast(level.present, level.required)) {
      throw refuse('level-of-assurance-too-low', { ...level, allowed: ['save-form', 'withdraw'] });
    }
    if (command.means !== undefined && !isByAcceptedMeans(command.means, level.required)) {
      const { accepted: means } = command.means;
      throw refuse('means-not-accepted', { means, ...level, allowed: ['save-form', 'withdraw'] });
    }
    if (command.representationOver)
      throw refuse('representation-over', { allowed: ['represent', 'withdraw'] });
    if (command.reviewed === undefined || !command.warningAcknowledged) throw refuse('review-required');
    if (command.reviewed !== declarationHash) throw refuse('reviewed-form-changed');
    if (command.formErrors.length > 0) {
      throw refuse('form-invalid', { errors: command.formErrors, allowed: ['save-form', 'withdraw'] });
    }
    if (order === tooMuch) throw refuse('fee-too-high');
    refuseUnready(command.binds, refuse);
    if (command.missingProofs.length > 0) {
      const { missingProofs: missing } = command;
      const inLanguage = (language: 'de' | 'en') => missing.map(({ title }) => title[language]).join('; ');
      throw refuse('proofs-missing', {
        missing: missing.map(({ key }) => key),
        titles: { de: inLanguage('de'), en: inLanguage('en') },
      });
    }
    // Last, because it holds for this declaration and for a quarter of an hour.
    const { eid, by } = command;
    if (eid !== undefined && !suffices(eid.proof, eid.ways)) {
      const { ways, ofOtherDeclaration } = eid;
      const code = ofOtherDeclaration ? 'eid-proof-for-other-declaration' : 'eid-proof-required';
      throw refuse(code, { ways, allowed: ['save-form', 'withdraw'] });
    }
    const proven = { levelOfAssurance: level.present, ...(eid?.proof && { eidProof: eid.proof }) };
    const data = {
      ...{ submittedAt, declarationHash, form, ...proven, identity },
      ...(by.actingFor !== undefined && { representativeId: by.personId }),
      ...(order !== undefined && { order, formVersion: command.formVersion }),
      ...(command.feeFollowsReview && { feeFollowsReview: true as const }),
    };
    const events = [{ type: 'ApplicationSubmitted', data } as const, ...added(command.binds, 'applicant')];
    // What has to be paid first is filed by its filing process (W16c). Else in one append, because nothing has to happen between.
    if (order?.policy === 'before-filing') return events;
    return [...events, { type: 'ApplicationFiled', data: { filedAt: submittedAt, ...terms } }];
  },

  refusals: {
    'service-ended': {
      status: 409,
      title: {
        de: 'Dieser Antrag kann hier nicht mehr abgesendet werden.',
        en: 'This application can no longer be submitted here.',
      },
      detail: {
        de: '{why} Ihre Angaben bleiben im Entwurf, bis er endet. Bitte wenden Sie sich an das zuständige Amt, oder ziehen Sie den Entwurf zurück.',
        en: '{why} What you entered stays in the draft until it ends. Please turn to the office that is responsible, or withdraw the draft.',
      },
      words: (members) => ({ why: notOpenInWords(members as unknown as NotOpen) }),
    },
    'level-of-assurance-too-low': {
      status: 409,
      title: {
        de: 'Für diesen Antrag reicht Ihr Vertrauensniveau nicht aus.',
        en: 'Your level of assurance is too low for this application.',
      },
      detail: {
        de: 'Nötig ist das Niveau „{requiredLevel}“; Ihre jetzige Anmeldung hat das Niveau „{presentLevel}“. Es reicht: {enough}. Ihr Entwurf bleibt erhalten.',
        en: 'This needs the level “{requiredLevel}”; your present session has the level “{presentLevel}”. This is enough: {enough}. Your draft is kept.',
      },
      words: ({ required, present }) => ({
        requiredLevel: levelNames[required as LevelOfAssurance],
        presentLevel: levelNames[present as LevelOfAssurance],
      }),
    },
    'means-not-accepted': {
      status: 409,
      title: {
        de: 'Für diesen Antrag zählt nur ein bestimmter Identitätsnachweis.',
        en: 'Only a certain proof of identity counts for this application.',
      },
      detail: {
        de: 'Bitte weisen Sie sich aus mit: {meansInWords}. Ihr Entwurf bleibt erhalten.',
        en: 'Please identify yourself with: {meansInWords}. Your draft is kept.',
      },
      words: ({ means }) => ({ meansInWords: meansInWords(means as readonly string[]) }),
    },
    'fee-too-high': feeTooHigh,
    'review-required': {
      status: 409,
      title: {
        de: 'Bitte prüfen Sie Ihre Angaben vor dem Absenden.',
        en: 'Please review your entries before you submit.',
      },
      detail: {
        de: 'Rufen Sie …/review ab und senden Sie dessen declarationHash und warningAcknowledged: true mit.',
        en: 'Read …/review and send its declarationHash and warningAcknowledged: true.',
      },
    },
    'reviewed-form-changed': {
      status: 409,
      title: {
        de: 'Die Angaben wurden nach der Prüfung geändert.',
        en: 'The entries were changed after they were reviewed.',
      },
      detail: { de: 'Bitte prüfen Sie sie noch einmal.', en: 'Please review them again.' },
    },
    'form-invalid': {
      status: 422,
      title: { de: 'Der Antrag ist noch nicht vollständig.', en: 'The application is not complete yet.' },
      detail: {
        de: 'Welche Angaben fehlen oder nicht stimmen, steht in „errors“.',
        en: '“errors” lists what is missing or wrong.',
      },
    },
    ...documentRefusals,
    'representation-over': representationOver,
    ...eidRefusals,
    'proofs-missing': {
      status: 409,
      title: { de: 'Es fehlen Nachweise.', en: 'Proofs are missing.' },
      detail: {
        de: 'Bitte laden Sie hoch: {titles}. Ihr Entwurf bleibt erhalten.',
        en: 'Please upload: {titles}. Your draft is kept.',
      },
      words: ({ titles }) => ({ titles: titles as { readonly de: string; readonly en: string } }),
    },
  },

  history: {
    ApplicationSubmitted: {
      says: ({ channel }) =>
        channel === undefined
          ? { de: 'Antrag abgesendet', en: 'Application submitted' }
          : enteredFrom[channel],
      facts: ({ declarationHash, levelOfAssurance, eidProof, submittedAt, order, channel }) => ({
        submittedAt,
        declarationHash,
        levelOfAssurance,
        ...(eidProof !== undefined && { eidProof }),
        ...(order !== undefined && orderInFacts(order)),
        ...(channel !== undefined && { channel }),
      }),
      content: { in: 'identity', as: 'identity', forCitizens: false },
    },
    ApplicationFiled: {
      says: { de: 'Antrag gestellt', en: 'Application filed' },
      // As of then it counts; when that was recorded is the time of the entry (law 11).
      facts: ({ filedAt }) => ({ clock: 'started' as const, filedAt }),
    },
  },
});

/** By which way it came that an office has entered. */
const enteredFrom = {
  post: {
    de: 'Antrag per Post eingegangen und vom Amt erfasst',
    en: 'Application came by post, entered by the office',
  },
  phone: {
    de: 'Antrag am Telefon gestellt und vom Amt erfasst',
    en: 'Application made by phone, entered by the office',
  },
  mail: {
    de: 'Antrag per E-Mail eingegangen und vom Amt erfasst',
    en: 'Application came by e-mail, entered by the office',
  },
  'in-person': {
    de: 'Antrag persönlich gestellt und vom Amt erfasst',
    en: 'Application made in person, entered by the office',
  },
} as const;

function orderInFacts({ orderId, amountCents, payBy }: Order) {
  return { orderId, amountCents, ...(payBy !== undefined && { payBy }) };
}

/** The means that alone count for a service, and the level that each has reached. */
interface CountingMeans {
  readonly accepted: readonly string[];
  readonly present: Readonly<Record<string, LevelOfAssurance>>;
}

/** Whether a level was reached by a means that counts. */
function isByAcceptedMeans({ accepted, present }: CountingMeans, required: LevelOfAssurance): boolean {
  return accepted.some((means) => isAtLeast(present[means] ?? 'none', required) && means in present);
}
