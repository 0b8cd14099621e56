import tseslint from 'typescript-eslint';

const onlyConfigReads = {
  object: 'process',
  property: 'env',
  message: 'Only config.ts reads the environment.',
};

/** What a test changes there, the next test of the same process finds. */
const nobodyChangesTheEnvironment = [
  "AssignmentExpression[left.object.object.name='process'][left.object.property.name='env']",
  "AssignmentExpression[left.object.name='process'][left.property.name='env']",
  "UnaryExpression[operator='delete'][argument.object.object.name='process'][argument.object.property.name='env']",
  "CallExpression[callee.object.name='Object'][arguments.0.object.name='process'][arguments.0.property.name='env']",
  "CallExpression[callee.property.name='replaceProperty'][arguments.0.name='process']",
].map((selector) => ({
  selector,
  message: 'Nobody changes process.env: hand configuration over as an object.',
}));

export default tseslint.config(
  {
    ignores: ['dist/', '.local/', 'node_modules/', 'apps/*/src/openapi-metadata.js', 'apps/*/.react-router/'],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts,js,mjs,cjs}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-restricted-properties': ['error', onlyConfigReads],
      'no-restricted-syntax': ['error', ...nobodyChangesTheEnvironment],
    },
  },
  {
    files: ['**/config.ts', '**/test/**', '**/*.spec.ts', 'libs/testing/**', 'deploy/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  // What the global set-up hands over to the processes that run the tests.
  { files: ['libs/testing/src/handed-over.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // One vocabulary of inputs: what is optional, blank or null means the same in every service.
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['libs/http/src/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'class-validator', message: "Inputs are described with the vocabulary of '#http'." },
        { name: 'class-transformer', message: "Inputs are described with the vocabulary of '#http'." },
      ],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
