import type { Schema } from '#api-client';
import type { Language } from '../language';

/** A topic as a tile: what it is called, and a few of its services by name. */
export interface TopicTile {
  readonly key: string;
  readonly title: string;
  readonly examples: readonly string[];
}

/** As many names as a tile has room for. */
const mostExamples = 3;

/** The topics of a city with examples; one without services is no way to anything. */
export function topicsWithExamples(
  topics: readonly Schema<'Topic'>[],
  services: readonly Schema<'ListedService'>[],
  language: Language,
): TopicTile[] {
  return topics.flatMap(({ key, title }) => {
    const examples = services
      .filter((service) => service.topics.includes(key))
      .map((one) => one.title[language]);
    return examples.length === 0
      ? []
      : [{ key, title: title[language], examples: examples.slice(0, mostExamples) }];
  });
}
