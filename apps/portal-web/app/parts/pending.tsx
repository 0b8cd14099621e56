import { useEffect, useState } from 'react';
import { useNavigation } from 'react-router';
import { useWords } from '../words/use-words';

/** From here on somebody wonders whether anything happens, in ms. */
const patienceMs = 400;

/**
 * Says that a page or an answer is on its way. Of a page that it loads by itself a browser shows that; of one that is loaded by
 * script, or of what was sent by it, nobody would be told on a bad line.
 */
export function Pending() {
  const { state } = useNavigation();
  return (
    <div className="p-pending" role="status">
      {state !== 'idle' && <OnItsWay />}
    </div>
  );
}

/** On a good line it is gone before anybody sees or hears it. */
function OnItsWay() {
  const words = useWords('frame');
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return isLong && <p className="p-pending__text">{words('pending')}</p>;
}
