import { useFrame } from '../frame';
import { useWords } from '../words/use-words';

/** The title of the browser's tab: page, portal, city. @param error begins with "Fehler:" where the page shows one */
export function PageTitle({ children, error }: { readonly children: string; readonly error?: boolean }) {
  const words = useWords('frame');
  const city = useFrame()?.city.name ?? '';
  const page = children.replaceAll('\u00ad', '');
  return <title>{`${error ? words('error') : ''}${page} – ${words('portal')} ${city}`}</title>;
}
