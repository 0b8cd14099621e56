/** One entry of the form that is missing or wrong; `pointer` is an RFC 6901 JSON pointer. */
export interface FormError {
  readonly pointer: string;
  /** Stable name of the rule that is broken, e.g. `required`. */
  readonly rule: string;
  readonly message: { readonly de: string; readonly en: string };
}
