/** How ids and moments are described in the views. */
export const id = { example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11', format: 'uuid' } as const;
export const at = { example: '2026-11-20T15:42:13.123456Z', format: 'date-time' } as const;
