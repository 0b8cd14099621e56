import { useLanguage } from '../language';
import { useWords } from '../words/use-words';
import type { Choice } from './choices';

/** What a choice is called, what is done there in one sentence, and what its button says. */
export interface ChoiceWords {
  readonly title: string;
  readonly sentence: string;
  /** What else can be used there for the same level. */
  readonly also?: string;
  readonly button: string;
}

/** The words of a choice in the language of the page. */
export function useChoiceWords(): (choice: Choice) => ChoiceWords {
  const words = useWords('signIn');
  const language = useLanguage();
  return ({ way, means: [usual, ...others] }) => {
    const method = way.name[language];
    if (usual === undefined) {
      const sentence = way.description[language];
      switch (way.method) {
        case 'email-link':
          return { title: words('emailLink'), sentence, button: words('sendLink') };
        case 'local-account':
          return { title: words('localAccount'), sentence, button: words('signInHere') };
        case 'bundid':
        case 'servicekonto-nrw':
        case 'google':
          return { title: method, sentence, button: words('continueTo', { method }) };
      }
    }
    const means = usual.name[language];
    return {
      title: words('methodWith', { method, means }),
      sentence: words(`by-${usual.means}`),
      ...(others.length > 0 && {
        also: words('also', { means: others.map(({ name }) => name[language]).join(', ') }),
      }),
      button:
        usual.means !== 'password'
          ? words('continueWith', { means })
          : way.method === 'bundid'
            ? words('continueBundid')
            : words('continueTo', { method }),
    };
  };
}
