import { acts } from './acts.en';
import { audit } from './audit.en';
import { auditEvents } from './audit-events.en';
import { bulk } from './bulk.en';
import { oneCase } from './case.en';
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
import { times } from './times.en';
import { whyNot } from './why-not.en';

/** The words of the back-office in English. */
export const words = {
  acts,
  audit,
  auditEvents,
  bulk,
  case: oneCase,
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
  times,
  whyNot,
};
