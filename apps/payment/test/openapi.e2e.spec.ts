import { openApiDocuments } from '#testing';
import { startPayment } from './running-payment';

test('the document of a test is the document of the product: types and docstrings are read for both', async () => {
  const service = await startPayment();
  try {
    const { test, product } = await openApiDocuments('payment', service.url);
    expect(test).toEqual(product);
  } finally {
    await service.stop();
  }
}, 400_000);
