import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryPages, validateXML } from 'xmllint-wasm';

/** Messages of ISO 20022 whose schema lies beside the tests, as iso20022.org publishes it. */
export type Message = 'pain.008.001.08' | 'pain.001.001.09';

/** What the schema of a message says against a file; nothing where it is valid. */
export async function faultsOf(message: Message, xml: string): Promise<readonly string[]> {
  const schema = readFileSync(join(__dirname, 'schemas', `${message}.xsd`), 'utf8');
  const { errors } = await validateXML({
    xml: { fileName: 'file.xml', contents: xml },
    schema: { fileName: 'schema.xsd', contents: schema },
    maxMemoryPages: 512 * memoryPages.MiB,
  });
  return errors.map((error) => error.message);
}

/** One entry of a statement. */
export interface StatedEntry {
  readonly amount: string;
  readonly endToEndId?: string;
  readonly batch?: string;
  readonly direction?: 'CRDT' | 'DBIT';
  /** The entry gives a debit back, for this reason. */
  readonly returned?: string;
  readonly status?: string;
  readonly currency?: string;
}

/** A statement as banks write it, of which a part says otherwise. */
export function camt053(
  entries: readonly StatedEntry[],
  {
    version = '08',
    iban = 'DE07330500000000100719',
    summary = '',
    balances = '',
  }: { version?: '08' | '02'; iban?: string; summary?: string; balances?: string } = {},
): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt>`,
    '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-12-10T20:00:00Z</CreDtTm></GrpHdr>',
    `<Stmt><Id>S1</Id><Acct><Id><IBAN>${iban}</IBAN></Id></Acct>`,
    balances,
    summary,
    ...entries.map((entry) => entryOf(entry, version)),
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n');
}

function entryOf(
  { amount, endToEndId, batch, direction = 'CRDT', returned, status = 'BOOK', currency = 'EUR' }: StatedEntry,
  version: '08' | '02',
): string {
  const money = `<Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>`;
  const refs = endToEndId === undefined ? '' : `<Refs><EndToEndId>${endToEndId}</EndToEndId></Refs>`;
  const ofDetail =
    version === '08' ? money : `<AmtDtls><TxAmt><Amt Ccy="${currency}">${amount}</Amt></TxAmt></AmtDtls>`;
  const back = returned === undefined ? '' : `<RtrInf><Rsn><Cd>${returned}</Cd></Rsn></RtrInf>`;
  const detail = endToEndId === undefined ? '' : `<TxDtls>${refs}${ofDetail}${back}</TxDtls>`;
  const named = batch === undefined ? '' : `<Btch><PmtInfId>${batch}</PmtInfId></Btch>`;
  const state = version === '08' ? `<Sts><Cd>${status}</Cd></Sts>` : `<Sts>${status}</Sts>`;
  return `<Ntry>${money}${state}<BookgDt><Dt>2026-12-10</Dt></BookgDt><NtryDtls>${named}${detail}</NtryDtls></Ntry>`;
}

/** What a bank says of a collection: these debits were rejected, or a batch or the file of it as a whole. */
export function pain002(
  rejected: readonly string[],
  {
    version = '10',
    file = 'X',
    group = 'PART',
    batch = 'Y',
    batchStatus,
  }: { version?: '10' | '03'; file?: string; group?: string; batch?: string; batchStatus?: string } = {},
): string {
  return [
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>`,
    '<GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-12-09T12:00:00Z</CreDtTm></GrpHdr>',
    `<OrgnlGrpInfAndSts><OrgnlMsgId>${file}</OrgnlMsgId><GrpSts>${group}</GrpSts></OrgnlGrpInfAndSts>`,
    `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${batch}</OrgnlPmtInfId>`,
    ...(batchStatus === undefined ? [] : [`<PmtInfSts>${batchStatus}</PmtInfSts>`]),
    ...rejected.map(
      (id) =>
        `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>`,
    ),
    '</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>',
  ].join('\n');
}
