import { useEffect } from 'react';
import { againAfterMs, LiveStreams, type Listener } from './live-streams';
import { shownSince } from './loads';
import { useReload } from './reload';

/** How long changes are gathered before they are told, in milliseconds: a bulk act changes many at once. */
const gatheredMs = 250;

/** How pages learn of changes. */
export interface LiveUpdates<Live extends string> {
  /** Calls once the session of this browser has ended, wherever that was done. @param ended must stay the same function */
  readonly useSessionEnd: (ended: () => void) => void;
  /**
   * Calls once after changes have been gathered.
   * @param of whose changes
   * @param changed must stay the same function; called again after a while where it tells that it could not do what it does
   */
  readonly useChanges: (of: readonly Live[], changed: () => void | Promise<boolean>) => void;
  /**
   * Loads the page's data anew whenever something in it has changed; the browser itself connects again when the line was away.
   * @param of whose changes concern the page
   */
  readonly useLive: (...of: readonly Live[]) => void;
}

/** Live updates by the streams of the services that concern what a person sees. @param addresses of the streams, by their names here */
export function liveUpdates<Live extends string>(
  addresses: Readonly<Record<Live, string>>,
): LiveUpdates<Live> {
  const streams = new LiveStreams(addresses);

  function useSessionEnd(ended: Listener): void {
    useEffect(() => streams.followEnd(ended), [ended]);
  }

  function useChanges(of: readonly Live[], changed: () => void | Promise<boolean>): void {
    const wanted = of.join();
    useEffect(() => {
      let timer: number | undefined;
      let isOver = false;
      let isUnderWay = false;
      let isMissed = false;
      const gathered = (): void => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => void load(), gatheredMs);
      };
      const load = async (): Promise<void> => {
        // One at a time: a second one would break off the first, whose broken answer the browser complains of.
        isMissed = isUnderWay;
        if (isUnderWay) return;
        isUnderWay = true;
        const isDone = navigator.onLine && (await changed()) !== false;
        isUnderWay = false;
        if (isOver) return;
        if (isMissed) gathered();
        else if (!isDone) timer = window.setTimeout(gathered, againAfterMs);
      };
      // What the page before this one heard, and had no time to act on, is this one's.
      const since = shownSince();
      const ends = wanted.split(',').map((stream) => streams.follow(stream as Live, gathered, since));
      return () => {
        isOver = true;
        window.clearTimeout(timer);
        for (const end of ends) end();
      };
    }, [wanted, changed]);
  }

  return {
    useSessionEnd,
    useChanges,
    useLive(...of) {
      const reload = useReload();
      useChanges(of, reload);
    },
  };
}
