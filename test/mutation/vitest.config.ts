import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** What is quick comes first: most faults are found by it, and a run ends with the first test that fails. */
class QuickFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]) {
    const isSlow = (moduleId: string) => Number(/property|canonical-json|missed-reads/.test(moduleId));
    return files.toSorted((a, b) => isSlow(a.moduleId) - isSlow(b.moduleId));
  }
}

/** One plain project, since Stryker runs every project it finds; one module graph for all files, since making one anew takes longer than the tests. */
export default defineConfig({
  test: { include: ['packages/timing/src/**/*.test.ts'], testTimeout: 30_000, isolate: false, sequence: { sequencer: QuickFirst } },
});
