/** What can be done with many cases at once, as the form names it. */
export const bulkActs = ['uebernehmen', 'freigeben', 'zuweisen'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** A case as the list showed it. */
export interface Seen {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
}

/** The form above the list, to which its boxes belong. */
export const bulkForm = 'sammel';
/** The name of a box. */
export const selected = 'fall';

/** What a box sends of its case: nobody's work is overwritten that was not looked at. */
export const boxValue = ({ id, version, reference }: Seen): string => `${id} ${version} ${reference}`;

/** The cases whose boxes were ticked; what no box can have sent is left out. */
export function seenIn(form: FormData): readonly Seen[] {
  return form.getAll(selected).flatMap((value) => {
    const [, id, version, reference] =
      (typeof value === 'string' && /^([0-9a-f-]{36}) (\d{1,9}) ([A-Z0-9-]{1,40})$/.exec(value)) || [];
    return id === undefined || reference === undefined ? [] : [{ id, version: Number(version), reference }];
  });
}
