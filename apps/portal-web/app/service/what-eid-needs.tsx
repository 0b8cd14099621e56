import { choicesOf, type WayIn } from '../sign-in/choices';
import { NeedsList } from '../sign-in/needs';
import { useWords } from '../words/use-words';
import type { ShownService } from './demands';

/** What a service with eID takes (N1 H10): card with the online function, own PIN, AusweisApp, phone or reader; and what it is for here. */
export function WhatEidNeeds({
  service,
  ways,
}: {
  readonly service: ShownService;
  readonly ways: readonly WayIn[];
}) {
  const words = useWords('service');
  const needs = choicesOf(ways)
    .flatMap(({ means }) => means)
    .find(({ means }) => means === 'eid')?.needs;
  if (needs === undefined) return null;
  return (
    <section aria-labelledby="eid" className="p-prose">
      <h2 className="kern-heading-large" id="eid">
        {words('eidNeeds')}
      </h2>
      <p>{words(service.eidPerApplication ? 'eidEach' : 'eidOnce')}</p>
      <NeedsList needs={needs} />
    </section>
  );
}
