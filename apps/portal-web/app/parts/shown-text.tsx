import { useFrame } from '../frame';
import { useLanguage } from '../language';
import type { Texts } from '../texts/text';
import { TextPage } from './text-page';

/** A long text as a page, in the language of the page. */
export function ShownText({ texts }: { readonly texts: Texts }) {
  const { title, description, Body } = texts[useLanguage()];
  const city = useFrame()?.city;
  return (
    <TextPage title={title} description={`${description} ${city?.name ?? ''}`.trim()}>
      {city && <Body city={city} />}
    </TextPage>
  );
}
