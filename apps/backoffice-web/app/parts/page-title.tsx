import { useFrame } from '../frame';
import { useWords } from '../words';

/** The title of the browser's tab: page, city. @param error begins with "Fehler:" where the page shows one */
export function PageTitle({ children, error }: { readonly children: string; readonly error?: boolean }) {
  const words = useWords('frame');
  const page = children.replaceAll('\u00ad', '');
  return (
    <title>{`${error ? words('error') : ''}${page} – ${words('site')} ${useFrame()?.city.name ?? ''}`}</title>
  );
}
