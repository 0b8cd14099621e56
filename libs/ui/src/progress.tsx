import { useId } from 'react';

/** How far something is (KERN). @param text says it, too */
export function Progress({
  value,
  max,
  text,
  small,
}: {
  readonly value: number;
  readonly max: number;
  readonly text: string;
  readonly small?: boolean;
}) {
  const id = useId();
  return (
    <div className="kern-progress p-progress">
      <label className={small ? 'p-small p-muted' : 'kern-label'} htmlFor={id}>
        {text}
      </label>
      <progress id={id} value={value} max={max}>
        {text}
      </progress>
    </div>
  );
}
