/**
 * Where no script runs, the browser itself loads the page anew after a while: it says that it changes by itself (R22).
 * @param seconds more where somebody may be choosing something meanwhile
 */
export function LooksAgain({ seconds }: { readonly seconds: number }) {
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds)} />
    </noscript>
  );
}
