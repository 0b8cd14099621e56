/** How something reaches the office beside the portal (D6a, W4). */
export const contactChannels = ['post', 'phone', 'mail', 'in-person'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** By which way a case came to the office. */
export const channels = ['online', ...contactChannels] as const;
export type Channel = (typeof channels)[number];
