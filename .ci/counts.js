/** Says how many tests passed, failed and were skipped, in one plain line, from the report that vitest wrote as JSON. */
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests } = report;
console.log(`tests: ${passed} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
// A file that breaks before its first test has no failed test, and fails all the same.
process.exit(report.success && failed === 0 && passed > 0 ? 0 : 1);
