import { UnitReader, UnreadableFile, type Closed, type XmlUnit } from './xml-units';

/** Something that the bank says of one debit, of a batch of them, or of money that we know nothing of. */
export interface Movement {
  /** In the file. */
  readonly line: number;
  /** `rejected`: it was never debited (pain.002). */
  readonly kind: 'in' | 'out' | 'returned' | 'rejected';
  /** Absent where the bank does not say. */
  readonly amountCents?: number;
  readonly endToEndId?: string;
  /** What the batch was called (PmtInfId). */
  readonly batch?: string;
  /** What the file was called (MsgId); of a rejection of all of it. */
  readonly file?: string;
  /** ISO 20022 code, e.g. `AC04`. */
  readonly reasonCode?: string;
  /** The bank's day. @format date */
  readonly bookedOn: string;
}

/** Where a file contradicts itself, or is not for us: nothing of it is booked. */
export interface StatementFault {
  readonly line: number;
  readonly what:
    | 'unreadable'
    | 'unknown-message'
    | 'account'
    | 'amount'
    | 'currency'
    | 'count'
    | 'sum'
    | 'balance'
    | 'too-many';
  readonly stated?: string;
  readonly found?: string;
}

/** A file of the bank as it was read. */
export interface BankFile {
  readonly kind: 'statement' | 'status';
  readonly movements: readonly Movement[];
  /** None where it may be booked. */
  readonly faults: readonly StatementFault[];
}

const messages: ReadonlyMap<string, BankFile['kind']> = new Map([
  ['camt.053.001.08', 'statement'],
  ['camt.053.001.02', 'statement'],
  ['pain.002.001.10', 'status'],
  ['pain.002.001.03', 'status'],
]);
const prefix = 'urn:iso:std:iso:20022:tech:xsd:';

const units = new Set([
  ...['Acct', 'Bal', 'TxsSummry', 'TxDtls', 'Ntry', 'Stmt'],
  ...['GrpHdr', 'OrgnlGrpInfAndSts', 'TxInfAndSts', 'OrgnlPmtInfAndSts'],
]);
/** Movements of one file: whatever has more comes in several. */
export const mostMovements = 100_000;
const mostFaults = 20;

/** Reads a file of the bank as it comes, and compares what it says with what it sums up. */
export class StatementReader {
  private readonly reader = new UnitReader(units);
  private readonly movements: Movement[] = [];
  private readonly faults: StatementFault[] = [];
  private sums = new StatementSums();
  private kind: BankFile['kind'] | undefined;
  private createdOn = '';
  private details = { count: 0, sum: 0, isWhole: true };
  private rejections = 0;
  private readonly texts = new Map<string, string>();

  /** @param iban of the city's account */
  constructor(private readonly iban: string) {}

  read(bytes: Uint8Array): void {
    if (this.isOver()) return;
    this.guarded(() => this.take(this.reader.read(bytes)));
  }

  end(): BankFile {
    if (!this.isOver()) this.guarded(() => this.take(this.reader.end()));
    if (this.kind === undefined && this.faults.length === 0)
      this.fault({ line: 1, what: 'unknown-message', stated: this.reader.namespace ?? '' });
    const { kind = 'statement', movements, faults } = this;
    return { kind, movements, faults };
  }

