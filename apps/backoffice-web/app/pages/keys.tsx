import { KeysList } from '../parts/keys-list';
import { PageTitle } from '../parts/page-title';
import { useWords } from '../words';

/** The overview of keys as a page, for whoever opens its link. */
export default function Keys() {
  const words = useWords('keys');
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-main--text">
      <PageTitle>{words('title')}</PageTitle>
      <h1>{words('title')}</h1>
      <KeysList level="h2" />
    </main>
  );
}
