import { useEffect } from 'react';
import { useRevalidator } from 'react-router';

/** How long changes are gathered before the page is loaded anew, in milliseconds: a bulk act changes many at once. */
const gatheredMs = 250;

/** The streams of the services that concern what a person sees. */
const streams = {
  applications: '/api/events',
  mailbox: '/api/mailbox/events',
  payments: '/api/payments/events',
};
export type Live = keyof typeof streams;

/**
 * Loads the page's data anew whenever something in it has changed; the browser itself connects again when the line was away.
 * @param of whose changes concern the page
 */
export function useLive(...of: readonly Live[]): void {
  const { revalidate } = useRevalidator();
  const wanted = of.join();
  useEffect(() => {
    let timer: number | undefined;
    const changed = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void revalidate(), gatheredMs);
    };
    const sources = wanted.split(',').map((name) => new EventSource(streams[name as Live]));
    for (const source of sources) for (const type of kinds) source.addEventListener(type, changed);
    return () => {
      window.clearTimeout(timer);
      for (const source of sources) source.close();
    };
  }, [revalidate, wanted]);
}

/** The types of events on these streams. */
const kinds = ['application', 'thread-changed', 'payment-changed', 'missed'];
