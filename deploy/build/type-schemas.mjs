/**
 * What the types of a program say of JSON, as JSON Schema 2020-12: interfaces, unions, what is inferred and what is computed.
 * It asks the type checker, which alone knows them all: the plugin of @nestjs/swagger reads classes, and calls everything else
 * an object.
 */
import ts from 'typescript';

/** @typedef {Record<string, unknown>} Schema */

const { TypeFlags } = ts;
/** Docstring tags that are keywords. `@asType integer` is for numbers that are whole. */
const textTags = ['format', 'pattern'];

/** Schemas of types. A type that has a name in our sources is described once, and referred to. */
export class TypeSchemas {
  /** Of the named types that were met, by name. @type {Record<string, Schema>} */
  definitions = {};
  /** @type {Map<string, ts.Symbol>} */
  #names = new Map();
  #checker;

  /** @param {ts.TypeChecker} checker */
  constructor(checker) {
    this.#checker = checker;
  }

  /**
   * What a value of a type is in JSON.
   * @param {ts.Type} type @param {ts.TypeNode} [written] how the type is written, as the checker forgets how a text is called
   * @returns {Schema} empty where nothing is known
   * @throws Error when two types have one name
   */
  of(type, written) {
    const { flags } = type;
    if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return {};
    if (flags & TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral()) return { type: 'string', const: type.value };
    if (type.isNumberLiteral()) return { type: 'number', const: type.value };
    if (flags & TypeFlags.BooleanLiteral)
      return { type: 'boolean', const: this.#checker.typeToString(type) === 'true' };
    if (flags & TypeFlags.StringLike) return { type: 'string', ...this.#tagsOfName(written) };
    if (flags & TypeFlags.NumberLike) return { type: 'number', ...this.#tagsOfName(written) };
    if (flags & TypeFlags.Boolean) return { type: 'boolean' };
    if (type.isUnion()) return this.#union(type, written);
    if (this.#checker.isArrayType(type) || this.#checker.isTupleType(type)) return this.#list(type, written);
    if (type.symbol?.name === 'Date') return { type: 'string', format: 'date-time' };
    return this.#referredTo(type, written, () => this.#object(type));
  }

  /** @param {ts.Symbol} property @returns {Schema} what it is, with its docstring */
  ofProperty(property) {
    // One of a computed type has no declaration of its own, but the one that it was computed from.
    const declared = property.valueDeclaration ?? property.declarations?.[0];
    const original = declared && this.#original(declared);
    if (original) return this.ofProperty(original);
    const isWritten = declared && (ts.isPropertySignature(declared) || ts.isPropertyDeclaration(declared));
    return {
      ...this.of(this.#checker.getTypeOfSymbol(property), isWritten ? declared.type : undefined),
      ...this.#docstring(property),
    };
  }

  /**
   * The property that one is a copy of: `({ until }) => ({ until })`.
   * @param {ts.Declaration} copy @returns {ts.Symbol | undefined}
   */
  #original(copy) {
    if (!ts.isShorthandPropertyAssignment(copy)) return undefined;
    const value = this.#checker.getShorthandAssignmentValueSymbol(copy)?.valueDeclaration;
    if (!value || !ts.isBindingElement(value) || !ts.isObjectBindingPattern(value.parent)) return undefined;
    const name = (value.propertyName ?? value.name).getText();
    return this.#checker.getTypeAtLocation(value.parent).getProperty(name);
  }

  /** @param {ts.UnionType} union @param {ts.TypeNode} [written] @returns {Schema} */
  #union(union, written) {
    const present = union.types.filter(({ flags }) => !(flags & (TypeFlags.Undefined | TypeFlags.Void)));
    const members = present.filter(({ flags }) => !(flags & TypeFlags.Null));
    const orNull = members.length < present.length;
    const [only, ...more] = members;
    if (only && more.length === 0) return withNull(this.of(only, meant(written)), orNull);
    if (members.every((member) => member.isStringLiteral()))
      return withNull({ type: 'string', enum: members.map(({ value }) => value) }, orNull);
    if (members.every(({ flags }) => flags & TypeFlags.BooleanLiteral))
      return withNull({ type: 'boolean' }, orNull);
    const schema = this.#referredTo(union, written, () => {
      // The two literals of a boolean are members of their own.
      const others = members.filter(({ flags }) => !(flags & TypeFlags.BooleanLiteral));
      const schemas = others.map((member) => this.of(member));
      if (others.length < members.length) schemas.push({ type: 'boolean' });
      return { anyOf: schemas };
    });
    return withNull(schema, orNull);
  }

  /** @param {ts.Type} type @param {ts.TypeNode} [written] @returns {Schema} */
  #list(type, written) {
    const node = meant(written);
    const items = this.#checker
      .getTypeArguments(/** @type {ts.TypeReference} */ (type))
      .map((item) => this.of(item, node && ts.isArrayTypeNode(node) ? node.elementType : undefined));
    return { type: 'array', items: items.length === 1 ? items[0] : { anyOf: items } };
  }

