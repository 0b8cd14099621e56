import { createContext, useContext } from 'react';

const context = createContext<string | undefined>(undefined);

/** Hands the nonce of an answer to whatever renders a script. */
export const Nonce = context.Provider;

/** In the browser: what is drawn anew there, as the frame is around an error, needs it as well. */
const ofThisPage =
  typeof document === 'undefined' ? undefined : document.querySelector<HTMLElement>('[nonce]')?.nonce;

/** The nonce of the policy of this answer. */
export const useNonce = (): string | undefined => useContext(context) ?? ofThisPage;
