import type { ReactNode } from 'react';
import { Crumbs } from '#ui';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';
import { Information } from './information';

/** A page that is read from top to bottom. */
export function TextPage({
  title,
  description,
  children,
}: {
  readonly title: string;
  readonly description: string;
  readonly children: ReactNode;
}) {
  const frame = useWords('frame');
  const to = usePaths();
  return (
    <div className="p-container">
      <Information title={title} description={description} />
      <Crumbs label={frame('breadcrumb')} above={[{ to: to('/'), title: frame('startPage') }]} here={title} />
      <div className="p-text p-prose">
        <h1 className="kern-heading-x-large">{title}</h1>
        {children}
      </div>
    </div>
  );
}
