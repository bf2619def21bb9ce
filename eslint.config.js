import nx from '@nx/eslint-plugin';
import pluginVue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

/** Who may import what (Nx tags): every arrow points to the domain. */
const rooms = [
  // fast-check: its specs only; tsconfig types keep Node out as well.
  { sourceTag: 'room:domain', onlyDependOnLibsWithTags: [], allowedExternalImports: ['fast-check'] },
  { sourceTag: 'room:contracts', onlyDependOnLibsWithTags: ['room:domain'], allowedExternalImports: ['zod', 'fast-check'] },
  { sourceTag: 'room:connectors', onlyDependOnLibsWithTags: ['room:domain'], bannedExternalImports: ['@nestjs/*', 'typeorm', 'socket.io*', 'vue', 'vue-*'] },
  { sourceTag: 'room:aggregator', onlyDependOnLibsWithTags: ['room:domain', 'room:contracts', 'room:connectors'], bannedExternalImports: ['vue', 'vue-*', 'echarts', 'maplibre-gl'] },
  { sourceTag: 'room:display', onlyDependOnLibsWithTags: ['room:contracts', 'room:domain'], bannedExternalImports: ['@nestjs/*', 'typeorm', 'redis', 'socket.io'] },
  { sourceTag: 'room:field', onlyDependOnLibsWithTags: ['room:domain', 'room:connectors'], bannedExternalImports: ['@nestjs/*', 'typeorm'] },
  { sourceTag: 'room:test', onlyDependOnLibsWithTags: ['room:domain', 'room:contracts', 'room:connectors', 'room:aggregator', 'room:display', 'room:field'] },
];
export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/data/**', '.nx/**', 'coverage/**'] },
  ...tseslint.configs.recommended,
  ...pluginVue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    files: ['**/*.ts', '**/*.vue'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints: rooms }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/attributes-order': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['apps/aggregator/src/**/*.ts'], ignores: ['apps/aggregator/src/database/**', '**/*.row.ts', '**/*.repository.ts'], rules: { 'no-restricted-imports': ['error', { paths: [{ name: 'typeorm', message: 'typeorm lives in database/, *.row.ts and *.repository.ts' }] }] } },
  {
    files: ['apps/aggregator/src/**/*.ts'],
    ignores: ['apps/aggregator/src/config/**', 'apps/aggregator/src/main.ts', 'apps/aggregator/src/migrate.ts', 'apps/aggregator/src/audit-verify.ts', 'apps/aggregator/src/tally-verify.ts', '**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'the environment is read in config/ only' }] },
  },
  // The test room may reach into the aggregator where a story needs its parts without the program around them.
  { files: ['test/**/*.ts'], rules: { '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: ['../../apps/aggregator/src/**'], depConstraints: rooms }] } },
  { files: ['libs/domain/src/**/*.ts', 'libs/contracts/src/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^node:', message: 'the domain and the contracts run anywhere' }] }] } },
  { files: ['apps/display/src/**/*.{ts,vue}'], ignores: ['apps/display/src/charts/**'], rules: { 'no-restricted-imports': ['error', { paths: [{ name: 'echarts', message: 'echarts is imported in charts/ only' }], patterns: [{ regex: '/(aggregator|field|connectors)/', message: 'another room' }] }] } },
  { files: ['apps/display/src/**/*.{ts,vue}'], ignores: ['apps/display/src/map/**'], rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [{ name: 'maplibre-gl', message: 'the map engine is imported in map/ only' }] }] } },
);
