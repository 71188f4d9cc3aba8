// Says 'N passed, N failed' by Vitest's JSON reports: `node .ci/count.mjs REPORT EXIT_CODE [REPORT EXIT_CODE]…`.
import { existsSync, readFileSync } from 'node:fs';
import { argv, exit } from 'node:process';

const total = { passed: 0, failed: 0 };
for (let at = 2; at < argv.length; at += 2) {
  const [report = '', code] = argv.slice(at);
  const { passed, failed } = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  // A step before the tests, an error outside of a test or a run without a test fails as well.
  const failures = failed || (code === '0' && passed > 0 ? 0 : 1);
  if (failures && !failed)
    console.error(`The run of ${report} ended with code ${code}; no single test failed: see above.`);
  total.passed += passed;
  total.failed += failures;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
exit(total.failed || total.passed === 0 ? 1 : 0);

/** @param {{ numPassedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} results */
function count({ numPassedTests, testResults }) {
  const failuresIn = testResults.map(({ status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed').length;
    // A file that could not be loaded, or whose set-up failed, has failed without a failed test.
    return tests || (status === 'failed' ? 1 : 0);
  });
  return { passed: numPassedTests, failed: failuresIn.reduce((sum, failures) => sum + failures, 0) };
}
