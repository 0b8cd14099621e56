import { OutsideLink } from '#ui';
import { useWords } from '../words/use-words';

/** Where the city tells of its services that are not online to the end (R4). */
export function OtherServices({ url }: { readonly url: string }) {
  const words = useWords('catalogue');
  return (
    <div className="p-prose">
      <p>{words('onlineOnly')}</p>
      <p>
        <OutsideLink href={url} note={useWords('frame')('newTab')}>
          {words('otherServices')}
        </OutsideLink>
      </p>
    </div>
  );
}
