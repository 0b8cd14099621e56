/**
 * Plugin of `nest build` (nest-cli.json): reads types, docstrings and validators of a service's DTOs and controllers with the
 * plugin of @nestjs/swagger, and writes them to `openapi-metadata.js` beside the service's module, in `src/` for the tests and
 * in `dist/` for the product. A transformer inside of the compiled classes would reach the product alone: tests are compiled
 * without TypeScript. What the plugin does not know, interfaces and unions, stands beside it as JSON Schema (`described-types.mjs`).
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import ts from 'typescript';
import { describedTypes } from './described-types.mjs';

const fileName = 'openapi-metadata.js';

/**
 * Called by the compiler before it emits; changes nothing of what is emitted.
 * @param {{ dtoFileNameSuffix?: string[] }} options of @nestjs/swagger's plugin
 * @param {ts.Program} program
 * @returns {ts.TransformerFactory<ts.SourceFile>}
 */
export function before(options, program) {
  const { rootDir = process.cwd(), outDir = join(rootDir, 'dist') } = program.getCompilerOptions();
  for (const [service, files] of filesByService(program, rootDir)) {
    const source = join(rootDir, 'apps', service, 'src');
    const metadata = describe(program, files, source, options) + typesModule(program, files, options);
    write(join(source, fileName), metadata);
    write(join(outDir, relative(rootDir, source), fileName), metadata);
  }
  return () => (file) => file;
}

/**
 * The source files of each service that loads its metadata, and those of the libraries, whose controllers it may mount.
 * @param {ts.Program} program @param {string} rootDir @returns {Map<string, ts.SourceFile[]>}
 */
function filesByService(program, rootDir) {
  const files = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile);
  const below = (/** @type {string} */ folder) =>
    files.filter(({ fileName }) => fileName.startsWith(join(rootDir, folder, '/')));
  const services = new Set(
    below('apps')
      .filter(({ text }) => text.includes(`'./openapi-metadata'`))
      .map(({ fileName }) => relative(join(rootDir, 'apps'), fileName).split(sep)[0] ?? ''),
  );
  return new Map([...services].map((name) => [name, [...below(`apps/${name}/src`), ...below('libs')]]));
}

/**
 * @param {ts.Program} program @param {ts.SourceFile[]} files @param {string} pathToSource @param {object} options
 * @returns {string} a CommonJS module, whose default export gives what `SwaggerModule.loadPluginMetadata` takes
 * @throws Error when the plugin refers to what no other file can reach
 */
function describe(program, files, pathToSource, options) {
  const outputDir = mkdtempSync(join(tmpdir(), 'openapi-metadata-'));
  try {
    // Our modules are CommonJS, whose imports name no extension.
    const compilerOptions = {
      ...program.getCompilerOptions(),
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      esModuleInterop: false,
    };
    new PluginMetadataGenerator().generate({
      visitors: [new ReadonlyVisitor({ ...options, pathToSource })],
      outputDir,
      filename: 'metadata.ts',
      tsProgramRef: { ...program, getSourceFiles: () => files, getCompilerOptions: () => compilerOptions },
    });
    // The plugin takes the object that it calls an interface for a class of the file.
    const text = readFileSync(join(outputDir, 'metadata.ts'), 'utf8').replace(
      /t\["[^"]+"\]\.Object\b/g,
      'Object',
    );
    refuseUnreachable(ts.createSourceFile('metadata.ts', text, ts.ScriptTarget.Latest, true), (path) =>
      program.getSourceFile(join(pathToSource, `${path}.ts`)),
    );
    return ts.transpileModule(text, { compilerOptions }).outputText;
  } finally {
    rmSync(outputDir, { recursive: true });
  }
}

/**
 * @param {ts.Program} program @param {ts.SourceFile[]} files @param {{ dtoFileNameSuffix?: string[] }} options
 * @returns {string} the export `types` of the module
 */
function typesModule(program, files, { dtoFileNameSuffix = [] }) {
  return `\nexports.types = ${JSON.stringify(describedTypes(program, files, dtoFileNameSuffix), null, 1)};\n`;
}

/** What the metadata may name without importing it. */
const globals = new Set([
  't',
  'String',
  'Number',
  'Boolean',
  'Object',
  'Array',
  'Date',
  'BigInt',
  'undefined',
]);

/**
 * A class that is not exported cannot be described from outside of its file; the service would fail at its start.
 * @param {ts.SourceFile} metadata @param {(path: string) => ts.SourceFile | undefined} fileOf @throws Error naming every such class
 */
function refuseUnreachable(metadata, fileOf) {
  /** @type {Set<string>} */
  const hidden = new Set();
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isIdentifier(node) && isReference(node) && !globals.has(node.text)) hidden.add(node.text);
    if (ts.isArrayLiteralExpression(node)) {
      const [file, classes] = node.elements;
      if (file && ts.isCallExpression(file) && classes && ts.isObjectLiteralExpression(classes)) {
        const path = /** @type {ts.StringLiteral} */ (file.arguments[0]).text;
        for (const { name } of classes.properties)
          if (name && ts.isStringLiteral(name) && !exports(fileOf(path), name.text)) hidden.add(name.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(metadata);
  if (hidden.size > 0)
    throw new Error(`The OpenAPI document needs these exported: ${[...hidden].join(', ')}.`);
}

/** @param {ts.Identifier} node @returns {boolean} whether it names a value rather than a property or a declaration */
function isReference({ parent, ...node }) {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression.pos === node.pos;
  return !(
    (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) &&
    parent.name.pos === node.pos
  );
}

/** @param {ts.SourceFile | undefined} file @param {string} name @returns {boolean} */
function exports(file, name) {
  return !file?.statements.some(
    (statement) =>
      ts.isClassDeclaration(statement) &&
      statement.name?.text === name &&
      !statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
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
