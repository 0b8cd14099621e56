import { useLocation } from 'react-router';
import { useFrame } from '../frame';
import { germanPath, pathIn } from '../language';
import { PageTitle } from './page-title';

/** What search engines and everybody else learn of a page that is open to all: title, description, and where each language stands. */
export function Information({
  title,
  description,
}: {
  readonly title: string;
  readonly description: string;
}) {
  const { pathname } = useLocation();
  const origin = useFrame()?.origin ?? '';
  const german = germanPath(pathname);
  const at = (language: 'de' | 'en') => origin + pathIn(language, german);
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <meta name="description" content={description} />
      <link rel="canonical" href={origin + pathname} />
      <link rel="alternate" hrefLang="de" href={at('de')} />
      <link rel="alternate" hrefLang="en" href={at('en')} />
      <link rel="alternate" hrefLang="x-default" href={at('de')} />
    </>
  );
}
