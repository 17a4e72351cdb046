process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

const transformIgnorePatterns = [nodeModulesToTransform([...grafanaESModules, 'pbf'])];
const node = { ...scaffold, testEnvironment: 'node', setupFilesAfterEnv: [], moduleNameMapper: {}, transformIgnorePatterns };

module.exports = {
  projects: [
    { ...scaffold, displayName: 'plugin', transformIgnorePatterns },
    {
      ...node,
      displayName: 'shim',
      testMatch: ['<rootDir>/{backend-shim,contract,demo-store,scripts,preview}/**/*.test.ts'],
    },
    { ...node, displayName: 'system', testMatch: ['<rootDir>/tests/**/*.test.ts'], testTimeout: 120_000 },
  ],
};
