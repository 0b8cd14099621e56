import { wholeSystem } from './whole-system';

/** The OpenAPI documents of a service under test and of the same service of the product. */
export async function openApiDocuments(
  service: string,
  url: string,
): Promise<{ test: unknown; product: unknown }> {
  const { processes } = await wholeSystem();
  const port = processes.find(({ name }) => name === service)?.port;
  return { test: await documentAt(url), product: await documentAt(`http://127.0.0.1:${port}`) };
}

async function documentAt(url: string): Promise<unknown> {
  return (await fetch(`${url}/openapi.json`)).json();
}
