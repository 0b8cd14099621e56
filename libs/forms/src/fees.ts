import Big from 'big.js';
import { isObject, type Condition, type Form, type JsonObject, type LocalizedText } from './form';
import { placeOf } from './places';
import { conditionHolds, evaluateForm } from './rules';
import { valueAt } from './pointers';

/**
 * What a service costs, as data: computed on the server when it is submitted, and in a browser while somebody fills in the form, by this
 * one function. Amounts are integer euro cents; what a value is compared with is the evaluated form (what a rule hides costs nothing).
 */
export interface FeeRules {
  /** What it costs; with `items`, the least that it costs. */
  readonly amountCents: number;
  readonly note?: LocalizedText;
  /** Where the treasury books it (Haushaltsstelle); an item may name another one. */
  readonly accountingKey?: string;
  /** Tax within the amounts, in percent; 0 for sovereign acts. */
  readonly taxPercent?: number;
  /** What the fee is made of, where it depends on the form. Without: one item of `amountCents`. */
  readonly items?: readonly FeeItem[];
  readonly waivers?: readonly Waiver[];
}

/** One item: its price is exactly one of `cents`, `byChoice`, `byAmount`. */
export interface FeeItem {
  readonly key: string;
  readonly text: LocalizedText;
  /** The rule in words, e.g. `nach Tarifstelle 5a.1.1`. */
  readonly reason?: LocalizedText;
  readonly accountingKey?: string;
  readonly taxPercent?: number;
  /** Only then it is owed. */
  readonly when?: Condition;
  readonly cents?: number;
  /** A price for each value of a choice. */
  readonly byChoice?: {
    readonly scope: string;
    readonly cents: Readonly<Record<string, number>>;
    readonly otherwise?: number;
  };
  /** A price by the size of a number: the first step that is not exceeded. */
  readonly byAmount?: {
    readonly scope: string;
    readonly steps: readonly { readonly upTo: number; readonly cents: number }[];
    readonly above: number;
  };
  /** How many times: a whole number, or the entries of a list. */
  readonly quantity?: { readonly scope: string; readonly free?: number };
}

/** Under which condition nothing is owed, and why. */
export interface Waiver {
  readonly when: Condition;
  readonly reason: LocalizedText;
  /** Keys of the items; default: all. */
  readonly items?: readonly string[];
}

/** An item as it is owed (`OrderItem` of the contracts). */
export interface FeeLine {
  readonly key: string;
  readonly text: LocalizedText;
  readonly reason?: LocalizedText;
  readonly quantity: number;
  readonly unitCents: number;
  readonly totalCents: number;
  readonly taxPercent: number;
  /** Within `totalCents`. */
  readonly taxCents: number;
  readonly accountingKey: string;
}

/** Nobody asks for more of anything at once; what a form lets through beyond it is a mistake of its limits. */
const mostPieces = 10_000;
/** What an order may come to: the most that XBezahldienste carries. */
export const mostCents = 99_999_900;

/**
 * The lines of what is owed; none where nothing is. A waived line stays, with 0 and the reason.
 * @param data of the form, as it is filed
 * @throws RangeError for a sum that no payment carries
 */
export function feeOf(rules: FeeRules, form: Form, data: JsonObject): readonly FeeLine[] {
  const evaluated = evaluateForm(form, data).data;
  const holds = (condition: Condition) => conditionHolds(form, condition, evaluated);
  const lines = (rules.items ?? [onlyItem(rules)]).flatMap((item) => {
    if (item.when !== undefined && !holds(item.when)) return [];
    const quantity = quantityOf(item, evaluated);
    if (quantity === 0) return [];
    const waiver = rules.waivers?.find(
      ({ when, items }) => (items === undefined || items.includes(item.key)) && holds(when),
    );
    return [lineOf(item, rules, quantity, priceOf(item, evaluated), waiver)];
  });
  const total = sumOf(lines);
  if (total > mostCents) throw new RangeError(`a fee of ${total} cents is more than any payment carries`);
  return lines;
}

/** What lines come to, in cents. */
export function sumOf(lines: readonly Pick<FeeLine, 'totalCents'>[]): number {
  return lines.reduce((total, { totalCents }) => total + totalCents, 0);
}

function onlyItem({ amountCents, note }: FeeRules): FeeItem {
  const text = { de: 'Gebühr', en: 'Fee' };
  return { key: 'gebuehr', text, cents: amountCents, ...(note !== undefined && { reason: note }) };
}

function lineOf(
  item: FeeItem,
  rules: FeeRules,
  quantity: number,
  price: number,
  waiver: Waiver | undefined,
): FeeLine {
  const unitCents = waiver === undefined ? price : 0;
  const totalCents = unitCents * quantity;
  const reason = waiver?.reason ?? item.reason;
  const taxPercent = item.taxPercent ?? rules.taxPercent ?? 0;
  return {
    key: item.key,
    text: item.text,
    ...(reason !== undefined && { reason }),
    ...{ quantity, unitCents, totalCents, taxPercent, taxCents: taxWithin(totalCents, taxPercent) },
    accountingKey: item.accountingKey ?? rules.accountingKey ?? '',
  };
}

/** The tax that an amount contains, rounded to the cent. */
export function taxWithin(cents: number, percent: number): number {
  return new Big(cents)
    .times(percent)
    .div(100 + percent)
    .round(0, Big.roundHalfUp)
    .toNumber();
}

function priceOf({ cents, byChoice, byAmount }: FeeItem, data: JsonObject): number {
  if (cents !== undefined) return cents;
  if (byChoice !== undefined) {
    const value = at(byChoice.scope, data);
    const { cents: prices, otherwise = 0 } = byChoice;
    return typeof value === 'string' && Object.hasOwn(prices, value)
      ? (prices[value] ?? otherwise)
      : otherwise;
  }
  if (byAmount !== undefined) {
    const value = numberAt(byAmount.scope, data);
    return byAmount.steps.find(({ upTo }) => value.lte(upTo))?.cents ?? byAmount.above;
  }
  return 0;
}

function quantityOf({ quantity }: FeeItem, data: JsonObject): number {
  if (quantity === undefined) return 1;
  const value = at(quantity.scope, data);
  const pieces = Array.isArray(value)
    ? value.length
    : numberAt(quantity.scope, data).round(0, Big.roundUp).toNumber();
  return Math.min(Math.max(0, pieces - (quantity.free ?? 0)), mostPieces);
}

function at(scope: string, data: JsonObject): unknown {
  return valueAt({ place: placeOf(scope), items: [] }, data);
}

/** A number, or a decimal as text; what is neither is 0. */
function numberAt(scope: string, data: JsonObject): Big {
  const value = at(scope, data);
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,20})?$/.test(value));
  return isNumber && !isObject(value) ? new Big(value) : new Big(0);
}
