import serviceSchema from './service.schema.json';
import tenantSchema from './tenant.schema.json';

/** Every schema with a pattern that stands somewhere in a schema. */
function withPattern(schema: unknown): Record<string, unknown>[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = typeof (schema as Record<string, unknown>)['pattern'] === 'string' ? [schema] : [];
  return [...own, ...Object.values(schema).flatMap(withPattern)] as Record<string, unknown>[];
}

test('nobody who writes a file is shown a regular expression: each has words beside it', () => {
  const patterns = [serviceSchema, tenantSchema].flatMap(withPattern);
  expect(patterns.length).toBeGreaterThan(5);
  expect(patterns.filter(({ description }) => typeof description !== 'string')).toEqual([]);
});
