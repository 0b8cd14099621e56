import { invalidInput, type Problem } from '#http';

/** The problem of one field that no state of the case would make valid. @param pointer JSON pointer of the field */
export function invalidField(pointer: string, rule: string, de: string, en: string): Problem {
  return invalidInput([{ pointer, rule, message: { de, en } }]);
}