  private isOver(): boolean {
    return this.faults.length >= mostFaults || this.faults.some(({ what }) => what === 'unreadable');
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.fault({ line: error.line, what: 'unreadable', found: error.message });
    }
  }

  private fault(fault: StatementFault): void {
    if (this.faults.length < mostFaults) this.faults.push(fault);
  }

  private take(closed: readonly Closed[]): void {
    const namespace = this.reader.namespace;
    if (this.kind === undefined && namespace !== undefined) {
      this.kind = namespace.startsWith(prefix) ? messages.get(namespace.slice(prefix.length)) : undefined;
      if (this.kind === undefined && this.faults.length === 0)
        this.fault({ line: 1, what: 'unknown-message', stated: namespace.slice(0, 100) });
    }
    if (this.kind === undefined) return;
    for (const one of closed) this.unit(one);
  }

  private unit({ unit, around }: Closed): void {
    switch (unit.name) {
      case 'GrpHdr':
        this.createdOn = (unit.textAt('CreDtTm') ?? '').slice(0, 10);
        return;
      case 'Acct':
        if (around.at(-1)?.name === 'Stmt') this.account(unit);
        return;
      case 'Bal':
        return this.sums.balance(unit.textAt('Tp/CdOrPrtry/Cd'), this.signed(unit), unit.line);
      case 'TxsSummry':
        return this.sums.stated(unit);
      case 'TxDtls':
        return this.transaction(
          unit,
          around.findLast(({ name }) => name === 'Ntry'),
        );
      case 'Ntry':
        return this.entry(unit);
      case 'Stmt':
        for (const fault of this.sums.compare(unit.line)) this.fault(fault);
        this.sums = new StatementSums();
        return;
      case 'TxInfAndSts':
        if (unit.textAt('TxSts') === 'RJCT')
          this.rejection(unit, { endToEndId: unit.textAt('OrgnlEndToEndId') });
        return;
      case 'OrgnlPmtInfAndSts':
        if (unit.textAt('PmtInfSts') === 'RJCT' && this.rejections === 0)
          this.rejection(unit, { batch: unit.textAt('OrgnlPmtInfId') });
        this.rejections = 0;
        return;
      case 'OrgnlGrpInfAndSts':
        if (unit.textAt('GrpSts') === 'RJCT') this.rejection(unit, { file: unit.textAt('OrgnlMsgId') });
    }
  }

  private account(unit: XmlUnit): void {
    const found = unit.textAt('Id/IBAN')?.replaceAll(' ', '');
    if (found !== this.iban)
      this.fault({ line: unit.line, what: 'account', stated: this.iban, found: found ?? '' });
    this.sums.hasAccount = true;
  }

  private entry(unit: XmlUnit): void {
    const { count, sum, isWhole } = this.details;
    this.details = { count: 0, sum: 0, isWhole: true };
    if (!isBooked(unit)) return;
    const signed = this.signed(unit);
    this.sums.entry(signed);
    if (count === 0) this.movement(unit, unit, Math.abs(signed));
    else if (isWhole && sum !== Math.abs(signed))
      this.fault({ line: unit.line, what: 'sum', stated: money(Math.abs(signed)), found: money(sum) });
  }

  private transaction(unit: XmlUnit, entry: XmlUnit | undefined): void {
    if (entry === undefined || !isBooked(entry)) return;
    const amount = unit.find('Amt') ?? unit.find('AmtDtls/TxAmt/Amt');
    const amountCents =
      amount === undefined || (amount.currency ?? 'EUR') !== 'EUR' ? undefined : this.cents(amount);
    const { count, sum, isWhole } = this.details;
    this.details = {
      count: count + 1,
      sum: sum + (amountCents ?? 0),
      isWhole: isWhole && amountCents !== undefined,
    };
    this.movement(unit, entry, amountCents);
  }

  private movement(unit: XmlUnit, entry: XmlUnit, amountCents: number | undefined): void {
    const isOut = (unit.textAt('CdtDbtInd') ?? entry.textAt('CdtDbtInd')) === 'DBIT';
    const isReturn =
      unit.find('RtrInf') !== undefined || (entry.textAt('RvslInd') ?? unit.textAt('RvslInd')) === 'true';
    const endToEndId = unit.textAt('Refs/EndToEndId');
    const batch =
      unit.textAt('Refs/PmtInfId') ??
      entry.textAt('NtryDtls/Btch/PmtInfId') ??
      unit.textAt('NtryDtls/Btch/PmtInfId');
    this.add({
      line: unit.line,
      kind: isOut ? (isReturn ? 'returned' : 'out') : 'in',
      ...(amountCents !== undefined && { amountCents }),
      ...(endToEndId !== undefined && { endToEndId }),
      ...(batch !== undefined && { batch }),
      ...(isReturn && { reasonCode: reasonOf(unit.textAt('RtrInf/Rsn/Cd')) }),
      bookedOn: this.day(entry),
    });
  }

  private rejection(
    unit: XmlUnit,
    {
      endToEndId,
      batch,
      file,
    }: { endToEndId?: string | undefined; batch?: string | undefined; file?: string | undefined },
  ): void {
    this.rejections++;
    const amount = unit.find('OrgnlTxRef/Amt/InstdAmt');
    this.add({
      ...{ line: unit.line, kind: 'rejected', bookedOn: this.createdOn },
      reasonCode: reasonOf(unit.textAt('StsRsnInf/Rsn/Cd')),
      ...(amount !== undefined && { amountCents: this.cents(amount) }),
      ...(endToEndId !== undefined && { endToEndId }),
      ...(batch !== undefined && { batch }),
      ...(file !== undefined && { file }),
    });
  }

  private add(movement: Movement): void {
    if (this.movements.length < mostMovements) this.movements.push(this.detached(movement));
    else if (!this.faults.some(({ what }) => what === 'too-many'))
      this.fault({ line: movement.line, what: 'too-many', stated: String(mostMovements) });
  }

  /** With texts of its own: a part of a text holds all of the piece of the file that it was read from. */
  private detached(movement: Movement): Movement {
    const { endToEndId, batch, file, reasonCode, bookedOn } = movement;
    return {
      ...movement,
      ...(endToEndId !== undefined && { endToEndId: copied(endToEndId) }),
      ...(batch !== undefined && { batch: this.common(batch) }),
      ...(file !== undefined && { file: this.common(file) }),
      ...(reasonCode !== undefined && { reasonCode: this.common(reasonCode) }),
      bookedOn: this.common(bookedOn),
    };
  }

  /** One copy of what many movements have alike. */
  private common(text: string): string {
    const known = this.texts.get(text) ?? copied(text);
    this.texts.set(known, known);
    return known;
  }

  private day(entry: XmlUnit): string {
    const day = (entry.textAt('BookgDt/Dt') ?? entry.textAt('BookgDt/DtTm') ?? '').slice(0, 10);
    if (/^\d{4}-\d\d-\d\d$/.test(day)) return day;
    throw new UnreadableFile(entry.line, 'an entry has no day of booking');
  }

  /** Of an entry or a balance: out is negative. */
  private signed(unit: XmlUnit): number {
    const amount = unit.find('Amt');
    if (amount === undefined) throw new UnreadableFile(unit.line, 'an amount is missing');
    if (amount.currency !== 'EUR')
      this.fault({ line: amount.line, what: 'currency', stated: 'EUR', found: amount.currency ?? '' });
    const cents = this.cents(amount);
    return unit.textAt('CdtDbtInd') === 'DBIT' ? -cents : cents;
  }

  private cents(amount: XmlUnit): number {
    const cents = centsOf(amount.text);
    if (cents === undefined)
      this.fault({ line: amount.line, what: 'amount', found: amount.text.slice(0, 40) });
    return cents ?? 0;
  }
}

