import { Form } from 'react-router';
import { Button, type Weight } from '#ui';
import { forgetAllUnsaved } from '../form/unsaved';
import { useFrame } from '../frame';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';

/** A form, because it ends something. */
export function SignOut({ weight = 'secondary' }: { readonly weight?: Weight }) {
  const words = useWords('session');
  const to = usePaths();
  return (
    <Form method="post" action={to('/abmelden')} reloadDocument onSubmit={forgetAllUnsaved}>
      <input type="hidden" name="_csrf" value={useFrame()?.signed?.me.csrfToken ?? ''} />
      <Button weight={weight} icon="logout">
        {words('signOut')}
      </Button>
    </Form>
  );
}
