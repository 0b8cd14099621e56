import { parseArgs } from 'node:util';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import {
  compileForm,
  evaluateForm,
  isObject,
  reviewOf,
  saveErrors,
  submitErrors,
  type Form,
  type JsonObject,
  type WrittenField,
} from '#forms';
import { benchmark } from './benchmark';
import { keep, printFigures } from './figures';

/**
 * What a form of 60 fields costs: building blocks, half of them shown by a rule, decimals, money, a list with a sum.
 * Processor time, so that what else the machine does hardly counts. Ajv stands beside it for orientation: it makes code of a schema,
 * which a browser under the portal's policy may not run, and knows neither rules nor relations.
 *
 * npm run bench -- forms [--times 2000]
 */
const { values: options } = parseArgs({ options: { times: { type: 'string', default: '2000' } } });
const today = '2026-11-26';

/** Values that keep the pattern of a field, by its name. */
const samples: Readonly<Record<string, string>> = {
  postcode: '47051',
  houseNumber: '12 a',
  phone: '0203 283 0',
  chipNumber: '276098100000000',
  plate: 'DU-AB 1234',
};

benchmark(() => {
  const times = Number(options.times);
  const form = formOf60();
  const data = dataFor(form.schema) as JsonObject;
  const fields = count(data);
  const wrong = { ...data, kind: 'no kind', person: {}, shares: [{ share: 'x' }] };
  if (submitErrors(form, data, today).length > 0 || submitErrors(form, wrong, today).length === 0)
    throw new Error(`the form is not what it should be: ${JSON.stringify(submitErrors(form, data, today))}`);
  const ajv = addFormats(new Ajv2020({ allErrors: true, strict: false }));
  ajv.addFormat('iban', true);
  const validate = ajv.compile(form.schema);

  const took = (work: () => unknown) => processorTime(work, times);
  const submit = took(() => submitErrors(form, data, today));
  const figures = [
    { what: 'submitting: rules, schema, relations', value: submit, unit: ' µs', ceiling: 1_000 },
    {
      what: 'the same with errors, in words',
      value: took(() => submitErrors(form, wrong, today)),
      unit: ' µs',
    },
    { what: 'saving', value: took(() => saveErrors(form, data)), unit: ' µs' },
    { what: 'rules alone', value: took(() => evaluateForm(form, data)), unit: ' µs' },
    { what: 'review', value: took(() => reviewOf(form, data, 'de')), unit: ' µs' },
    { what: 'the schema alone, by Ajv', value: took(() => validate(data)), unit: ' µs' },
  ];
  console.log(`\na form with ${fields} values, ${times} times each`);
  printFigures(figures);
  return Promise.resolve(keep('forms', { fields, figures }));
});

/** Microseconds of processor time that one run takes, after as many that are not counted. */
function processorTime(work: () => unknown, times: number): number {
  for (let nth = 0; nth < times; nth += 1) work();
  const before = process.cpuUsage();
  for (let nth = 0; nth < times; nth += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

function formOf60(): Form {
  const label = { de: 'Feld', en: 'Field' };
  const blocks = ['address', 'bankAccount', 'contact', 'dog', 'person', 'vehicle'];
  const fields: WrittenField[] = [
    { name: 'kind', label, choice: { first: label, renewal: label } },
    ...blocks.map((block) => ({ block })),
    ...blocks.map((block) => ({ block, as: `${block}Before`, show: { kind: 'first' } })),
    ...Array.from({ length: 9 }, (_, nth) => ({ name: `size${nth}`, label, decimal: { places: 2 } })),
    ...Array.from({ length: 5 }, (_, nth) => ({ name: `cost${nth}`, label, money: {} })),
    {
      ...{ name: 'shares', label, repeat: { min: 1, max: 5, item: label } },
      fields: [{ name: 'share', label, decimal: { places: 2 } }],
    },
  ];
  const { form, problems } = compileForm({
    topics: [{ title: label, fields }],
    must: [{ sum: 'shares.share', is: 100 }],
  });
  if (form === undefined) throw new Error(JSON.stringify(problems));
  return form;
}

/** Right values for a schema. */
function dataFor(schema: JsonObject, name = ''): unknown {
  if (isObject(schema['properties']))
    return Object.fromEntries(
      Object.entries(schema['properties']).map(([one, field]) => [one, dataFor(field as JsonObject, one)]),
    );
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  if (schema['type'] === 'array') return [{ share: '33.33' }, { share: '33.33' }, { share: '33.34' }];
  if (schema['type'] === 'integer') return 123_450;
  if (schema['x-decimal'] !== undefined) return '1234.50';
  if (schema['format'] === 'date') return '2020-02-29';
  if (schema['format'] === 'email') return 'erika.mustermann@example.org';
  if (schema['format'] === 'iban') return 'DE02 1203 0000 0000 2020 51';
  return samples[name] ?? 'Müstermann';
}

function count(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + count(member), 0);
}
