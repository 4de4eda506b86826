import { findInterpreter } from "../../../tools/python/interpreters";
import { notRun } from "./support/machine";
import { matrixVersions, TestJob } from "./support/test-job";

jest.setTimeout(240_000);

const interpreters = matrixVersions.map((version) => ({ version, python: findInterpreter(version) }));

test("this machine has at least one interpreter of the matrix", () => {
  expect(interpreters.filter(({ python }) => python !== undefined)).not.toEqual([]);
});

for (const { version, python } of interpreters) {
  if (!python) notRun(`the test job on Python ${version}`, "this machine does not have it");
  (python ? test : test.skip)(`the test job passes on Python ${version}`, async () => {
    if (!python) return;
    const job = new TestJob(python);
    try {
      const result = await job.run();

      expect(result).toMatchObject({ failedAt: undefined, notRun: [] });
      expect(result.output).toContain(`Python ${python.version}`);
    } finally {
      job.remove();
    }
  });
}
