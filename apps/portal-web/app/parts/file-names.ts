/** Name of the button that removes a file, for who has no script; its value is the file's id. */
export const removeFileName = '_remove-file';

/** Name of the button that uploads what was chosen and leads nowhere, for who has no script; its value is the id of the control. */
export const uploadName = '_upload';

const prefix = '_file:';

/** Name of the control with which files of a kind are chosen. */
export const fileName = (kind: string): string => prefix + kind;

/** As what the files of a control are handed in; undefined for another control. */
export function kindOfFileName(name: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
