/** Whether a provider may be at an address: https, or http for a stand-in on this machine (RFC 6761, 6.3). */
export function isSecureAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const isLocal = ['127.0.0.1', '[::1]'].includes(hostname) || /(^|\.)localhost$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLocal);
}
