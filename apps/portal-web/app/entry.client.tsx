import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { languageOfPath } from './language';
import { leadsOn } from './parts/on-the-way';
import { groupsFor, loadWords } from './words';

leadsOn();
const language = languageOfPath(location.pathname);
const needed = groupsFor(location.pathname, document.querySelector('.p-account') !== null);
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