/** What a statement says of itself as a whole, and what its entries come to. Euro cents; out is negative. */
class StatementSums {
  hasAccount = false;
  private readonly found = { count: 0, credits: 0, creditCents: 0, debits: 0, debitCents: 0 };
  private readonly balances = new Map<string, number>();
  private summary: XmlUnit | undefined;

  entry(signed: number): void {
    this.found.count++;
    if (signed < 0) {
      this.found.debits++;
      this.found.debitCents -= signed;
    } else {
      this.found.credits++;
      this.found.creditCents += signed;
    }
  }

  balance(code: string | undefined, cents: number, _line: number): void {
    if (code !== undefined && !this.balances.has(code)) this.balances.set(code, cents);
  }

  stated(summary: XmlUnit): void {
    this.summary = summary;
  }

  *compare(line: number): Generator<StatementFault, void, undefined> {
    const { count, credits, creditCents, debits, debitCents } = this.found;
    if (!this.hasAccount) yield { line, what: 'account' };
    yield* this.counted('TtlNtries', count, creditCents + debitCents);
    yield* this.counted('TtlCdtNtries', credits, creditCents);
    yield* this.counted('TtlDbtNtries', debits, debitCents);
    const before = this.balances.get('OPBD') ?? this.balances.get('PRCD');
    const after = this.balances.get('CLBD');
    const expected = (before ?? 0) + creditCents - debitCents;
    if (before !== undefined && after !== undefined && expected !== after)
      yield { line, what: 'balance', stated: money(after), found: money(expected) };
  }

  private *counted(name: string, count: number, cents: number): Generator<StatementFault, void, undefined> {
    const total = this.summary?.find(name);
    if (total === undefined) return;
    const [number, sum] = [total.textAt('NbOfNtries'), total.textAt('Sum')];
    if (number !== undefined && number !== String(count))
      yield { line: total.line, what: 'count', stated: number, found: String(count) };
    if (sum !== undefined && centsOf(sum) !== cents)
      yield { line: total.line, what: 'sum', stated: sum, found: money(cents) };
  }
}

function copied(text: string): string {
  return Buffer.from(text).toString();
}

function isBooked(entry: XmlUnit): boolean {
  const status = entry.textAt('Sts/Cd') ?? entry.textAt('Sts');
  return status === 'BOOK';
}

/** Unknown reasons are kept as `MS03`: not specified. */
function reasonOf(code: string | undefined): string {
  return code !== undefined && /^[A-Z0-9]{4}$/.test(code) ? code : 'MS03';
}

/** A decimal of ISO 20022 in cents: never negative, never with a part of a cent; undefined for everything else. */
export function centsOf(text: string): number | undefined {
  const [, euros, cents = ''] = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(text.trim()) ?? [];
  return euros === undefined ? undefined : Number(euros) * 100 + Number(cents.padEnd(2, '0'));
}

function money(cents: number): string {
  return (cents / 100).toFixed(2);
}
