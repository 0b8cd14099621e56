import { useEffect, useRef, useState, type ReactNode } from 'react';

/** What may be wider than its place scrolls there; the Tab key stops at it only while something of it is hidden, or no script says so. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [isHiding, setHiding] = useState(true);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setHiding(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="b-scroll" ref={box} {...(isHiding && { tabIndex: 0 })} role="group" aria-label={label}>
      {children}
    </div>
  );
}
