import { ActingFields, type ActingProps } from '#pages';
import { useFrame } from '../frame';

/** The hidden fields of a form that acts, with the token of the session. */
export function Acting(props: ActingProps) {
  return <ActingFields csrf={useFrame()?.me?.csrfToken ?? ''} {...props} />;
}
