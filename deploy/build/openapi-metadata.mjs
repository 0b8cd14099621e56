// @ts-check
/**
 * Plugin of `nest build` (nest-cli.json): reads types, docstrings and validators of a service's DTOs and controllers with the
 * plugin of @nestjs/swagger, and writes them to `openapi-metadata.js` beside the service's module, in `src/` for the tests and
 * in `dist/` for the product. A transformer inside of the compiled classes would reach the product alone: tests are compiled
 * without TypeScript.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import ts from 'typescript';

const fileName = 'openapi-metadata.js';

/**
 * Called by the compiler before it emits; changes nothing of what is emitted.
 * @param {object} options of @nestjs/swagger's plugin
 * @param {ts.Program} program
 * @returns {ts.TransformerFactory<ts.SourceFile>}
 */
export function before(options, program) {
  const { rootDir = process.cwd(), outDir = join(rootDir, 'dist') } = program.getCompilerOptions();
  for (const [service, files] of filesByService(program, rootDir)) {
    const source = join(rootDir, 'apps', service, 'src');
    const metadata = describe(program, files, source, options);
    write(join(source, fileName), metadata);
    write(join(outDir, relative(rootDir, source), fileName), metadata);
  }
  return () => (file) => file;
}

/**
 * The source files of each service that has controllers, and those of the libraries, whose controllers it may mount.
 * @param {ts.Program} program @param {string} rootDir @returns {Map<string, ts.SourceFile[]>}
 */
function filesByService(program, rootDir) {
  const files = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile);
  const below = (/** @type {ts.SourceFile} */ { fileName }) =>
    relative(rootDir, fileName).replaceAll('\\', '/');
  const libraries = files.filter((file) => below(file).startsWith('libs/'));
  const services = files.flatMap(
    (file) => /^apps\/([^/]+)\/src\/.*\.controller\.ts$/.exec(below(file))?.[1] ?? [],
  );
  return new Map(
    [...new Set(services)].map((service) => [
      service,
      [...files.filter((file) => below(file).startsWith(`apps/${service}/src/`)), ...libraries],
    ]),
  );
}

/**
 * @param {ts.Program} program @param {ts.SourceFile[]} files @param {string} pathToSource @param {object} options
 * @returns {string} a CommonJS module, whose default export gives what `SwaggerModule.loadPluginMetadata` takes
 */
function describe(program, files, pathToSource, options) {
  const outputDir = mkdtempSync(join(tmpdir(), 'openapi-metadata-'));
  try {
    new PluginMetadataGenerator().generate({
      visitors: [new ReadonlyVisitor({ ...options, pathToSource })],
      outputDir,
      filename: 'metadata.ts',
      // Our modules are CommonJS, whose imports name no extension.
      tsProgramRef: {
        ...program,
        getSourceFiles: () => files,
        getCompilerOptions: () => ({
          ...program.getCompilerOptions(),
          module: ts.ModuleKind.CommonJS,
          moduleResolution: ts.ModuleResolutionKind.Node10,
        }),
      },
    });
    const text = readFileSync(join(outputDir, 'metadata.ts'), 'utf8');
    return ts.transpileModule(text, {
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2023,
        esModuleInterop: false,
      },
    }).outputText;
  } finally {
    rmSync(outputDir, { recursive: true });
  }
}

/** Leaves a file alone that says so already. @param {string} file @param {string} text */
function write(file, text) {
  try {
    if (readFileSync(file, 'utf8') === text) return;
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  writeFileSync(file, text);
}
