/** Encrypted content (`#encryption` seals and opens it). The domain never sees what people wrote. */
export type Ciphertext = string;
