import { agent, sums, type Collection } from './direct-debits';
import { decimal, element, nested, referenceOf, sepaText } from './xml-text';

/** Money that goes back to an account. */
export interface Transfer {
  readonly refundId: string;
  readonly amountCents: number;
  readonly holder: string;
  readonly iban: string;
  /** What the person reads on the statement. */
  readonly purpose: string;
}

/** What stands before the transfers. */
export interface TransferTotals {
  /** @format date */
  readonly executeOn: string;
  readonly count: number;
  readonly sumCents: number;
}

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/** Transfers for the bank, pain.001.001.09 (DFÜ agreement, annex 3), piece by piece. */
export async function* transferFile(
  { id, createdAt, creditor }: Collection,
  { executeOn, count, sumCents }: TransferTotals,
  transfers: AsyncIterable<Transfer>,
): AsyncGenerator<string, void, undefined> {
  const name = sepaText(creditor.creditorName, 70);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespace}"><CstmrCdtTrfInitn>`;
  yield element(
    'GrpHdr',
    element('MsgId', referenceOf(id)),
    element('CreDtTm', createdAt),
    ...sums(count, sumCents),
    nested('InitgPty/Nm', name),
  );
  yield '\n<PmtInf>';
  yield [
    element('PmtInfId', `${referenceOf(id)}-1`),
    element('PmtMtd', 'TRF'),
    element('BtchBookg', 'true'),
    ...sums(count, sumCents),
    nested('PmtTpInf/SvcLvl/Cd', 'SEPA'),
    nested('ReqdExctnDt/Dt', executeOn),
    nested('Dbtr/Nm', name),
    nested('DbtrAcct/Id/IBAN', creditor.iban),
    nested('DbtrAgt/FinInstnId', agent(creditor.bic)),
    element('ChrgBr', 'SLEV'),
  ].join('');
  for await (const transfer of transfers) yield `\n${transaction(transfer)}`;
  yield '\n</PmtInf>\n</CstmrCdtTrfInitn></Document>\n';
}

function transaction({ refundId, amountCents, holder, iban, purpose }: Transfer): string {
  return element(
    'CdtTrfTxInf',
    nested('PmtId/EndToEndId', referenceOf(refundId)),
    element('Amt', `<InstdAmt Ccy="EUR">${decimal(amountCents)}</InstdAmt>`),
    nested('Cdtr/Nm', sepaText(holder, 70)),
    nested('CdtrAcct/Id/IBAN', iban),
    nested('RmtInf/Ustrd', sepaText(`Erstattung ${purpose}`, 140)),
  );
}
