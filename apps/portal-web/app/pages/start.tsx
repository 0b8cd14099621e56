import { useFrame } from '../frame';
import { useWords } from '../words/use-words';

/** Everybody's first page. */
export default function Start() {
  const words = useWords('start');
  const city = useFrame()?.city.name ?? '';
  return (
    <div className="p-hero">
      <title>{`${words('title')} – ${city}`}</title>
      <meta name="description" content={words('description', { city })} />
      <div className="p-container p-stack">
        <h1 className="kern-heading-x-large">{words('heading')}</h1>
        <p className="p-lead">{words('lead')}</p>
      </div>
    </div>
  );
}
