import { wholeSystem } from '#testing';
import { RunningAudit } from './running-audit';

test('the document of a test is the document of the product: types and docstrings are read for both', async () => {
  const { processes } = await wholeSystem();
  const port = processes.find(({ name }) => name === 'audit')?.port;
  const product = await documentAt(`http://127.0.0.1:${port}`);
  const audit = await RunningAudit.start();
  try {
    expect(await documentAt(await audit.app.getUrl())).toEqual(product);
  } finally {
    await audit.stop();
  }
  // Said by a type, by a docstring and by a validator, and by no decorator of Swagger.
  expect(product).toMatchObject({
    components: {
      schemas: {
        EventDto: {
          required: expect.arrayContaining(['source']) as string[],
          properties: {
            source: { type: 'string', description: 'The service that told it.', example: 'application' },
          },
        },
      },
    },
  });
}, 400_000);

async function documentAt(url: string): Promise<unknown> {
  return (await fetch(`${url}/openapi.json`)).json();
}
