import { useCallback } from 'react';
import { Form } from 'react-router';
import { Button } from '#ui';
import type { Schema } from '#api-client';
import type { Signed } from '../frame';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';
import { useChanges } from './live';
import { useReload } from '#pages';

/** Says on every page for whom one acts, or that the mandate has ended (law 7), and leads back to one's own name. */
export function ActingBanner({ signed }: { readonly signed: Signed }) {
  const { actingFor, endedMandateId } = signed.me;
  if (actingFor !== undefined) return <Acts signed={signed} mandateId={actingFor.mandateId} />;
  return endedMandateId === undefined ? null : <ActsNoMore signed={signed} />;
}

function Acts({ signed, mandateId }: { readonly signed: Signed; readonly mandateId: string }) {
  const words = useWords('session');
  const reload = useReload();
  // The streams of a session end with the mandate: when they are back, it is asked whether one still acts under it.
  const look = useCallback(() => {
    void actsUnder().then((now) => {
      if (now !== undefined && now.mandateId !== mandateId) void reload();
    });
  }, [mandateId, reload]);
  useChanges(['applications'], look);
  return (
    <Banner
      signed={signed}
      text={
        signed.actingFor === undefined
          ? words('actingForSomebody')
          : words('actingFor', { name: signed.actingFor })
      }
      act={words('inOwnName')}
    />
  );
}

/** Under which mandate the browser's session acts now; undefined where nobody tells. */
async function actsUnder(): Promise<{ readonly mandateId?: string } | undefined> {
  const answer = await fetch('/api/me').catch(() => undefined);
  if (answer?.ok !== true) return undefined;
  return ((await answer.json()) as Schema<'MeDto'>).actingFor ?? {};
}

function ActsNoMore({ signed }: { readonly signed: Signed }) {
  const words = useWords('session');
  const name = signed.actedFor;
  const text = name === undefined ? words('mandateEndedOfSomebody') : words('mandateEnded', { name });
  return <Banner signed={signed} text={text} act={words('understood')} />;
}

/** The act is the same: from now on one acts for oneself, and knows it. */
function Banner({
  signed: { me },
  text,
  act,
}: {
  readonly signed: Signed;
  readonly text: string;
  readonly act: string;
}) {
  const words = useWords('session');
  const to = usePaths();
  return (
    <div className="p-acting" role="region" aria-label={words('acting')}>
      <div className="p-container p-acting__row">
        <p role="status">{text}</p>
        <Form method="post" action={to('/meine-daten/vollmachten')} reloadDocument>
          <input type="hidden" name="_csrf" value={me.csrfToken} />
          <input type="hidden" name="act" value="own-name" />
          <Button weight="secondary">{act}</Button>
        </Form>
      </div>
    </div>
  );
}
