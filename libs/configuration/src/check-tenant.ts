import type { ErrorObject } from 'ajv/dist/2020';
import { ConfigurationFile, type Path } from './configuration-file';
import { ajv, conforming } from './conforming';
import {
  compileFee,
  compileForm,
  isObject,
  type CompiledForm,
  type Form,
  type WrittenFee,
  type WrittenForm,
} from '#forms';
import { contrastOf, leastContrast } from './contrast';
import { checkForm } from './form-schema';
import { logoProblem } from './logo';
import { isAtLeast, meansLevels } from './means';
import { offeredPaymentMethods } from './payment';
import { brokenReferences } from './references';
import serviceSchema from './service.schema.json';
import tenantSchema from './tenant.schema.json';
import type { ServiceConfiguration, SignInMethod, TenantConfiguration } from './types';

const tenantFile = ajv.compile<TenantConfiguration>(tenantSchema);
/** A service as its file says it: the form may be written by topics. */
type WrittenService = Omit<ServiceConfiguration, 'form' | 'fee'> & {
  readonly form: Form | WrittenForm;
  readonly fee: WrittenFee & Pick<ServiceConfiguration['fee'], 'payment'>;
};
const serviceFile = ajv.compile<WrittenService>(serviceSchema);

/** The tenant that a file describes, or undefined when the file has problems. */
export function readTenantFile(file: ConfigurationFile): TenantConfiguration | undefined {
  const tenant = conforming(file, tenantFile);
  if (tenant === undefined) return undefined;
  reportRepeated(tenant.topics, ['topics'], 'key', (topic) => topic.key, file);
  reportRepeated(tenant.offices, ['offices'], 'key', (office) => office.key, file);
  for (const site of ['portal', 'backoffice'] as const) {
    for (const [index, host] of tenant.hosts[site].entries())
      if (!URL.canParse(`https://${host}`)) file.report(['hosts', site, index], `"${host}" is no host name`);
  }
  checkWaysIn(tenant, file);
  checkMethods(tenant, file);
  checkLook(tenant, file);
  for (const [value, office] of Object.entries(tenant.staff?.offices?.values ?? {})) {
    if (!tenant.offices.some(({ key }) => key === office))
      file.report(['staff', 'offices', 'values', value], `there is no office "${office}" in this file`);
  }
  const { notice } = tenant;
  if (notice?.from !== undefined && Date.parse(notice.until ?? notice.from) < Date.parse(notice.from)) {
    file.report(['notice', 'until'], `ends at ${notice.until}, before it begins at ${notice.from}`);
  }
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
  const isReference = ({ keyword, instancePath }: ErrorObject) =>
    tenant !== undefined && keyword === 'pattern' && /^\/(office|topics\/\d+)$/.test(instancePath);
  const written = conforming(file, serviceFile, isReference);
  if (tenant !== undefined && isObject(file.content)) {
    for (const { path, reason } of brokenReferences(file.content, tenant)) file.report(path, reason);
  }
  if (written === undefined) {
    checkFormAlone(file);
    return undefined;
  }
  const { form, names } = compiledForm(written.form, file);
  const service: ServiceConfiguration = { ...written, form, fee: compiledFee(written.fee, names, file) };
  checkFee(service, file);
  if (tenant !== undefined) checkPayable(service, tenant, file);
  reportRepeated(service.documents, ['documents'], 'key', (document) => document.key, file);
  checkPages(service, file);
  checkProofOfIdentity(service, file);
  if (service.validFrom !== undefined && (service.validUntil ?? service.validFrom) < service.validFrom) {
    file.report(['validUntil'], `ends on ${service.validUntil}, before it begins on ${service.validFrom}`);
  }
  return file.problems.length === 0 ? service : undefined;
}

