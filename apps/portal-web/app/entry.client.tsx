import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { germanPath, languageOfPath } from './language';
import { loadWords } from './words';

/** Pages on which a person does something: the words for it are needed before the page is taken over. */
const own =
  /^\/(abgemeldet|anmelden|antraege|dienstleistungen\/[^/]+|dokumente|meine-daten|ohne-anmeldung|postkorb|weiterverfolgen)(\/|$)/;

const language = languageOfPath(location.pathname);
const groups = own.test(germanPath(location.pathname)) ? (['public', 'own'] as const) : (['public'] as const);
void Promise.all(groups.map((group) => loadWords(language, group))).then(() =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <HydratedRouter />
      </StrictMode>,
    );
  }),
);
