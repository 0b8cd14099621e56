import { openApiDocuments } from '#testing';
import { RunningApplication } from './running-application';

test('the document of a test is the document of the product: types and docstrings are read for both', async () => {
  const service = await RunningApplication.start();
  try {
    const { test, product } = await openApiDocuments('application', service.url);
    expect(test).toEqual(product);
  } finally {
    await service.stop();
  }
}, 400_000);
