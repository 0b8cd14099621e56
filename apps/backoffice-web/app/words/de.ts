import { acts } from './acts.de';
import { audit } from './audit.de';
import { auditEvents } from './audit-events.de';
import { bulk } from './bulk.de';
import { oneCase } from './case.de';
import { due } from './due.de';
import { errors } from './errors.de';
import { fields } from './fields.de';
import { figures } from './figures.de';
import { flow } from './flow.de';
import { frame } from './frame.de';
import { keys } from './keys.de';
import { list } from './list.de';
import { operation } from './operation.de';
import { people } from './people.de';
import { signIn } from './sign-in.de';
import { times } from './times.de';
import { whyNot } from './why-not.de';

/** The words of the back-office in German. */
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