/** A way in needs its settings, and a page that leads to BundID names whom to ask about the account there (W17b). */
function checkWaysIn(
  { signInMethods, bundid, servicekontoNrw, support }: TenantConfiguration,
  file: ConfigurationFile,
): void {
  const missing = (method: SignInMethod, field: string, isMissing: boolean) => {
    if (signInMethods.includes(method) && isMissing)
      file.report(['signInMethods', signInMethods.indexOf(method)], `"${method}" needs the field "${field}"`);
  };
  missing('bundid', 'bundid', bundid === undefined);
  missing('bundid', 'support.bundid', support.bundid === undefined);
  missing('servicekonto-nrw', 'servicekontoNrw', servicekontoNrw === undefined);
}

/** The city's colours can be read by everybody, and its sign does nothing but be seen. */
function checkLook({ colours, logo }: TenantConfiguration, file: ConfigurationFile): void {
  const { primary, onPrimary } = colours;
  const readable = (field: keyof typeof colours, on: string, contrast: number) => {
    if (contrast >= leastContrast) return;
    const shown = (Math.floor(contrast * 10) / 10).toFixed(1);
    const reason = `"${colours[field]}" on ${on} has a contrast of ${shown}:1, and text needs ${leastContrast}:1`;
    file.report(['colours', field], `${reason}; choose a darker or lighter one`);
  };
  readable('primary', 'white', contrastOf(primary, '#ffffff'));
  readable('onPrimary', `"${primary}"`, contrastOf(onPrimary, primary));
  const problem = logo === undefined ? undefined : logoProblem(logo);
  if (problem !== undefined) file.report(['logo'], problem);
}

/** What a service demands of who files has to be possible at all, whatever the city offers. */
function checkProofOfIdentity(service: ServiceConfiguration, file: ConfigurationFile): void {
  const { levelOfAssurance, means = [], eidPerApplication, signatureOnPaper, filing } = service;
  if (levelOfAssurance !== 'none' && filing.signIn !== 'required')
    file.report(['filing', 'signIn'], `a service on level "${levelOfAssurance}" needs signIn: required`);
  for (const [index, one] of means.entries()) {
    if (!isAtLeast(meansLevels[one], levelOfAssurance))
      file.report(
        ['means', index],
        `"${one}" reaches level "${meansLevels[one]}" at most, and the service needs "${levelOfAssurance}"`,
      );
  }
  if (means.length > 0 && filing.signIn !== 'required')
    file.report(['filing', 'signIn'], 'a service that takes certain means only needs signIn: required');
  if (eidPerApplication && filing.signIn !== 'required')
    file.report(['filing', 'signIn'], 'a service with eidPerApplication needs signIn: required');
  if (signatureOnPaper && (levelOfAssurance === 'high' || eidPerApplication))
    file.report(
      ['signatureOnPaper'],
      'who has proven their identity on level "high" signs nothing on paper (law 3), and this service files no other applications; leave it out',
    );
}

/** What is wrong elsewhere in a file does not hide what is wrong with its form. */
function checkFormAlone(file: ConfigurationFile): void {
  const form = isObject(file.content) ? file.content['form'] : undefined;
  if (isObject(form) && !file.problems.some(({ pointer }) => pointer.startsWith('/form')))
    compiledForm(form as unknown as Form | WrittenForm, file);
}

/** The form as it is stored; an empty one where it has problems, which are reported. */
function compiledForm(
  written: Form | WrittenForm,
  file: ConfigurationFile,
): { readonly form: Form; readonly names?: CompiledForm['names'] } {
  if (!('topics' in written)) {
    checkForm(written, ['form'], file);
    return { form: written };
  }
  const { form, problems, names } = compileForm(written);
  for (const { path, reason } of problems) file.report(['form', ...path], reason);
  if (form === undefined) return { form: noForm };
  checkForm(form, ['form'], file);
  return { form, ...(names !== undefined && { names }) };
}

