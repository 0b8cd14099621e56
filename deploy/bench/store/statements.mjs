// @ts-check
import { appendStatement } from '../../../dist/libs/event-sourcing/src/append-statement.js';
import { readStreamText } from '../../../dist/libs/event-sourcing/src/rows.js';
import { columns, openCases } from './subject.mjs';

/** The very statements that the store sends. @returns {{ appendText: string, readText: string }} */
export function statements() {
  const { text } = appendStatement({
    events: 1,
    rows: [{ table: openCases, columns, row: {} }],
    keepsAnswer: false,
  });
  return { appendText: text, readText: readStreamText };
}
