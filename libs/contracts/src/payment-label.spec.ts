import { caseLabel, paymentStates, statuses } from './index';

test('R28c after the payment it is in progress until both books agree, then the status is read', () => {
  const read = (payment: 'settled' | 'reconciled') => caseLabel({ status: 'filed', payment }, 'de');
  expect([read('settled'), read('reconciled')]).toEqual(['Bezahlung in Bearbeitung', 'Eingegangen']);
});

test('what the office has decided or asks for is always read, however the payment stands', () => {
  for (const status of ['action-required', 'decided-granted', 'notice-available', 'closed'] as const)
    expect(new Set(paymentStates.map((payment) => caseLabel({ status, payment }, 'en'))).size).toBe(1);
});

test('where nothing is owed the status is read', () => {
  for (const status of statuses)
    expect(caseLabel({ status, payment: null }, 'de')).toBe(caseLabel({ status }, 'de'));
});
