// Reads jest's JSON results: names the tests that did not run, and ends with the line of counts.
// Usage: node tools/test-counts.mjs RESULTS.json
import { readFileSync } from "node:fs";

const text = readFileSync(process.argv[2], "utf8");
if (text.trim() === "") {
  console.error("the tests ended without results: read the output above for what stopped them");
  process.exit(1);
}
const results = JSON.parse(text);
for (const { name, assertionResults } of results.testResults)
  for (const { status, fullName } of assertionResults)
    if (status === "pending" || status === "todo")
      console.log(`not run: ${fullName} (${name.replace(`${process.cwd()}/`, "")})`);
const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = results;
const failed = numFailedTests + numRuntimeErrorTestSuites;
const skipped = numPendingTests + numTodoTests;
console.log(`${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
