import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import { useBlocker } from 'react-router';
import type { FormPage, JsonObject } from '#forms';
import { useLanguage } from '../language';
import { filledIn, officialPointers, type Draft } from './draft';
import { withEntered } from '#form-fields';
import type { Clash } from './merging';
import { DraftSaving, type Saved, type Saving } from './saving';
import { pageAt } from './steps';

/** Somebody who fills in a draft: what is entered, and where saving it stands. */
export interface Entering {
  readonly data: JsonObject;
  readonly saved: Saved;
  /** Another one whenever the fields have to be drawn anew, because their content was not typed by the person. */
  readonly drawing: number;
  /** What was entered here and otherwise in another tab. */
  readonly clashes: readonly Clash[];
  /** Whether this tab has brought back what could not be saved before. */
  readonly restored: boolean;
  /** Takes what the page holds now. */
  read(page: FormPage): JsonObject;
  /** Puts something else into the fields. */
  put(data: JsonObject): void;
  flush(): Promise<Saving>;
  loadNewest(): Promise<void>;
  takeMine(clash: Clash, data: JsonObject): void;
  /** Counts up whenever somebody wanted to leave and nothing could be saved. */
  readonly held: number;
}

/**
 * @param shown the element that holds the fields, and the step that it shows
 * @param posted what was entered where the page answers a form that was sent without script
 */
export function useEntering(
  draft: Draft,
  who: { readonly personId: string; readonly csrfToken: string },
  shown: { readonly element: RefObject<HTMLFormElement | null>; readonly slug: string },
  posted: JsonObject | undefined,
): Entering {
  const language = useLanguage();
  const [saving] = useState(() => new DraftSaving(draft, who.personId, who.csrfToken));
  const saved = useSyncExternalStore(saving.subscribe, saving.snapshot, saving.snapshot);
  const [data, setData] = useState(() => posted ?? filledIn(draft));
  const [drawing, setDrawing] = useState(0);
  const [clashes, setClashes] = useState<readonly Clash[]>([]);
  const [restored, setRestored] = useState(false);
  const [held, setHeld] = useState(0);
  const present = useRef(data);

  const enter = useCallback(
    (next: JsonObject) => {
      if (next === present.current) return;
      present.current = next;
      setData(next);
      saving.change(next);
    },
    [saving],
  );
  const put = useCallback(
    (next: JsonObject) => {
      enter(next);
      setDrawing((count) => count + 1);
    },
    [enter],
  );
  const take = useCallback((entered: JsonObject, found: readonly Clash[]) => {
    present.current = entered;
    setData(entered);
    setClashes(found);
    setDrawing((count) => count + 1);
  }, []);

  const read = useCallback(
    (page: FormPage): JsonObject => {
      const element = shown.element.current;
      const official = officialPointers(draft);
      if (element) enter(withEntered(present.current, page, new FormData(element), language, official));
      return present.current;
    },
    [shown.element, draft, language, enter],
  );

  // Whoever began to type before the page was taken over has typed it all the same.
  const first = useRef(() => void read(pageAt(draft.form, present.current, shown.slug)));
  useEffect(() => first.current(), []);
  useEffect(() => {
    const before = saving.restore();
    if (before === undefined) return;
    setRestored(true);
    take(before.entered, before.clashes);
  }, [saving, take]);

  useEffect(() => {
    if (saving.adopt(draft)) take(filledIn(draft), []);
  }, [saving, draft, take]);

  useEffect(() => {
    const again = () => saving.again();
    const leave = () => {
      if (document.visibilityState === 'hidden') saving.end();
    };
    window.addEventListener('online', again);
    window.addEventListener('focus', again);
    document.addEventListener('visibilitychange', leave);
    return () => {
      window.removeEventListener('online', again);
      window.removeEventListener('focus', again);
      document.removeEventListener('visibilitychange', leave);
      saving.end();
    };
  }, [saving]);

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && saving.isUnsaved,
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    void saving.flush().then((outcome) => {
      if (outcome === 'offline' || outcome === 'away') {
        blocker.reset();
        setHeld((count) => count + 1);
      } else blocker.proceed();
    });
  }, [blocker, saving]);

  return {
    ...{ data, saved, drawing, clashes, restored, held, put, read },
    flush: async () => {
      const outcome = await saving.flush();
      if (outcome !== 'saved') setHeld((count) => count + 1);
      return outcome;
    },
    loadNewest: async () => {
      const newest = await saving.loadNewest();
      if (newest) take(newest.entered, newest.clashes);
    },
    takeMine: (clash, next) => {
      setClashes((all) => all.filter((one) => one !== clash));
      put(next);
    },
  };
}
