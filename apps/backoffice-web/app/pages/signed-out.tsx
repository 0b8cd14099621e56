import { usePaths } from '#pages';
import { LinkButton } from '#ui';
import { PageTitle } from '../parts/page-title';
import { useWords } from '../words';

/** That nobody is signed in any more. */
export default function SignedOut() {
  const words = useWords('signIn');
  const to = usePaths();
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-main--text b-stack">
      <PageTitle>{words('outTitle')}</PageTitle>
      <h1>{words('outTitle')}</h1>
      <p>{words('outText')}</p>
      <p>
        <LinkButton to={to('/anmelden')}>{words('title')}</LinkButton>
      </p>
    </main>
  );
}
