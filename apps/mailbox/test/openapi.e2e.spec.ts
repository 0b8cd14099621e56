import { openApiDocuments } from '#testing';
import { startMailbox } from './running-mailbox';

test('the document of a test is the document of the product: types and docstrings are read for both', async () => {
  const service = await startMailbox(new Map());
  try {
    const { test, product } = await openApiDocuments('mailbox', service.url);
    expect(test).toEqual(product);
  } finally {
    await service.stop();
  }
}, 400_000);
