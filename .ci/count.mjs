// Says 'N passed, N failed' by a Vitest JSON report: `node .ci/count.mjs REPORT EXIT_CODE_OF_NPM_TEST`.
import { existsSync, readFileSync } from 'node:fs';
import { argv, exit } from 'node:process';

const [report = '', code] = argv.slice(2);
const { passed, failed } = existsSync(report)
  ? count(JSON.parse(readFileSync(report, 'utf8')))
  : { passed: 0, failed: 0 };
// A step before the tests, an error outside of a test or a run without a test fails as well.
const failures = failed || (code === '0' && passed > 0 ? 0 : 1);
if (failures && !failed) console.error(`npm test ended with code ${code}; no single test failed: see above.`);
console.log(`${passed} passed, ${failures} failed`);
exit(failures ? 1 : 0);

/** @param {{ numPassedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} results */
function count({ numPassedTests, testResults }) {
  const failuresIn = testResults.map(({ status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed').length;
    // A file that could not be loaded, or whose set-up failed, has failed without a failed test.
    return tests || (status === 'failed' ? 1 : 0);
  });
  return { passed: numPassedTests, failed: failuresIn.reduce((sum, failures) => sum + failures, 0) };
}
