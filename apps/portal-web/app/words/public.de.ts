import { catalogue } from './catalogue.de';
import { errors } from './errors.de';
import { feedback } from './feedback.de';
import { frame } from './frame.de';
import { names } from './names.de';
import { service } from './service.de';
import { session } from './session.de';
import { start } from './start.de';
import { times } from './times.de';

/** The words of what everybody reads, and of what stands on every page, in German. */
export const words = {
  catalogue,
  errors,
  feedback,
  frame,
  names,
  service,
  session,
  start,
  times,
};
