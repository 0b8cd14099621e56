import { makeValidator, str } from 'envalid';

const bucketUrl = makeValidator<string>((input) => {
  const isBucket =
    /^https?:\/\/[^/@\s]+\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(input) && URL.canParse(input);
  if (!isBucket)
    throw new Error('it must be the address of a bucket such as https://s3.example.org/serviceportal');
  return input;
});

/** The environment of a service that keeps documents; spread into its own. */
export const documentsVariables = {
  DOCUMENTS_FOLDER: str({
    default: undefined,
    desc: 'the folder for documents that all instances of the service share, unless S3_URL names a bucket',
  }),
  S3_URL: bucketUrl({ default: undefined, desc: 'the bucket for documents, at a server that speaks S3' }),
  S3_ACCESS_KEY: str({ default: '', desc: 'the access key of the bucket' }),
  S3_SECRET_KEY: str({ default: '', desc: 'the secret key of the bucket' }),
  S3_REGION: str({ default: 'us-east-1', desc: 'the region of the bucket' }),
  CLAMD: str({
    default: undefined,
    desc: 'the ClamAV daemon that scans documents, host:port or the path of its socket; without it nothing is scanned',
  }),
};

export interface DocumentsConfig {
  readonly DOCUMENTS_FOLDER: string | undefined;
  readonly S3_URL: string | undefined;
  readonly S3_ACCESS_KEY: string;
  readonly S3_SECRET_KEY: string;
  readonly S3_REGION: string;
  readonly CLAMD: string | undefined;
}
