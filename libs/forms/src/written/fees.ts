import type { FeeItem, FeeRules, Waiver } from '../fees';
import type { LocalizedText } from '../form';
import { meant } from '../nearest';
import { item, scopeOf } from '../places';
import { conditionOf } from './conditions';
import type { FieldNode } from './field-tree';
import type { Names } from './names';
import { valueLabelsOf } from './value-schema';
import type { FormProblem, When, WrittenPath } from './written-form';

/** A fee as a service file says it: conditions and fields by their names, as in the form beside it. */
export interface WrittenFee extends Omit<FeeRules, 'items' | 'waivers'> {
  readonly items?: readonly WrittenFeeItem[];
  readonly waivers?: readonly {
    readonly when: When;
    readonly reason: LocalizedText;
    readonly items?: readonly string[];
  }[];
}

interface WrittenFeeItem extends Omit<FeeItem, 'when' | 'byChoice' | 'byAmount' | 'quantity'> {
  readonly when?: When;
  readonly byChoice?: {
    readonly field: string;
    readonly cents: Readonly<Record<string, number>>;
    readonly otherwise?: number;
  };
  readonly byAmount?: {
    readonly field: string;
    readonly steps: readonly { readonly upTo: number; readonly cents: number }[];
    readonly above: number;
  };
  readonly quantity?: { readonly field: string; readonly free?: number };
}

/**
 * The fee as it is stored and computed, and what is wrong with it.
 * @param names of the form's fields; without (a form that is written as schemas) nothing can be named
 */
export function compileFee(
  written: WrittenFee,
  names: Names | undefined,
): { readonly fee: FeeRules; readonly problems: readonly FormProblem[] } {
  const problems: FormProblem[] = [];
  const { items: writtenItems, waivers: writtenWaivers, ...rest } = written;
  if (writtenItems === undefined && writtenWaivers === undefined) return { fee: rest, problems };
  if (names === undefined) {
    const path = [writtenItems === undefined ? 'waivers' : 'items'];
    const reason = 'a fee that depends on the form needs a form that is written by topics';
    return { fee: rest, problems: [{ path, reason }] };
  }
  const compiler = new FeeCompiler(names, (path, reason) => void problems.push({ path, reason }));
  const items = writtenItems?.map((one, index) => compiler.item(one, ['items', index]));
  const waivers = writtenWaivers?.map((one, index) =>
    compiler.waiver(one, writtenItems?.map(({ key }) => key) ?? [], ['waivers', index]),
  );
  return { fee: { ...rest, ...(items && { items }), ...(waivers && { waivers }) }, problems };
}

class FeeCompiler {
  constructor(
    private readonly names: Names,
    private readonly report: (path: WrittenPath, reason: string) => void,
  ) {}

  item({ when, byChoice, byAmount, quantity, ...rest }: WrittenFeeItem, at: WrittenPath): FeeItem {
    const prices = [rest.cents, byChoice, byAmount].filter((price) => price !== undefined);
    if (prices.length !== 1) this.report(at, 'an item has exactly one of cents, byChoice and byAmount');
    return {
      ...rest,
      ...(when !== undefined && { when: this.#condition(when, [...at, 'when']) }),
      ...(byChoice && { byChoice: this.#byChoice(byChoice, [...at, 'byChoice']) }),
      ...(byAmount && { byAmount: this.#byAmount(byAmount, [...at, 'byAmount']) }),
      ...(quantity && { quantity: this.#quantity(quantity, [...at, 'quantity']) }),
    };
  }

  waiver(
    { when, reason, items }: NonNullable<WrittenFee['waivers']>[number],
    keys: readonly string[],
    at: WrittenPath,
  ): Waiver {
    for (const [index, key] of (items ?? []).entries())
      if (!keys.includes(key))
        this.report(
          [...at, 'items', index],
          `there is no item "${key}"; there are ${keys.join(', ')}${meant(key, keys)}`,
        );
    return { when: this.#condition(when, [...at, 'when']), reason, ...(items !== undefined && { items }) };
  }

  #condition(when: When, at: WrittenPath) {
    return conditionOf(when, this.names, { around: [], at, report: this.report });
  }

  #byChoice(
    { field, cents, otherwise }: NonNullable<WrittenFeeItem['byChoice']>,
    at: WrittenPath,
  ): NonNullable<FeeItem['byChoice']> {
    const { node, scope } = this.#field(field, ['choice'], at);
    const values = Object.keys((node && valueLabelsOf(node.written)) ?? cents);
    for (const value of Object.keys(cents))
      if (!values.includes(value))
        this.report(
          [...at, 'cents', value],
          `"${value}" is no value of "${field}"; its values are ${values.join(', ')}${meant(value, values)}`,
        );
    const unpriced = values.filter((value) => !Object.hasOwn(cents, value));
    if (unpriced.length > 0 && otherwise === undefined)
      this.report([...at, 'cents'], `${unpriced.join(', ')} have no price; name it, or say otherwise: …`);
    return { scope, cents, ...(otherwise !== undefined && { otherwise }) };
  }

  #byAmount(
    { field, steps, above }: NonNullable<WrittenFeeItem['byAmount']>,
    at: WrittenPath,
  ): NonNullable<FeeItem['byAmount']> {
    const { scope } = this.#field(field, ['whole', 'money', 'decimal'], at);
    for (const [index, { upTo }] of steps.entries())
      if (index > 0 && upTo <= (steps[index - 1]?.upTo ?? 0))
        this.report([...at, 'steps', index, 'upTo'], 'the steps ascend');
    return { scope, steps, above };
  }

  #quantity(
    { field, free }: NonNullable<WrittenFeeItem['quantity']>,
    at: WrittenPath,
  ): NonNullable<FeeItem['quantity']> {
    const { scope } = this.#field(field, ['whole', 'repeat', 'choices'], at);
    return { scope, ...(free !== undefined && { free }) };
  }

  #field(
    name: string,
    kinds: readonly FieldNode['kind'][],
    at: WrittenPath,
  ): { readonly node?: FieldNode; readonly scope: string } {
    const node = this.names.find(name, []);
    if (node === undefined) {
      this.report([...at, 'field'], `there is no field "${name}"; ${this.names.listFor(name)}`);
      return { scope: '#' };
    }
    if (node.place.includes(item))
      this.report(
        [...at, 'field'],
        `"${name}" lies in a list; a fee looks at fields outside of lists, or counts a list`,
      );
    else if (!kinds.includes(node.kind))
      this.report(
        [...at, 'field'],
        `"${name}" is of kind ${node.kind}; here it is one of ${kinds.join(', ')}`,
      );
    return { node, scope: scopeOf(node.place) };
  }
}
