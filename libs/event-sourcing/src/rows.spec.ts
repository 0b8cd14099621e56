import { storedEvent } from './rows';

const header = [
  'duisburg',
  '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
  '2',
  'application',
  'FormSaved',
  '1',
  '2026-11-20 15:42:13.1234',
  'a'.repeat(64),
  'b'.repeat(64),
  '{"commandId":"c"}',
];

test.each(['{"text":"one line"}', '{\n  "text":\n  "several lines"\n}\n', ''])(
  'an event is read out of one text, its payload %j to the last character',
  (payload) => {
    expect(storedEvent([[...header, payload].join('\n')])).toStrictEqual({
      tenant: 'duisburg',
      streamId: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
      version: 2,
      streamType: 'application',
      type: 'FormSaved',
      schemaVersion: 1,
      recordedAt: '2026-11-20T15:42:13.123400Z',
      metadata: '{"commandId":"c"}',
      payload,
      previousHash: 'a'.repeat(64),
      hash: 'b'.repeat(64),
    });
  },
);
