import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A private key (PKCS#8) and the certificate that makes its public half known, both as PEM. */
export interface CertifiedKey {
  readonly key: string;
  readonly certificate: string;
}

/** As long as no partner would have to be told: the keys are this machine's own. */
const validYears = 10;

/**
 * A new RSA key of 3072 bits (BSI TR-02102-1) with a self-signed certificate: SAML trusts the key, not who signed for it.
 * @param name the certificate's subject, for people who look at it
 */
export async function newCertifiedKey(name: string): Promise<CertifiedKey> {
  const { generate } = await import('selfsigned'); // large, and needed once in the life of a key
  const notAfterDate = new Date();
  notAfterDate.setFullYear(notAfterDate.getFullYear() + validYears);
  const options = { keySize: 3072, algorithm: 'sha256', notAfterDate };
  const made = await generate([{ name: 'commonName', value: name }], options);
  return { key: made.private, certificate: made.cert };
}

/**
 * The key `<name>.key` with its certificate `<name>.crt` in a folder; both are made where one is missing. What is there stays.
 */
export async function keepCertifiedKey(folder: string, name: string): Promise<CertifiedKey> {
  const [keyFile, certificateFile] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  if (!existsSync(keyFile) || !existsSync(certificateFile)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const made = await newCertifiedKey(name);
    writeWhole(keyFile, made.key, 0o600);
    writeWhole(certificateFile, made.certificate, 0o644);
  }
  return { key: readFileSync(keyFile, 'utf8'), certificate: readFileSync(certificateFile, 'utf8') };
}

/** All or nothing: half a key would be taken for one at the next start. */
function writeWhole(file: string, content: string, mode: number): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}
