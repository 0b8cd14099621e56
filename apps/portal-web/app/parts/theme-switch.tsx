import { Form, useLocation } from 'react-router';
import { Button } from '#ui';
import { useFrame } from '../frame';
import { withQuery } from '../own-path';
import { useWords } from '../words/use-words';

/** Changes between the light and the dark appearance. */
export function ThemeSwitch() {
  const words = useWords('frame');
  const { pathname, search } = useLocation();
  const other = useFrame()?.theme === 'dark' ? 'light' : 'dark';
  return (
    <Form
      className="p-flush"
      method="post"
      action={withQuery('/darstellung', { zurueck: pathname + search })}
      preventScrollReset
    >
      <input type="hidden" name="theme" value={other} />
      <Button weight="tertiary" icon={other === 'dark' ? 'dark-mode' : 'light-mode'}>
        {words(other)}
      </Button>
    </Form>
  );
}
