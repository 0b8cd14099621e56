import { globSync, readFileSync } from 'node:fs';
import purgeCss from '@fullhuman/postcss-purgecss';

/** It is a function of CommonJS, which its types do not say. */
const purged = /** @type {typeof purgeCss.default} */ (/** @type {unknown} */ (purgeCss));

/** A class that is put together: `kern-btn--${weight}`. What is put behind it is a word somewhere in the sources. */
const joined = /([\w-]+(?:--|__))\$\{/g;
const word = /[\w-]+/g;

/**
 * Leaves of a style sheet what the sources of pages name; KERN comes whole, with three times as much as is used. A class that is put
 * together must have its last part in one word of the sources.
 * @param {readonly string[]} sources patterns of files: full paths
 * @returns {import('postcss').AcceptedPlugin}
 * @throws Error where the patterns find nothing
 */
export function usedStyles(sources) {
  const files = globSync([...sources]);
  if (files.length === 0) throw new Error(`there is nothing at ${sources.join(', ')}`);
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const words = new Set(text.match(word));
  const prefixes = new Set(Array.from(text.matchAll(joined), ([, prefix]) => prefix));
  const names = [...words, ...[...prefixes].flatMap((prefix) => [...words].map((one) => `${prefix}${one}`))];
  return purged({
    content: [{ raw: text, extension: 'tsx' }],
    defaultExtractor: () => names,
    // Texts of cities and of services bring elements that no source names; and what is only in a state, such as `:is(…):not(…)`,
    // would be taken for something without a name.
    safelist: { standard: [/^[a-z][a-z0-9]*$/, /^:/] },
    variables: true,
  });
}
