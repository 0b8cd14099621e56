import type { ErrorCode, YAMLError } from 'yaml';

const colon = 'a text with a colon in it stands in quotes, "so: like this"';
const column = 'what belongs together begins in the same column';

/** What a mistake mostly is, in words for somebody who does not know YAML. */
const mostly: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: `${column}, and { and [ end with } and ]`,
  BAD_SCALAR_START: 'a text that begins with such a sign stands in quotes',
  BLOCK_AS_IMPLICIT_KEY: `${colon}, and ${column}`,
  BLOCK_IN_FLOW: colon,
  DUPLICATE_KEY: 'the field of this line stands here twice',
  MISSING_CHAR: `a field is a name, a colon and a space, and quotes that begin end; ${column}`,
  MULTILINE_IMPLICIT_KEY: `a field is a name, a colon and a space; ${column}`,
  TAB_AS_INDENT: 'a line begins with spaces, not with tabs',
  UNEXPECTED_TOKEN: 'a text with quotes or signs in it stands in quotes as a whole',
};

/** What is said of a mistake in YAML: what it mostly is, and how the parser calls it. */
export function yamlReason({ code, message }: YAMLError): string {
  const cause = mostly[code];
  return `this is not valid YAML: ${cause === undefined ? message : `${cause} (${message})`}`;
}
