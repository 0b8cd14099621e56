import { openApiDocuments } from '#testing';
import { startIdentity } from './running-identity';

test('the document of a test is the document of the product: types and docstrings are read for both', async () => {
  const service = await startIdentity();
  try {
    const { test, product } = await openApiDocuments('identity', service.url);
    expect(test).toEqual(product);
  } finally {
    await service.stop();
  }
}, 400_000);
