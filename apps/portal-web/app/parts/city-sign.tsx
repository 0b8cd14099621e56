import { shield } from '#pages';

/** The city's own sign, or a shield in its colour; its name stands beside it. */
export function CitySign({ logo }: { readonly logo: string | undefined }) {
  if (logo !== undefined) return <img src={logo} alt="" width="36" height="44" />;
  return (
    <svg viewBox="0 0 36 44" aria-hidden="true" focusable="false">
      <path d={shield} />
    </svg>
  );
}
