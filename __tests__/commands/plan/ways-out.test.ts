import { waysOut } from "../../../commands/plan/terraform-plan";
import { markdown, reportOf } from "../../../report";

const refused = (address: string) => ({
  severity: "error" as const,
  summary: "Instance cannot be destroyed",
  detail: `Resource ${address} has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.`,
});

test("a plan that Terraform refuses is reported with the way out, whole", () => {
  const diagnostics = ["develop_CF41A6B7", "staging_9D2F7A11"].map((name) =>
    refused(`github_branch.Repository_Branch-${name}`),
  );
  const text = markdown(
    reportOf([
      { name: "repository", plan: { errored: true }, diagnostics: [...diagnostics, ...waysOut(diagnostics)] },
    ]),
  );
  expect(text).toContain("Nothing was destroyed: github");
  expect(text).toContain("Take that change back");
  expect(text).toContain("npm run destroy -- STACK");
  expect(waysOut([{ severity: "error", summary: "something else" }])).toEqual([]);
});
