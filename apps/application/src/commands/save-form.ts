import { keepLocked, labelsOf, saveErrors, type Form } from '#forms';
import { invalidInput, Problem } from '#http';
import { keptDays, keptFrom, type DraftChange } from '../domain/draft';
import { command } from './command';
import { formBytes, formLimitBytes } from './limits';
import { mergePatch } from './merge-patch';
import {
  namesProfileField,
  officialFields,
  otherThanOfficial,
  ownAttributes,
  withOfficialData,
  type OfficialField,
} from './official-data';

/** A JSON Merge Patch (RFC 7396) of the form: any object. */
export class SaveFormInput {
  [field: string]: unknown;
}

/** Changes the form of a draft, which is no history yet. Half a form may be saved; a field that it does not have may not. */
export const saveForm = command({
  name: 'save-form',
  summary: 'Changes the form of a draft by JSON Merge Patch (RFC 7396)',
  roles: ['citizen'],
  transitions: [{ from: ['draft'], to: ['unchanged'] }],
  input: SaveFormInput,
  ownRoute: true,
  uponForm: true,

  async prepare(asked): Promise<{ draft?: DraftChange }> {
    const { input, acting, expectedDraft, application, facts, at } = asked;
    // Later nothing is saved: the decider says what is allowed instead.
    if (application.status !== 'draft') return {};
    const { version: was, form: present, savedAt, endsAt } = await facts.draft();
    if (expectedDraft !== undefined && expectedDraft !== was) throw new Problem('version-conflict');
    const contents = await facts.contents();
    const service = await facts.serviceOf(application);
    const known = namesProfileField(service.form, input)
      ? await ownAttributes(service.form, acting, application, (personId) => facts.profile(personId))
      : {};
    const official = officialFields(service.form, known);
    const kept = withOfficialData(contents.open('form', present), official);
    const sent = mergePatch(kept, input) as Record<string, unknown>;
    if (formBytes(sent) > formLimitBytes) throw new Problem('body-too-large', { limitBytes: formLimitBytes });
    const typedOver = otherThanOfficial(sent, official);
    if (typedOver.length > 0)
      throw new Problem('official-data-locked', {
        errors: typedOver.map((field) => lockedError(service.form, field)),
      });
    const errors = saveErrors(service.form, sent);
    if (errors.length > 0) throw invalidInput(errors);
    const merged = keepLocked(service.form, sent, kept);
    const form = contents.sealUnlessSame('form', merged, present);
    const days = keptDays(service.filing.draftDays, application);
    if (form === present) return { draft: { kind: 'unchanged', was, savedAt, endsAt } };
    return { draft: { kind: 'saved', was, form, ...keptFrom(at, days) } };
  },

  decide: () => [],

  refusals: {
    'official-data-locked': {
      status: 422,
      title: {
        de: 'Angaben aus Ihrem Identitätsnachweis können hier nicht geändert werden.',
        en: 'Data from your proof of identity cannot be changed here.',
      },
      detail: {
        de: 'Welche es sind, steht in „errors“; es wurde nichts gespeichert. Stimmen sie nicht mehr, ändern Sie sie dort, wo sie herkommen: Mit Ihrer nächsten Anmeldung werden sie übernommen.',
        en: '“errors” says which; nothing was saved. If they are no longer right, change them where they come from: they are taken over with your next sign-in.',
      },
    },
  },

  history: {
    FormSaved: {
      says: { de: 'Angaben gespeichert', en: 'Form saved' },
      facts: ({ declarationHash }) => ({ declarationHash }),
    },
  },
});

function lockedError(form: Form, { pointer, place }: OfficialField) {
  return {
    ...{ pointer, rule: 'official-data', label: labelsOf(form, { place, items: [] }) },
    message: {
      de: 'Diese Angabe kommt aus Ihrem Identitätsnachweis.',
      en: 'This comes from your proof of identity.',
    },
  };
}
