import type { Step } from './steps';

type Words = (key: never, values?: Readonly<Record<string, string | number>>) => string;

/** What a step is called. @param words of the area `form` */
export function stepTitle(step: Pick<Step, 'kind' | 'title'>, service: string, words: Words): string {
  const say = words as (key: string) => string;
  switch (step.kind) {
    case 'page':
      return step.title ?? service;
    case 'documents':
      return say('documentsStep');
    case 'review':
      return say('reviewStep');
    case 'pay':
      return say('payStep');
  }
}

/** A count in words, as far as there are some: "zwei", "13". */
export function countInWords(count: number, words: Words): string {
  return (words as (key: string) => string)('numbers').split(' ')[count - 1] ?? String(count);
}
