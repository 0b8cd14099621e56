import type { Schema } from '#api-client';
import { useEffect, useState } from 'react';
import { useWords } from '../words/use-words';

/**
 * The work that the portal asks of strangers, so that no program begins thousands of applications: the browser does it by itself while
 * the page is read, and the form carries the solution. Without script it says what else can be done.
 */
export function ProofOfWork({ challenge }: { readonly challenge: Schema<'ChallengeDto'> }) {
  const words = useWords('guest');
  const [solution, setSolution] = useState('');
  useEffect(() => {
    const leaving = new AbortController();
    void solved(challenge, leaving.signal).then((found) => {
      if (!leaving.signal.aborted) setSolution(found);
    });
    return () => leaving.abort();
  }, [challenge]);
  return (
    <>
      <input type="hidden" name="proofOfWork" value={solution} />
      <p className="p-small p-muted" role="status">
        {words(solution === '' ? 'working' : 'worked')}
      </p>
      <noscript>
        <p>{words('needsScript')}</p>
      </noscript>
    </>
  );
}

/** Loaded with the page that asks for it, not with every other one. */
async function solved(challenge: Schema<'ChallengeDto'>, signal: AbortSignal): Promise<string> {
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/web/pbkdf2'),
  ]);
  const whole = challenge as Parameters<typeof solveChallenge>[0]['challenge'];
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort());
  const solution = await solveChallenge({ challenge: whole, deriveKey, controller });
  return btoa(JSON.stringify({ challenge, solution }));
}
