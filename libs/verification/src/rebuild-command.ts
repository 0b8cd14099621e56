import type { Folding } from './folding';
import { rebuildReadModel } from './rebuild-read-model';

/**
 * The whole of a service's `rebuild.ts`: `node rebuild.js` lists its read models, `node rebuild.js <read model>` rebuilds one.
 * Writes one JSON object per line for `npm run rebuild`: `{ readModels }`, `{ streams }` as it goes on, `{ rows, corrected }`.
 * Ends the process with exit code 1 on an error.
 */
export async function rebuildCommand(ownerUrl: string, foldings: readonly Folding[]): Promise<void> {
  const wanted = process.argv[2];
  const owner = foldings.find(({ tables }) => tables.some(({ table }) => table === wanted));
  try {
    if (wanted === undefined || owner === undefined) {
      tell({ readModels: foldings.flatMap(({ tables }) => tables.map(({ table }) => table)) });
    } else {
      tell(
        await rebuildReadModel(
          ownerUrl,
          owner,
          wanted,
          (streams) => streams % 100 === 0 && tell({ streams }),
        ),
      );
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function tell(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