  /** @param {ts.Type} type @returns {Schema} */
  #object(type) {
    const properties = this.#checker
      .getPropertiesOfType(type)
      .filter((property) => isShown(this.#checker.getTypeOfSymbol(property)));
    const required = properties.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional));
    const others = this.#checker.getIndexInfosOfType(type)[0];
    return {
      type: 'object',
      ...(properties.length > 0 && {
        properties: Object.fromEntries(
          properties.map((property) => [property.name, this.ofProperty(property)]),
        ),
      }),
      ...(required.length > 0 && { required: required.map(({ name }) => name) }),
      ...((others || properties.length === 0) && {
        additionalProperties: others ? this.#anything(this.of(others.type)) : false,
      }),
    };
  }

  /** What nothing is known of is JSON all the same. @param {Schema} schema @returns {Schema} */
  #anything(schema) {
    if (Object.keys(schema).length > 0) return schema;
    this.definitions['JsonValue'] = jsonValue;
    return reference('JsonValue');
  }

  /**
   * A reference to a type that has a name in our sources; without one, the description itself.
   * @param {ts.Type} type @param {ts.TypeNode | undefined} written @param {() => Schema} describe @returns {Schema}
   */
  #referredTo(type, written, describe) {
    const symbol = this.#nameAsWritten(type, written) ?? this.#nameOf(type);
    if (symbol === undefined || !isNamedByUs(symbol)) return describe();
    const { name } = symbol;
    const known = this.#names.get(name);
    if (known === undefined) {
      this.#names.set(name, symbol);
      this.definitions[name] = { ...describe(), ...this.#docstring(symbol) };
    } else if (known !== symbol) {
      const files = [known, symbol].map(({ declarations }) => declarations?.[0]?.getSourceFile().fileName);
      throw new Error(`The OpenAPI document cannot show two types called ${name}: ${files.join(', ')}.`);
    }
    return reference(name);
  }

  /** @param {ts.Type} type @returns {ts.Symbol | undefined} */
  #nameOf(type) {
    const isGeneric = (type.aliasTypeArguments ?? this.#argumentsOf(type)).length > 0;
    return isGeneric ? undefined : (type.aliasSymbol ?? (type.isUnion() ? undefined : type.symbol));
  }

  /** The name by which the type is written, where it is a name for all of it. @param {ts.Type} type @param {ts.TypeNode} [written] */
  #nameAsWritten(type, written) {
    const node = meant(written);
    if (!node || !ts.isTypeReferenceNode(node) || node.typeArguments) return undefined;
    const named = membersOf(this.#checker.getTypeFromTypeNode(node));
    const members = membersOf(type);
    if (named.length !== members.length || !named.every((member) => members.includes(member)))
      return undefined;
    return this.#symbolOf(node.typeName);
  }

  /** @param {ts.EntityName} name */
  #symbolOf(name) {
    const symbol = this.#checker.getSymbolAtLocation(name);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** @param {ts.Type} type */
  #argumentsOf(type) {
    const isReference =
      type.flags & TypeFlags.Object &&
      /** @type {ts.ObjectType} */ (type).objectFlags & ts.ObjectFlags.Reference;
    // A class or an interface has `this` among its arguments, which is no argument that anybody writes.
    return isReference
      ? this.#checker
          .getTypeArguments(/** @type {ts.TypeReference} */ (type))
          .filter((argument) => !(argument.flags & TypeFlags.TypeParameter))
      : [];
  }

  /** @param {ts.Symbol} symbol @returns {Schema} */
  #docstring(symbol) {
    const description = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    return { ...(description && { description }), ...tagsOf(symbol) };
  }

  /** A text or number whose type has a name is what the docstring there says, e.g. `@format date`. @param {ts.TypeNode} [written] */
  #tagsOfName(written) {
    const node = meant(written);
    const name = node && ts.isTypeReferenceNode(node) && this.#symbolOf(node.typeName);
    return name ? tagsOf(name) : {};
  }
}

