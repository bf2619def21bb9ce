// One preset for every room: swc to CommonJS, the workspace's libraries taken from source.
const preset = (displayName, root) => ({
  displayName,
  rootDir: `${__dirname}/${root}`,
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.(t|j|mj)s$': ['@swc/jest', {
      jsc: { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true }, target: 'es2022' },
      module: { type: 'commonjs' },
    }],
  },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    '^@one-screen/(domain|contracts|connectors)$': `${__dirname}/libs/$1/src/index.ts`,
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFilesAfterEnv: [`${__dirname}/test/support/patience.ts`],
});
module.exports = {
  testSequencer: `${__dirname}/test/support/stories-first.cjs`,
  projects: [
    preset('domain', 'libs/domain/src'), preset('contracts', 'libs/contracts/src'), preset('connectors', 'libs/connectors/src'),
    preset('aggregator', 'apps/aggregator/src'), preset('field', 'apps/field/src'), preset('display', 'apps/display/src'),
    preset('integration', 'test/integration'), preset('e2e', 'test/e2e'),
  ],
};
