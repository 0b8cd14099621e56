import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { germanPath, languageOfPath } from './language';
import { leadsOn } from './parts/on-the-way';
import { loadWords } from './words';

/** Pages on which a person does something: the words for it are needed before the page is taken over. */
const own =
  /^\/(abgemeldet|anmelden|antraege|dienstleistungen\/[^/]+|dokumente|meine-daten|ohne-anmeldung|postkorb|weiterverfolgen)(\/|$)/;

leadsOn();
const language = languageOfPath(location.pathname);
const isOwn = own.test(germanPath(location.pathname)) || document.querySelector('.p-account') !== null;
const needed = isOwn ? (['public', 'own'] as const) : (['public'] as const);
void Promise.all(needed.map((group) => loadWords(language, group))).then(() => {
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <HydratedRouter />
      </StrictMode>,
    );
  });
  // Whoever does something may go on to where they are needed: they come before the page that waits for them. Who only reads is spared.
  const doesSomething = (): void => void loadWords(language, 'own');
  for (const act of ['pointerdown', 'keydown']) addEventListener(act, doesSomething, { once: true });
});
