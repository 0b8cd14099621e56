import { StandIn } from '#testing';
import { partChecks } from './part-checks';
import { partsAt } from './parts';

const nowhere = 'http://127.0.0.1:9';

/** What the gateway says of a part whose instances answer like this at their inner ports. */
async function stateOf(...answers: readonly { readonly status: number; readonly parts: object }[]) {
  const instances = await Promise.all(
    answers.map(({ status, parts }) => StandIn.start(() => ({ status, body: { parts } }))),
  );
  const urls = {
    identity: nowhere,
    application: nowhere,
    mailbox: nowhere,
    payment: nowhere,
    notification: nowhere,
    audit: nowhere,
    'portal-web': nowhere,
    'backoffice-web': nowhere,
  };
  const inner = { ...urls, application: instances.map(({ url }) => url).join(',') || nowhere };
  try {
    return await partChecks(partsAt(urls, inner))['application']?.();
  } finally {
    for (const instance of instances) instance.stop();
  }
}

const up = { status: 200, parts: { database: { status: 'up' } } };
const down = { status: 503, parts: { database: { status: 'down' } } };

test('a part is ready when one of its instances is', async () => {
  expect(await stateOf(up)).toBeUndefined();
  expect(await stateOf(down, up)).toBeUndefined();
});

test('a part of which no instance is ready says why, and one that does not answer that', async () => {
  await expect(stateOf(down)).rejects.toThrow('not ready: database');
  await expect(stateOf()).rejects.toThrow('does not answer');
});

test('what is degraded is named at the gateway too', async () => {
  const relay = { status: 'up', info: { degraded: 'streams cannot be told', held: [{ streamId: 's' }] } };
  expect(await stateOf({ status: 200, parts: { database: { status: 'up' }, relay } })).toEqual({
    relay: relay.info,
  });
});
