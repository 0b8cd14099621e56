/** The city's own sign, or a shield in its colour; its name stands beside it. */
export function CitySign({ logo }: { readonly logo: string | undefined }) {
  if (logo !== undefined) return <img src={logo} alt="" width="36" height="44" />;
  return (
    <svg viewBox="0 0 36 44" aria-hidden="true" focusable="false">
      <path d={shield} />
    </svg>
  );
}

/** A shield in a picture of 36 × 44. */
export const shield = 'M2 2h32v22c0 9-7 15-16 18C9 39 2 33 2 24z';
