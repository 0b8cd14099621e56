/** The fields of a service's form, as every page asks for them: in the portal, and where an office enters what came another way. */
export { addName, AskedView, removeName } from './asked-view';
export { controlOf, dateOfParts, datePartsOf, typedOf, valueOfTyped, type Control } from './controls';
export { askedName, savable, withEntered, withItem, withoutItem } from './entered';
export { idOf, type Filled } from './field-view';
export type { FieldWord, FieldWords } from './words';
