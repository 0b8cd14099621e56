import type { Words } from './de';
import { catalogue } from './catalogue.en';
import { errors } from './errors.en';
import { feedback } from './feedback.en';
import { frame } from './frame.en';
import { names } from './names.en';
import { service } from './service.en';
import { session } from './session.en';
import { start } from './start.en';
import { times } from './times.en';

/** The same in English. */
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
} satisfies Partial<Words>;
