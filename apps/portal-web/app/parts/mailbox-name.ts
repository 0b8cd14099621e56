import { useFrame } from '../frame';
import { useLanguage } from '../language';
import { useWords } from '../words/use-words';

/** What the mailbox is called: by what is in it, in a city that has given its name to the list of applications (W14a H5b). */
export function useMailboxName(): string {
  const words = useWords('frame');
  const listName = useFrame()?.city.listName[useLanguage()] ?? '';
  const isTaken = listName.toLowerCase().includes(words('mailbox').toLowerCase());
  return words(isTaken ? 'messages' : 'mailbox');
}
