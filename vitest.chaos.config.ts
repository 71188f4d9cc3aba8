import { defineConfig } from 'vitest/config';

/** The runs over real processes and a real database: apart from the others, since they take minutes. */
export default defineConfig({
  test: {
    name: 'chaos',
    include: ['test/chaos/*.chaos.ts'],
    testTimeout: 240_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
