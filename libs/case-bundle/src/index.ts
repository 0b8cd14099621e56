export { packBundle, type BundledStream, type BundleContents, type BundleSigner } from './pack-bundle';
export { checkBundle, type BundleFinding, type CheckedBundle } from './check-bundle';
