import { useEffect, useState, type RefObject } from 'react';
import { isOnItsWay, type Sending } from './use-uploads';

/** A form that somebody has sent while files of it were on their way. */
interface Waiting {
  readonly submitter: HTMLElement | null;
  /** Keys of the files that it waits for. */
  readonly files: readonly string[];
}

/**
 * A form that is sent while files of it are on their way is sent once they have arrived: what somebody has chosen is never left out,
 * and nobody is refused for lack of it. Where one does not arrive, its row says why, and the form stays.
 * @param control the form's control that the files were chosen with
 * @returns whether it waits
 */
export function useSentWhenUploaded(
  control: RefObject<HTMLInputElement | null>,
  all: readonly Sending[],
): boolean {
  const [waiting, setWaiting] = useState<Waiting>();
  const onTheirWay = all.filter(isOnItsWay).map(({ key }) => key);
  const awaited = onTheirWay.join();
  useEffect(() => {
    const form = control.current?.form;
    if (!form || awaited === '') return;
    const wait = (event: SubmitEvent): void => {
      event.preventDefault();
      // Another field of the form, or the page itself, would send it.
      event.stopImmediatePropagation();
      const { submitter } = event;
      setWaiting({ submitter, files: awaited.split(',') });
    };
    form.addEventListener('submit', wait);
    return () => form.removeEventListener('submit', wait);
  }, [control, awaited]);
  useEffect(() => {
    if (waiting === undefined || awaited !== '') return;
    setWaiting(undefined);
    if (all.some(({ key }) => waiting.files.includes(key))) return;
    const { submitter } = waiting;
    control.current?.form?.requestSubmit(submitter?.isConnected ? submitter : null);
  }, [control, awaited, all, waiting]);
  return waiting !== undefined;
}
