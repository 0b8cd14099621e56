/** Times within sentences. */
export const times = { clock: '{{time}} Uhr' };
