import { useWords } from '../words';
import type { Line } from './totals';

/** So many services are drawn, those with the most first; the table has all of them. */
const mostBars = 12;
const row = 44;
const [left, width] = [230, 430];

/** What came in and what was decided, as bars; who cannot see them has the table. */
export function Chart({ lines }: { readonly lines: readonly Line[] }) {
  const words = useWords('figures');
  const drawn = [...lines]
    .filter(({ received, decided }) => received + decided > 0)
    .sort((one, other) => other.received + other.decided - one.received - one.decided)
    .slice(0, mostBars);
  if (drawn.length === 0) return null;
  const most = Math.max(...drawn.flatMap(({ received, decided }) => [received, decided]));
  const long = (count: number): number => Math.round((width * count) / most);
  return (
    <figure>
      <svg
        className="b-chart"
        viewBox={`0 0 700 ${drawn.length * row + 4}`}
        role="img"
        aria-label={words('chart')}
      >
        {drawn.map(({ serviceKey, office, title, received, decided }, nth) => (
          <g key={`${serviceKey} ${office}`}>
            <text className="b-chart-name" x={left - 8} y={nth * row + 24} textAnchor="end">
              {title.length > 34 ? `${title.slice(0, 33)}…` : title}
            </text>
            <rect className="b-bar-received" x={left} y={nth * row + 6} width={long(received)} height={14} />
            <text x={left + long(received) + 6} y={nth * row + 17}>
              {received}
            </text>
            <rect className="b-bar-decided" x={left} y={nth * row + 22} width={long(decided)} height={14} />
            <text x={left + long(decided) + 6} y={nth * row + 33}>
              {decided}
            </text>
          </g>
        ))}
        <line className="b-chart-axis" x1={left} x2={left} y1={2} y2={drawn.length * row + 2} />
      </svg>
      <figcaption className="b-muted b-small">
        <span className="b-key b-key--received" aria-hidden="true" /> {words('received')}{' '}
        <span className="b-key" aria-hidden="true" /> {words('decided')}
      </figcaption>
    </figure>
  );
}
