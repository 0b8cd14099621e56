import type { Acting } from '#commands';
import type { Service } from '#configuration';
import { saveErrors, type Form, type JsonObject } from '#forms';
import type { Facts } from './facts';
import { invalidField } from './invalid-field';

/**
 * What a new application takes over from one that was submitted: for a follow-up, or a renewal.
 * @param applicationId one of the applicant's own, of the same service
 * @throws Problem `invalid-input` where there is none such, or its content was erased
 */
export async function takenOver(
  applicationId: string,
  { key, form }: Pick<Service, 'key' | 'form'>,
  acting: Acting,
  facts: Facts,
): Promise<JsonObject> {
  const former = await facts.submittedForm(acting, applicationId);
  if (former?.serviceKey !== key)
    throw invalidField(
      '/takeOver',
      'nothing-to-take-over',
      'Aus diesem Antrag lässt sich hier nichts übernehmen.',
      'Nothing can be taken over from this application here.',
    );
  return stillFitting(form, former.form);
}

/** What of former data the form of today still asks for in the same way; a part of it that has changed is asked for anew as a whole. */
function stillFitting(form: Form, former: JsonObject): JsonObject {
  let fitting = former;
  for (;;) {
    const changed = new Set(saveErrors(form, fitting).map(({ pointer }) => pointer.split('/')[1] ?? ''));
    if (changed.size === 0) return fitting;
    const rest = Object.entries(fitting).filter(([name]) => !changed.has(name));
    if (rest.length === Object.keys(fitting).length) return {};
    fitting = Object.fromEntries(rest);
  }
}
