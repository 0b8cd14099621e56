import type { KeywordDefinition } from 'ajv';
import { canonicalJson } from './canonical-json';

/**
 * JSON Schema's `uniqueItems`, with work that grows as the list does: Ajv's own compares every item with every other one.
 * Two items are the same when their JSON is, whatever the order of their members (JSON Schema, core, 4.2.2).
 */
export const uniqueItems: KeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must NOT have duplicate items' },
  validate: (wanted: boolean, items: readonly unknown[]) => {
    if (!wanted) return true;
    const plain = new Set<unknown>();
    const composed = new Set<string>();
    for (const item of items) {
      if (typeof item === 'object' && item !== null) composed.add(canonicalJson(item));
      else plain.add(item);
    }
    return plain.size + composed.size === items.length;
  },
};
