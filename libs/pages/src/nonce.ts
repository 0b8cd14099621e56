import { createContext, useContext } from 'react';

const context = createContext<string | undefined>(undefined);

/** Hands the nonce of an answer to whatever renders a script. */
export const Nonce = context.Provider;

/** The nonce of the policy of this answer; undefined in the browser, which hides it. */
export const useNonce = (): string | undefined => useContext(context);
