import { acts } from './acts.de';
import { alerts } from './alerts.de';
import { audit } from './audit.de';
import { auditEvents } from './audit-events.de';
import { bulk } from './bulk.de';
import { oneCase } from './case.de';
import { deputies } from './deputies.de';
import { configuration } from './configuration.de';
import { due } from './due.de';
import { errors } from './errors.de';
import { fields } from './fields.de';
import { figures } from './figures.de';
import { flow } from './flow.de';
import { form } from './form.de';
import { frame } from './frame.de';
import { intake } from './intake.de';
import { keys } from './keys.de';
import { list } from './list.de';
import { nameSearch } from './name-search.de';
import { operation } from './operation.de';
import { people } from './people.de';
import { person } from './person.de';
import { signIn } from './sign-in.de';
import { templates } from './templates.de';
import { times } from './times.de';
import { whyNot } from './why-not.de';

/** The words of the back-office in German. */
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
