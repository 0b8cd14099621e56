import { TextField } from '#ui';
import { useWords } from '../words/use-words';

/** The address by which an account of this portal is known. @param typed what was typed before @param fault what is wrong with it */
export function EmailField({
  typed,
  fault,
}: {
  readonly typed: string | undefined;
  readonly fault: string | undefined;
}) {
  return (
    <TextField
      id="email"
      type="email"
      label={useWords('localAccount')('email')}
      autoComplete="username"
      spellCheck={false}
      defaultValue={typed}
      error={fault}
    />
  );
}
