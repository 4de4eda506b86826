import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../report";
import { CopiedTree } from "./copied-tree";
import { NEXT_MONTH } from "./evaluated";

jest.setTimeout(300_000);

test("a waiver shows in the plan report, and an expired one stops the plan", async () => {
  const tree = (expires: string) =>
    new CopiedTree(
      ["Scaling.fixed(2)", "Scaling.fixed(1)"],
      [
        '{ everywhere: ["health-check"] }',
        JSON.stringify({
          waivers: [
            {
              policy: "production-instances",
              stack: "production",
              reason: "the store is not shared",
              expires,
            },
          ],
        }),
      ],
    );
  const valid = tree(NEXT_MONTH);
  const { stdout } = await valid.command("plan/index", ["--output", "planned"], {
    SANDBOX_DIR: join(valid.directory, "clouds"),
  });
  expect(stdout).toContain("### Policies that do not hold or are waived;");
  expect(stdout).toMatch(
    new RegExp(
      `⏸️ \`production-instances\` \\(production\\): the service .* — waived until ${NEXT_MONTH}: the store is not shared`,
    ),
  );
  const report = JSON.parse(
    readFileSync(join(valid.directory, "planned/plan-report.json"), "utf8"),
  ) as Report;
  expect(report.policies.filter(({ result }) => result !== "pass")).toHaveLength(1);
  expect(report.policies.map(({ id }) => id)).not.toContain("remote-state");
  const expired = tree("2020-12-31");
  const stopped = await expired.command("plan/index", [], {
    SANDBOX_DIR: join(expired.directory, "clouds"),
  });
  expect(stopped.output).toContain("the waiver of production-instances for production has expired");
  expect(stopped.exitCode).toBe(1);
});