/** @param {string} name @returns {Schema} */
function reference(name) {
  return { $ref: `#/components/schemas/${name}` };
}

/** What can stand anywhere in JSON. @type {Schema} */
const jsonValue = {
  description: 'Any JSON: what may stand here, no type of ours says.',
  anyOf: [
    ...['string', 'number', 'boolean', 'null'].map((type) => ({ type })),
    { type: 'array', items: reference('JsonValue') },
    { type: 'object', additionalProperties: reference('JsonValue') },
  ],
};

/** @param {ts.Symbol} symbol @returns {Schema} the keywords of a docstring */
function tagsOf(symbol) {
  /** @type {Schema} */
  const keywords = {};
  for (const { name, text } of symbol.getJsDocTags()) {
    const value = ts.displayPartsToString(text).trim();
    if (textTags.includes(name)) keywords[name] = value;
    if (name === 'asType') keywords['type'] = value;
    if (name === 'example') keywords['example'] = readExample(value);
  }
  return keywords;
}

/** @param {string} text @returns {unknown} JSON where it is some, else the text */
function readExample(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Neither a function nor something that never is. @param {ts.Type} type @returns {boolean} */
function isShown(type) {
  const never =
    type.flags & TypeFlags.Never || (membersOf(type).length === 0 && !(type.flags & TypeFlags.Null));
  return !never && type.getCallSignatures().length === 0;
}

/** What a type can be, but for nothing. @param {ts.Type} type @returns {readonly ts.Type[]} */
function membersOf(type) {
  const nothing = TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Null;
  return (type.isUnion() ? type.types : [type]).filter(({ flags }) => !(flags & nothing));
}

/** @param {ts.Symbol} symbol @returns {boolean} whether one of our files gives it a name */
function isNamedByUs({ name, declarations = [] }) {
  const [declared] = declarations;
  if (name.startsWith('__') || !declared) return false;
  return (
    (ts.isInterfaceDeclaration(declared) ||
      ts.isTypeAliasDeclaration(declared) ||
      ts.isClassDeclaration(declared)) &&
    !declared.getSourceFile().isDeclarationFile
  );
}

/** @param {Schema} schema @param {boolean} orNull @returns {Schema} */
function withNull(schema, orNull) {
  if (!orNull) return schema;
  if (Array.isArray(schema['anyOf'])) return { ...schema, anyOf: [...schema['anyOf'], { type: 'null' }] };
  if (typeof schema['type'] !== 'string' || 'const' in schema) return { anyOf: [schema, { type: 'null' }] };
  const options = schema['enum'];
  return {
    ...schema,
    type: [schema['type'], 'null'],
    ...(Array.isArray(options) && { enum: [...options, null] }),
  };
}

/** The type that is written, without `readonly`, brackets and `| null`. @param {ts.TypeNode} [node] @returns {ts.TypeNode | undefined} */
function meant(node) {
  if (node === undefined) return undefined;
  if (ts.isTypeOperatorNode(node) || ts.isParenthesizedTypeNode(node)) return meant(node.type);
  if (!ts.isUnionTypeNode(node)) return node;
  const isNull = (/** @type {ts.TypeNode} */ member) =>
    member.kind === ts.SyntaxKind.UndefinedKeyword ||
    (ts.isLiteralTypeNode(member) && member.literal.kind === ts.SyntaxKind.NullKeyword);
  const [only, ...more] = node.types.filter((member) => !isNull(member));
  return more.length === 0 ? meant(only) : node;
}
