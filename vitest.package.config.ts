import { defineConfig } from 'vitest/config';

/** The test of the packed package: apart from the others, since it needs a build and installs an app. */
export default defineConfig({
  test: {
    name: 'package',
    include: ['test/package.check.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
