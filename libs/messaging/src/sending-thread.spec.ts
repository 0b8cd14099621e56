import fc from 'fast-check';
import { pack, unpack } from './sending-thread';

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const record = fc.record({
  key: fc.string({ unit: 'binary' }),
  value: bytes,
  headers: fc.dictionary(fc.string({ unit: 'binary', minLength: 1 }), bytes),
});

const named = (name: string) => Object.fromEntries([[name, Buffer.from('told')]]);

test('what is packed for the thread comes out as it went in', () =>
  fc.assert(
    fc.property(fc.array(record, { maxLength: 20 }), (records) => {
      expect(unpack(pack(records))).toEqual(records.map((one) => ({ ...one, headers: { ...one.headers } })));
    }),
    { examples: [[[{ key: '', value: Buffer.alloc(0), headers: named('__proto__') }]]] },
  ));
