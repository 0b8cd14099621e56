import { openApiDocuments } from '#testing';
import { RunningAudit } from './running-audit';

test('the document of a test is the document of the product: types and docstrings are read for both', async () => {
  const service = await RunningAudit.start();
  try {
    const { test, product } = await openApiDocuments('audit', await service.app.getUrl());
    expect(test).toEqual(product);
    // Said by a type, by a docstring and by its @example, and by no decorator of Swagger.
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
  } finally {
    await service.stop();
  }
}, 400_000);
