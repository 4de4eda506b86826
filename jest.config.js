/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: "node",
  maxWorkers: 2,
  globalSetup: "<rootDir>/__tests__/temporary/setup.js",
  globalTeardown: "<rootDir>/__tests__/temporary/teardown.js",
  roots: ["<rootDir>/__tests__"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: process.env.FULL ? [] : ["\\.full\\.test\\.ts$"],
  transform: { "^.+\\.ts$": "@swc/jest" },
};
