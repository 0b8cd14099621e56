import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readPublicKeys } from '#auth';
import { checkBundle, type BundleFinding, type CheckedBundle } from '#case-bundle';
import { keyFolder, type CliConfig } from './config';
import { counted } from './wording';

/**
 * `npm run verify -- --bundle <file> [--keys <public.jwks.json>]`: whether a case that was taken along is what was recorded, without
 * the system it came from. Ends with 1 when anything does not hold.
 * @param keysFile the public keys of the installation; by default those of the one that runs here, where one does
 */
export async function verifyBundle(
  config: CliConfig,
  file: string,
  keysFile: string | undefined,
): Promise<void> {
  const usual = join(keyFolder(config), 'public.jwks.json');
  const keys =
    keysFile === undefined ? (existsSync(usual) ? usual : undefined) : resolve(config.calledFrom, keysFile);
  const known = keys === undefined ? undefined : readPublicKeys(keys);
  const checked = checkBundle(await readFile(resolve(config.calledFrom, file)), (id) => known?.get(id)?.key);
  // What a bundle says may be written by anybody: it moves no cursor and colours nothing.
  for (const line of told(checked)) console.log(line.replaceAll(/\p{Cc}/gu, '·'));
  if (checked.findings.length > 0) process.exitCode = 1;
}

function told(checked: CheckedBundle): readonly string[] {
  const { about, files, streams, events, fingerprint, signerKnown, findings } = checked;
  const of =
    about === undefined ? 'The bundle' : `${about.reference} of ${about.tenant}, written ${about.madeAt}`;
  const figures = `${counted(events, 'event')} in ${counted(streams, 'stream')}, ${counted(files, 'file')}`;
  if (findings.length > 0)
    return [
      ...findings.map((finding) => `✗ ${place(finding)}${finding.what}`),
      `✗ ${of}: ${counted(findings.length, 'thing')} ${findings.length === 1 ? 'does' : 'do'} not hold (${figures}).`,
    ];
  return [
    `✓ ${of}: ${figures}. Every checksum fits, each event names the one before, and all are those that the witness heard.`,
    signerKnown
      ? `✓ signed with the key ${about?.keyId} of this installation.`
      : `! signed with a key that is not known here. Compare its fingerprint with the one that the city tells you, or name its keys with --keys: SHA-256 ${fingerprint}`,
  ];
}

const place = ({ file, version }: BundleFinding): string =>
  file === undefined ? '' : `${file}${version === undefined ? '' : `, version ${version}`}: `;
