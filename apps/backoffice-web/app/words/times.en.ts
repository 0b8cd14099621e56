export const times = { clock: '{{time}}' };
