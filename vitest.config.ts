import { defineConfig } from 'vitest/config';

/** What is polled for comes at once on a quiet machine; Vitest's own second is too short for a busy one. */
const patient = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages/*,protocol,edge,cloud,desktop,simulator}/src/**/*.test.{ts,tsx}'],
          expect: patient,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'stories',
          include: ['test/{stories,chaos,sim,powercut,fuzz}/**/*.test.ts'],
          expect: patient,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
