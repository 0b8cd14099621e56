export { blocks, type Block } from './blocks';
export * from './form';
export { fieldAt, item, keyOf, placeOf, resolved, scopeOf, type Place } from './places';
export { compileForm, mostFields, prefillAttributes, type CompiledForm } from './written/compile-form';
export { fieldKinds, valueKinds } from './written/written-form';
export type * from './written/written-form';
export { patternProblem, textPattern, type TextPattern } from './patterns';
