import { decimal, element, nested, referenceOf, sepaText } from './xml-text';

/** Who collects. */
export interface Creditor {
  readonly creditorName: string;
  readonly iban: string;
  readonly bic?: string;
}

/** The head of a collection file. */
export interface Collection {
  readonly id: string;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  readonly creditor: Creditor;
}

/** One account to be debited. */
export interface Debit {
  readonly attemptId: string;
  readonly amountCents: number;
  readonly mandateReference: string;
  /** When the mandate was given. @format date */
  readonly signedOn: string;
  readonly creditorId: string;
  readonly holder: string;
  readonly iban: string;
  /** What the person reads on the statement. */
  readonly purpose: string;
}

/** The debits of one due day. */
export interface DueDay {
  /** @format date */
  readonly dueOn: string;
  readonly count: number;
  readonly sumCents: number;
}

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08';

/**
 * A collection of one-off core debits for the bank, pain.008.001.08 (DFÜ agreement, annex 3), piece by piece: the sums stand before
 * the debits, so they are given before.
 * @param days in their order; each is one batch
 * @param debitsOf those of a day, as many as it says
 */
export async function* directDebitFile(
  { id, createdAt, creditor }: Collection,
  days: readonly DueDay[],
  debitsOf: (dueOn: string) => AsyncIterable<Debit>,
): AsyncGenerator<string, void, undefined> {
  const count = days.reduce((all, day) => all + day.count, 0);
  const sumCents = days.reduce((all, day) => all + day.sumCents, 0);
  const name = sepaText(creditor.creditorName, 70);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespace}"><CstmrDrctDbtInitn>`;
  yield element(
    'GrpHdr',
    element('MsgId', referenceOf(id)),
    element('CreDtTm', createdAt),
    ...sums(count, sumCents),
    nested('InitgPty/Nm', name),
  );
  for (const [index, day] of days.entries()) {
    yield `\n<PmtInf>`;
    yield [
      element('PmtInfId', batchReference(id, index)),
      element('PmtMtd', 'DD'),
      element('BtchBookg', 'true'),
      ...sums(day.count, day.sumCents),
      element(
        'PmtTpInf',
        nested('SvcLvl/Cd', 'SEPA'),
        nested('LclInstrm/Cd', 'CORE'),
        element('SeqTp', 'OOFF'),
      ),
      element('ReqdColltnDt', day.dueOn),
      nested('Cdtr/Nm', name),
      nested('CdtrAcct/Id/IBAN', creditor.iban),
      nested('CdtrAgt/FinInstnId', agent(creditor.bic)),
      element('ChrgBr', 'SLEV'),
    ].join('');
    for await (const debit of debitsOf(day.dueOn)) yield `\n${transaction(debit)}`;
    yield '\n</PmtInf>';
  }
  yield '\n</CstmrDrctDbtInitn></Document>\n';
}

/** What a batch of a file is called; the bank may book it as one. @param index of the due day */
export function batchReference(id: string, index: number): string {
  return `${referenceOf(id)}-${index + 1}`;
}

function transaction(debit: Debit): string {
  const scheme = element('Othr', element('Id', debit.creditorId), nested('SchmeNm/Prtry', 'SEPA'));
  return element(
    'DrctDbtTxInf',
    nested('PmtId/EndToEndId', referenceOf(debit.attemptId)),
    `<InstdAmt Ccy="EUR">${decimal(debit.amountCents)}</InstdAmt>`,
    element(
      'DrctDbtTx',
      element(
        'MndtRltdInf',
        element('MndtId', sepaText(debit.mandateReference, 35)),
        element('DtOfSgntr', debit.signedOn),
      ),
      nested('CdtrSchmeId/Id/PrvtId', scheme),
    ),
    nested('DbtrAgt/FinInstnId', agent()),
    nested('Dbtr/Nm', sepaText(debit.holder, 70)),
    nested('DbtrAcct/Id/IBAN', debit.iban),
    nested('RmtInf/Ustrd', sepaText(debit.purpose, 140)),
  );
}

/** Within SEPA the IBAN says which bank it is. */
export function agent(bic?: string): string {
  return bic === undefined ? nested('Othr/Id', 'NOTPROVIDED') : element('BICFI', bic);
}

/** How many there are and how much they are together, by which banks check a file. */
export function sums(count: number, sumCents: number): readonly string[] {
  return [element('NbOfTxs', String(count)), element('CtrlSum', decimal(sumCents))];
}
