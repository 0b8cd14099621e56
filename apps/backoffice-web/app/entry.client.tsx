import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { languageOfPath } from '#pages';
import { loadWords } from './words';

// Before the page is taken over its words are there: it is never drawn without.
void loadWords(languageOfPath(location.pathname), 'all').then(() =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <HydratedRouter />
      </StrictMode>,
    );
  }),
);
