export { blocks, type Block } from './blocks';
export * from './form';
export { fieldAt, item, keyOf, placeOf, resolved, scopeOf, type Place } from './places';
export {
  compileForm,
  mostFields,
  prefillAttributes,
  type CompiledForm,
  type PrefillAttribute,
} from './written/compile-form';
export { reservedNames } from './written/field-tree';
export { fieldKinds, valueKinds } from './written/written-form';
export type * from './written/written-form';
export { patternProblem, textPattern, type TextPattern } from './patterns';
export { canonicalJson, same } from './canonical-json';
export { circleOfRules } from './circles';
export { dateText, isDate } from './dates';
export {
  feeOf,
  mostCents,
  sumOf,
  taxWithin,
  type FeeItem,
  type FeeLine,
  type FeeRules,
  type Waiver,
} from './fees';
export { compileFee, type WrittenFee } from './written/fees';
export { moneyText, numberText } from './decimals';
export { mostEntries, mostErrors, saveErrors, submitErrors, type FormError } from './form-errors';
export { matches, schemaErrors, type SchemaError } from './json-schema';
export { labelOf, labelsOf } from './labels';
export { nearest, whatIsAllowed } from './nearest';
export { layoutOf } from './layout';
export { search, searchable, wordsOf, type Findable, type Found } from './search';
export * from './pages';
export { pointerOf, spotOf, valueAt, withValueAt, type Spot } from './pointers';
export { reviewOf, textOf, type ReviewEntry, type ReviewTopic } from './review';
export { evaluateForm, keepLocked, type Evaluated } from './rules';
export { isVisible, visible } from './visible-text';
export {
  asksProfile,
  profileFields,
  profileValues,
  withProfileValues,
  type ProfileField,
  type ProfileValue,
} from './prefill';
