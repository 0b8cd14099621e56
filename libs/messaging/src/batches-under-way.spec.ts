import { setImmediate } from 'node:timers/promises';
import { BatchesUnderWay } from './batches-under-way';

const at = (position: string) => ({ transactionId: '7', position });

/** Batches whose sending and saving is written down, and goes on when the test says so. */
function underTest() {
  const log: string[] = [];
  const waiting = new Map<string, { resolve: () => void; reject: (why: Error) => void }>();
  const begin = (what: string) => {
    log.push(what);
    return new Promise<void>((resolve, reject) => waiting.set(what, { resolve, reject }));
  };
  const batches = new BatchesUnderWay(({ position }, records) =>
    begin(`save ${position}, ${records} records`),
  );
  const send = (position: string) => batches.send(() => begin(`send ${position}`), 500, at(position));
  const said = async () => {
    await setImmediate();
    return log.splice(0);
  };
  return { batches, send, said, done: (what: string) => waiting.get(what)?.resolve(), waiting };
}

test('a batch is sent when the one before is acknowledged, and the checkpoint passes that one meanwhile', async () => {
  const { batches, send, said, done } = underTest();
  await send('1');
  const second = send('2');
  expect(await said()).toEqual(['send 1']);
  done('send 1');
  await second;
  expect(await said()).toEqual(['save 1, 500 records', 'send 2']);
  done('send 2');
  const finished = batches.finish();
  // The checkpoint moves forwards alone.
  expect(await said()).toEqual([]);
  done('save 1, 500 records');
  expect(await said()).toEqual(['save 2, 500 records']);
  done('save 2, 500 records');
  await finished;
});

test('behind a batch that fails nothing is sent, and no checkpoint passes it', async () => {
  const { batches, send, said, waiting } = underTest();
  await send('1');
  const second = send('2');
  waiting.get('send 1')?.reject(new Error('no broker'));
  await expect(second).rejects.toThrow('no broker');
  await expect(batches.finish()).rejects.toThrow('no broker');
  expect(await said()).toEqual(['send 1']);
});

test('a checkpoint that cannot be moved is known before another batch is sent', async () => {
  const { send, said, done, waiting } = underTest();
  await send('1');
  done('send 1');
  await send('2');
  waiting.get('save 1, 500 records')?.reject(new Error('no database'));
  done('send 2');
  await expect(send('3')).rejects.toThrow('no database');
  expect(await said()).toEqual(['send 1', 'save 1, 500 records', 'send 2']);
});
