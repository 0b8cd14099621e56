import { acts } from './acts.en';
import { alerts } from './alerts.en';
import { audit } from './audit.en';
import { auditEvents } from './audit-events.en';
import { bulk } from './bulk.en';
import { oneCase } from './case.en';
import { deputies } from './deputies.en';
import { configuration } from './configuration.en';
import { due } from './due.en';
import { errors } from './errors.en';
import { fields } from './fields.en';
import { figures } from './figures.en';
import { flow } from './flow.en';
import { form } from './form.en';
import { frame } from './frame.en';
import { intake } from './intake.en';
import { keys } from './keys.en';
import { list } from './list.en';
import { nameSearch } from './name-search.en';
import { operation } from './operation.en';
import { people } from './people.en';
import { person } from './person.en';
import { signIn } from './sign-in.en';
import { templates } from './templates.en';
import { times } from './times.en';
import { whyNot } from './why-not.en';

/** The words of the back-office in English. */
export const words = {
  acts,
  alerts,
  audit,
  auditEvents,
  bulk,
  case: oneCase,
  deputies,
  configuration,
  due,
  errors,
  fields,
  figures,
  flow,
  form,
  frame,
  intake,
  keys,
  list,
  nameSearch,
  operation,
  people,
  person,
  signIn,
  templates,
  times,
  whyNot,
};
