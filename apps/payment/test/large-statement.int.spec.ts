import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { eventually, tokenFor } from '#testing';
import type { BankStatementDetailView, BankStatementView } from '../src/http/bank-statements.controller';
import { mostMovements } from '../src/sepa/statement';
import { camt053 } from './bank-files';
import { staff, startPayment, type RunningPayment } from './running-payment';

/** The head of a statement, one of its entries, and its end. */
const [head = '', foot = ''] = camt053([{ amount: '1.00' }]).split(/<Ntry>.*<\/Ntry>/);
/** Of another business of the account, with as much text as a file of the largest size has room for. */
const entry = (nth: number, text: number) =>
  `<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-12-10</Dt></BookgDt>` +
  `<NtryDtls><TxDtls><Refs><EndToEndId>${String(nth).padStart(35, 'R')}</EndToEndId></Refs>` +
  `<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>${'x'.repeat(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`;

test('a file of 60 MB with 100,000 movements is read in a heap that has no room for it', () => {
  const program = `
    const { StatementReader } = require(${JSON.stringify(resolve('dist/apps/payment/src/sepa/statement.js'))});
    const entry = ${entry.toString()};
    const reader = new StatementReader('DE07330500000000100719');
    let bytes = 0;
    const take = (text) => { const piece = Buffer.from(text); bytes += piece.length; reader.read(piece); };
    take(${JSON.stringify(head)});
    for (let nth = 0; nth < ${mostMovements}; nth += 1) take(entry(nth, 280));
    take(${JSON.stringify(foot)});
    const { movements, faults } = reader.end();
    const { endToEndId } = movements.at(-1);
    console.log(JSON.stringify({ movements: movements.length, endToEndId, faults, megabytes: Math.floor(bytes / 1e6) }));`;
  const heap = ['--max-old-space-size=32', '--max-semi-space-size=2'];
  const { stdout, stderr } = spawnSync(process.execPath, [...heap, '-e', program], { encoding: 'utf8' });
  expect([JSON.parse(stdout || '{}'), stderr]).toEqual([
    {
      ...{ movements: mostMovements, endToEndId: '99999'.padStart(35, 'R'), faults: [] },
      megabytes: expect.any(Number),
    },
    '',
  ]);
  expect((JSON.parse(stdout) as { megabytes: number }).megabytes).toBeGreaterThan(55);
});

describe('the service', () => {
  const some = 3_000;
  let payment: RunningPayment;
  beforeAll(async () => void (payment = await startPayment()));
  afterAll(() => payment.stop());

  test('books a file of many movements to its end, whether its bringer waits or not, and each is there', async () => {
    const treasury = { ...staff('treasury'), tenant: 'wuppertal' };
    const lines = Array.from({ length: some }, (_, nth) => entry(nth, 0));
    const answer = await fetch(`${payment.url}/backoffice/bank-statements`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${await tokenFor(payment.keys, treasury)}` },
        ...{ 'idempotency-key': randomUUID(), 'content-type': 'application/xml' },
      },
      body: head + lines.join('') + foot,
    });
    expect(answer.status).toBe(201);
    const { id, entries } = (await answer.json()) as BankStatementView;
    expect(entries).toBe(some);
    const path = `/backoffice/bank-statements/${id}`;
    const booked = await eventually(
      'the booking of the file',
      async () => {
        const found = (await (await payment.send('GET', path, treasury)).json()) as BankStatementDetailView;
        return found.bookedAt !== undefined && found;
      },
      60_000,
    );
    expect(booked).toMatchObject({ booked: 0, returned: 0, unmatched: some });
    const last = await payment.send('GET', `${path}?after=${some - 1}`, treasury);
    expect(((await last.json()) as BankStatementDetailView).waiting).toMatchObject([
      { place: some, reason: 'unknown', amountCents: 100 },
    ]);
  }, 70_000);
});
