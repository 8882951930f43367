// Closes a CI run: says what was skipped, which fails the run, and ends with the true totals alone on a line.
import { readFileSync } from 'node:fs';

const [reportFile, testStatus] = process.argv.slice(2);
const report = readReport(reportFile!);
const skipped = report.numPendingTests + report.numTodoTests;

for (const file of report.testResults) {
  for (const one of file.assertionResults) {
    if (one.status !== 'passed' && one.status !== 'failed') process.stdout.write(`skipped, which CI does not allow: ${one.fullName}\n`);
  }
}
process.exitCode = Number(testStatus) || (skipped > 0 || report.numFailedTests > 0 || report.numPassedTests === 0 ? 1 : 0);
process.stdout.write(`${report.numPassedTests} passed, ${report.numFailedTests + skipped} failed\n`);

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
};

/** Vitest's JSON report. When the checks before the tests failed there is none: then nothing passed. */
function readReport(file: string): Report {
  const text = readFileSync(file, 'utf8');
  if (text === '') return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  return JSON.parse(text) as Report;
}