/** The fee as it is stored and computed. Where the form has problems, nobody can say whether it names what is there. */
function compiledFee(
  { payment, ...written }: WrittenService['fee'],
  names: CompiledForm['names'],
  file: ConfigurationFile,
): ServiceConfiguration['fee'] {
  const { fee, problems } = compileFee(written, names);
  if (!file.problems.some(({ pointer }) => pointer.startsWith('/form')))
    for (const { path, reason } of problems) file.report(['fee', ...path], reason);
  return { ...fee, payment };
}

const noForm: Form = { schema: {}, uiSchema: { type: 'VerticalLayout' } };

/** What has no pages before somebody lays it out. */
const withoutPages: ReadonlySet<string> = new Set(['docx', 'xlsx', 'odt', 'ods', 'zip']);

/** A limit that does not hold for what the service takes is none. */
function checkPages({ documents }: ServiceConfiguration, file: ConfigurationFile): void {
  for (const [index, { maxPages, types = [] }] of documents.entries()) {
    const uncounted = types.find((type) => maxPages !== undefined && withoutPages.has(type));
    if (uncounted !== undefined) {
      file.report(
        ['documents', index, 'maxPages'],
        `the pages of "${uncounted}" cannot be counted: take the type or maxPages away`,
      );
    }
  }
}

function checkFee({ fee }: ServiceConfiguration, file: ConfigurationFile): void {
  reportRepeated(fee.items ?? [], ['fee', 'items'], 'key', ({ key }) => key, file);
  if (fee.payment === 'none' && fee.amountCents > 0) {
    file.report(
      ['fee', 'payment'],
      `a fee of ${fee.amountCents} cents has to be paid; say when, or set amountCents: 0`,
    );
  }
  if (fee.payment === 'none' && fee.items !== undefined)
    file.report(['fee', 'items'], 'what has a price has to be paid; say when, or take the items away');
  if (fee.payment !== 'none' && fee.amountCents === 0 && fee.items === undefined) {
    file.report(
      ['fee', 'amountCents'],
      `payment "${fee.payment}" needs an amount above 0; a free service has payment: none`,
    );
  }
}

/** A fee that nobody could pay, today or ever. */
function checkPayable(
  { key: serviceKey, fee, renderedAtOnce = false }: ServiceConfiguration,
  { payment }: TenantConfiguration,
  file: ConfigurationFile,
): void {
  if (fee.payment === 'none') return;
  const today = new Date().toISOString().slice(0, 10);
  const toBePaid = { serviceKey, amountCents: fee.amountCents, renderedAtOnce };
  if (payment === undefined)
    file.report(['fee', 'payment'], 'nobody could pay it: tenant.yaml says nothing of payment');
  else if (offeredPaymentMethods(payment, toBePaid, today).length === 0)
    file.report(['fee', 'payment'], `nobody could pay it: no method of tenant.yaml is offered for it today`);
}

/** Each method leads somewhere. */
function checkMethods({ payment }: TenantConfiguration, file: ConfigurationFile): void {
  for (const [index, { key, provider, validFrom, validUntil, minCents, maxCents }] of (
    payment?.methods ?? []
  ).entries()) {
    const at = ['payment', 'methods', index] as const;
    const providers = Object.keys(payment?.providers ?? {});
    if (key === 'direct-debit') {
      if (provider !== undefined)
        file.report([...at, 'provider'], 'a direct debit has none: the treasury collects it; leave it out');
      if (payment?.directDebit === undefined)
        file.report([...at, 'key'], '"direct-debit" needs the field "payment.directDebit"');
    } else if (provider === undefined || !providers.includes(provider)) {
      const named = provider === undefined ? 'a provider is missing' : `there is no provider "${provider}"`;
      file.report(
        [...at, ...(provider === undefined ? [] : ['provider'])],
        `${named}; there are ${providers.join(', ')}`,
      );
    }
    if (validFrom !== undefined && (validUntil ?? validFrom) < validFrom)
      file.report([...at, 'validUntil'], `ends on ${validUntil}, before it begins on ${validFrom}`);
    if (minCents !== undefined && (maxCents ?? minCents) < minCents)
      file.report([...at, 'maxCents'], `is less than minCents`);
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
