process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

const transformIgnorePatterns = [nodeModulesToTransform([...grafanaESModules, 'pbf'])];
const node = { ...scaffold, testEnvironment: 'node', setupFilesAfterEnv: [], moduleNameMapper: {}, transformIgnorePatterns };

// Some of the modules that have to be transformed come as .mjs, which the scaffold's pattern leaves out.
const [swc] = Object.values(scaffold.transform);
const plugin = { ...scaffold, transformIgnorePatterns, transform: { '^.+\\.m?[jt]sx?$': swc } };

module.exports = {
  projects: [
    { ...plugin, displayName: 'plugin' },
    {
      ...node,
      displayName: 'shim',
      testMatch: ['<rootDir>/{backend-shim,bench,contract,demo-store,scripts,preview}/**/*.test.ts'],
    },
    {
      ...node,
      displayName: 'system',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/tests/support/patience.ts'],
      globalSetup: '<rootDir>/tests/support/globalSetup.ts',
      globalTeardown: '<rootDir>/tests/support/globalTeardown.ts',
    },
  ],
};
