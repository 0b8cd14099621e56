import { acts } from './acts.en';
import { audit } from './audit.en';
import { bulk } from './bulk.en';
import { oneCase } from './case.en';
import { configuration } from './configuration.en';
import { due } from './due.en';
import { errors } from './errors.en';
import { fields } from './fields.en';
import { figures } from './figures.en';
import { flow } from './flow.en';
import { frame } from './frame.en';
import { keys } from './keys.en';
import { list } from './list.en';
import { operation } from './operation.en';
import { people } from './people.en';
import { signIn } from './sign-in.en';
import { templates } from './templates.en';
import { times } from './times.en';
import { whyNot } from './why-not.en';

/** The words of the back-office in English. */
export const words = {
  acts,
  audit,
  bulk,
  case: oneCase,
  configuration,
  due,
  errors,
  fields,
  figures,
  flow,
  frame,
  keys,
  list,
  operation,
  people,
  signIn,
  templates,
  times,
  whyNot,
};
