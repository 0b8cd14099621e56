import fc from 'fast-check';
import type { OutgoingMessage } from './broker';
import { pack, unpack } from './sending-thread';

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const record = fc.record({
  key: fc.string({ unit: 'binary' }),
  value: bytes,
  headers: fc.dictionary(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.oneof(bytes, fc.string({ unit: 'binary' })),
  ),
});

const named = (name: string) => Object.fromEntries([[name, Buffer.from('told')]]);

test('what is packed for the thread comes out as it went in', () =>
  fc.assert(
    fc.property(fc.array(record, { maxLength: 20 }), (records) => {
      const bytesOf = ({ key, value, headers }: OutgoingMessage) => ({
        ...{ topic: 'events', key: Buffer.from(key), value },
        headers: new Map(
          Object.entries(headers).map(([name, told]) => [Buffer.from(name), Buffer.from(told)]),
        ),
      });
      expect(unpack('events', pack(records))).toEqual(records.map(bytesOf));
    }),
    { examples: [[[{ key: '', value: Buffer.alloc(0), headers: named('__proto__') }]]] },
  ));
