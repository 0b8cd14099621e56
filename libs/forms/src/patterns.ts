import { RE2JS } from 're2js';

/** Something that texts are held against. */
export interface TextPattern {
  readonly test: (text: string) => boolean;
}

/** Longest text that is held against a pattern; no form holds a longer one. */
const longestText = 20_000;

const read = new Map<string, TextPattern>();

/**
 * A pattern of a form, as an automaton that takes every character of a text once: no pattern that somebody writes and no text that
 * somebody types can make it take longer. Patterns that look around or back cannot be read that way; forms that were stored with one
 * keep JavaScript's own way of reading it, new ones are refused ({@link patternProblem}).
 */
export function textPattern(pattern: string): TextPattern {
  const known = read.get(pattern);
  if (known !== undefined) return known;
  const made = bounded(automaton(pattern) ?? new RegExp(pattern, 'u'));
  read.set(pattern, made);
  return made;
}

function bounded(expression: TextPattern): TextPattern {
  return { test: (text) => text.length <= longestText && expression.test(text) };
}

function automaton(pattern: string): TextPattern | undefined {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch {
    return undefined;
  }
}

/** Why a form may not use this pattern, and what to write instead; undefined when it may. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `this is no pattern: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (automaton(pattern) !== undefined) return undefined;
  return 'a pattern looks neither ahead, behind nor back at what it has found ((?=…), (?<=…), \\1), as that can take forever; say it with alternatives';
}
