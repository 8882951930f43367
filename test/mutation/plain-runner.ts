import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { PlainTest } from './plain-test.ts';

/** Where Stryker and the code that it changed meet (its `INSTRUMENTER_CONSTANTS`). */
type Meeting = { activeMutant?: string; currentTestId?: string; hitCount?: number; hitLimit?: number; mutantCoverage?: object };
type MutantRun = {
  activeMutant: { id: string };
  mutantActivation: 'static' | 'runtime';
  reloadEnvironment: boolean;
  testFilter?: string[];
  hitLimit?: number;
};

const meeting: Meeting = {};
Object.assign(globalThis, { __stryker__: meeting });

const plainTest = new URL('./plain-test.ts', import.meta.url).href;
/** Part of the address of every module that is tested: another number, and all of them are loaded anew. */
let load = 0;
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === 'vitest' && context.parentURL !== plainTest) return { url: plainTest, shortCircuit: true };
    const resolved = next(specifier, context);
    return resolved.url.includes('/packages/timing/src/') ? { ...resolved, url: `${resolved.url}?load=${load}` } : resolved;
  },
});
/** The same cases for every change, for a quarter of a second each, and none looked for beyond the first that fails. */
fc.configureGlobal({ seed: 1, endOnFailure: true, interruptAfterTimeLimit: 250 });

/**
 * A test runner for Stryker: the tests of a pure package in this very process, loaded once. A change is switched on and its tests are run, the quickest first, until
 * one fails: that takes milliseconds, where a new worker of Vitest takes a second.
 */
class PlainRunner {
  #tests: PlainTest[] | undefined;
  readonly #tookMs = new Map<string, number>();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    const tests = [];
    for (const test of await this.#load()) {
      meeting.currentTestId = test.id;
      const failureMessage = await this.#failureOf(test);
      const result = { id: test.id, name: test.name, timeSpentMs: this.#tookMs.get(test.id)! };
      tests.push(failureMessage === null ? { ...result, status: 0 } : { ...result, status: 1, failureMessage });
    }
    delete meeting.currentTestId;
    return { status: 'complete', tests, mutantCoverage: meeting.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, reloadEnvironment, testFilter, hitLimit }: MutantRun) {
    if (reloadEnvironment) {
      load += 1;
      this.#tests = undefined;
    }
    if (mutantActivation === 'static') meeting.activeMutant = activeMutant.id;
    else delete meeting.activeMutant;
    let tests: PlainTest[];
    try {
      tests = await this.#load();
    } catch (error) {
      // A module that cannot be loaded any more is noticed by every test.
      return { status: 'killed', killedBy: testFilter?.slice(0, 1) ?? [], failureMessage: String(error), nrOfTests: 0 };
    }
    Object.assign(meeting, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    const covering = testFilter ? tests.filter(({ id }) => testFilter.includes(id)) : tests;
    const quickFirst = covering.toSorted((a, b) => (this.#tookMs.get(a.id) ?? 0) - (this.#tookMs.get(b.id) ?? 0));
    let nrOfTests = 0;
    for (const test of quickFirst) {
      nrOfTests += 1;
      const failureMessage = await this.#failureOf(test);
      if (hitLimit !== undefined && meeting.hitCount! > hitLimit)
        return { status: 'timeout', reason: `came by more than ${hitLimit} times` };
      if (failureMessage !== null) return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  async #load(): Promise<PlainTest[]> {
    if (this.#tests) return this.#tests;
    const { testsIn } = (await import(plainTest)) as typeof import('./plain-test.ts');
    const files = globSync('packages/timing/src/**/*.test.ts').toSorted();
    const tests: PlainTest[] = [];
    for (const file of files) tests.push(...(await testsIn(pathToFileURL(resolve(file)))));
    this.#tests = tests;
    return tests;
  }

  /** Null = it passed. */
  async #failureOf({ id, run }: PlainTest): Promise<string | null> {
    const startedAtMs = performance.now();
    try {
      await run();
      return null;
    } catch (error) {
      return String(error);
    } finally {
      this.#tookMs.set(id, performance.now() - startedAtMs);
    }
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'plain', factory: Object.assign(() => new PlainRunner(), { inject: [] }) }];
