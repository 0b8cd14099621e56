import { parse } from 'yaml';
import type { Form } from '#forms';

/** The form in a version of a service. @param content as it is downloaded */
export const formOf = (content: string): Form | undefined =>
  (parse(content) as { readonly form?: Form }).form;
