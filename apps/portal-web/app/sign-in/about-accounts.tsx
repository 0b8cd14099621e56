import { OutsideLink } from '#ui';
import { useLanguage } from '../language';
import { useWords } from '../words/use-words';
import type { WayIn } from './choices';

/** What to know of the accounts that people sign in with elsewhere (D18 W10 N2 W17b): where to get one, and where help is. */
export function AboutAccounts({ ways }: { readonly ways: readonly WayIn[] }) {
  const words = useWords('signIn');
  const elsewhere = ways.filter(({ account }) => account === 'provider');
  const bundid = ways.find(({ method }) => method === 'bundid');
  if (elsewhere.length === 0) return null;
  return (
    <aside className="p-stack p-stack-l" aria-label={words('aboutAccounts')}>
      {elsewhere.map((way) => (
        <About key={way.method} way={way} />
      ))}
      {bundid && (
        <div className="p-prose">
          <h2 className="kern-heading-medium">{words('whichData')}</h2>
          <p>{words('whichDataText')}</p>
        </div>
      )}
    </aside>
  );
}

function About({ way: { method, name, accountPages, support } }: { readonly way: WayIn }) {
  const words = useWords('signIn');
  const language = useLanguage();
  const { create, recover } = accountPages;
  const note = useWords('frame')('newTab');
  if (create === undefined && recover === undefined) return null;
  return (
    <div className="p-prose">
      <h2 className="kern-heading-medium">{words('accountAt', { method: name[language] })}</h2>
      {method === 'bundid' && <p>{words('bundidIs')}</p>}
      {create && (
        <p>
          <OutsideLink href={create.url} note={note}>
            {create.text[language]}
          </OutsideLink>
        </p>
      )}
      {recover && (
        <>
          <p>{words('forgottenThere')}</p>
          <p>
            <OutsideLink href={support?.url ?? recover.url} note={note}>
              {words('helpAt', { method: name[language] })}
            </OutsideLink>
          </p>
        </>
      )}
    </div>
  );
}
