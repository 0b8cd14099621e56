import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { ConfigurationFile, type Path } from './configuration-file';
import { compileForm, type Form, type WrittenForm } from '#forms';
import { checkForm } from './form-schema';
import serviceSchema from './service.schema.json';
import tenantSchema from './tenant.schema.json';
import type { Channel, OfficeContact, ServiceConfiguration, TenantConfiguration } from './types';

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  verbose: true,
});
addFormats(ajv);
const tenantFile = ajv.compile<TenantConfiguration>(tenantSchema);
/** A service as its file says it: the form may be written by topics. */
type WrittenService = Omit<ServiceConfiguration, 'form'> & { readonly form: Form | WrittenForm };
const serviceFile = ajv.compile<WrittenService>(serviceSchema);

/** The tenant that a file describes, or undefined when the file has problems. */
export function readTenantFile(file: ConfigurationFile): TenantConfiguration | undefined {
  const tenant = conforming(file, tenantFile);
  if (tenant === undefined) return undefined;
  reportRepeated(tenant.topics, ['topics'], 'key', (topic) => topic.key, file);
  reportRepeated(tenant.offices, ['offices'], 'key', (office) => office.key, file);
  return file.problems.length === 0 ? tenant : undefined;
}

/**
 * The service that a file describes, or undefined when the file has problems.
 * `tenant` is undefined when its own file is wrong: then references to it are not checked, the rest is.
 */
export function readServiceFile(
  file: ConfigurationFile,
  tenant: TenantConfiguration | undefined,
): ServiceConfiguration | undefined {
  const written = conforming(file, serviceFile);
  if (written === undefined) return undefined;
  const form = compiledForm(written.form, file);
  const service: ServiceConfiguration = { ...written, form };
  checkFee(service, file);
  reportRepeated(service.documents, ['documents'], 'key', (document) => document.key, file);
  if (service.levelOfAssurance !== 'none' && service.filing.signIn === 'optional') {
    file.report(
      ['filing', 'signIn'],
      `a service on level "${service.levelOfAssurance}" needs signIn: required`,
    );
  }
  if (tenant !== undefined) checkReferences(service, tenant, file);
  return file.problems.length === 0 ? service : undefined;
}

/** The form as it is stored; an empty one where it has problems, which are reported. */
function compiledForm(written: Form | WrittenForm, file: ConfigurationFile): Form {
  if (!('topics' in written)) {
    checkForm(written, ['form'], file);
    return written;
  }
  const { form, problems } = compileForm(written);
  for (const { path, reason } of problems) file.report(['form', ...path], reason);
  if (form === undefined) return noForm;
  checkForm(form, ['form'], file);
  return form;
}

const noForm: Form = { schema: {}, uiSchema: { type: 'VerticalLayout' } };

function checkFee({ fee }: ServiceConfiguration, file: ConfigurationFile): void {
  if (fee.payment === 'none' && fee.amountCents > 0) {
    file.report(
      ['fee', 'payment'],
      `a fee of ${fee.amountCents} cents has to be paid; say when, or set amountCents: 0`,
    );
  }
  if (fee.payment !== 'none' && fee.amountCents === 0) {
    file.report(
      ['fee', 'amountCents'],
      `payment "${fee.payment}" needs an amount above 0; a free service has payment: none`,
    );
  }
}

const contactOfChannel = {
  post: 'postalAddress',
  email: 'email',
  phone: 'phone',
  'in-person': 'visitingAddress',
} as const satisfies Record<Exclude<Channel, 'online'>, keyof OfficeContact>;

function checkReferences(
  service: ServiceConfiguration,
  tenant: TenantConfiguration,
  file: ConfigurationFile,
): void {
  const topics = tenant.topics.map((topic) => topic.key);
  for (const [index, topic] of service.topics.entries()) {
    if (!topics.includes(topic)) {
      file.report(['topics', index], `tenant.yaml has no topic "${topic}"; it has ${topics.join(', ')}`);
    }
  }
  const office = tenant.offices.find((candidate) => candidate.key === service.office);
  if (office === undefined) {
    const known = tenant.offices.map((candidate) => candidate.key).join(', ');
    file.report(['office'], `tenant.yaml has no office "${service.office}"; it has ${known}`);
    return;
  }
  for (const [index, channel] of service.channels.entries()) {
    if (channel !== 'online' && office.contact[contactOfChannel[channel]] === undefined) {
      const missing = contactOfChannel[channel];
      file.report(
        ['channels', index],
        `office "${office.key}" has no ${missing} in tenant.yaml, so "${channel}" leads nowhere`,
      );
    }
  }
}

/** Reports every entry whose value an earlier entry has too. */
export function reportRepeated<Entry>(
  entries: readonly Entry[],
  at: Path,
  field: string,
  valueOf: (entry: Entry) => string,
  file: ConfigurationFile,
): void {
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const value = valueOf(entry);
    if (seen.has(value)) file.report([...at, index, field], `"${value}" stands here twice; keys are unique`);
    seen.add(value);
  }
}

function conforming<Content>(
  file: ConfigurationFile,
  validate: ValidateFunction<Content>,
): Content | undefined {
  if (file.problems.length > 0) return undefined;
  if (validate(file.content)) return file.content;
  for (const error of validate.errors ?? []) {
    // "if" only repeats what its "then" already says.
    if (error.keyword !== 'if') file.report(pathOf(error.instancePath), reasonOf(error));
  }
  return undefined;
}

function reasonOf(error: ErrorObject): string {
  const { keyword, params, message = 'is wrong' } = error;
  const found = typeof error.data === 'object' ? '' : `, not ${JSON.stringify(error.data)}`;
  const help = (error.parentSchema as { description?: string } | undefined)?.description;
  const purpose = help === undefined || keyword === 'required' ? '' : ` (${help})`;
  switch (keyword) {
    case 'additionalProperties':
      return `the field "${String(params['additionalProperty'])}" is unknown; is it a slip of the pen?`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}${found}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}${found}`;
    case 'contains':
      return 'must contain "online": a listed service can be applied for online';
    default:
      return `${message}${found}${purpose}`;
  }
}

function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
