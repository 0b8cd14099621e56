import type { Level } from '../sign-in/choices';
import { upperFirst } from '../upper-first';
import { useWords } from '../words/use-words';

/** What a level is called where it stands alone. That nobody has proven who they are is no level, and is said without the word. */
export function useLevelWords(): (level: Level, name: string) => string {
  const words = useWords('session');
  return (level, name) => (level === 'none' ? upperFirst(name) : words('level', { level: name }));
}
