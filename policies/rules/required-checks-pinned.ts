import { definePolicy } from "../policy";
import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";

const NEXT = "use RequiredCheck.fromWorkflowJob, or RequiredCheck.external with the app's id";

export const requiredChecksPinned = definePolicy({
  id: "required-checks-pinned",
  title: "a required check counts only from the GitHub App that is to report it",
  reason: "everybody with write access can post a status of any name, and so a check that is not pinned",
  source: "docs.github.com, Available rules for rulesets, required status checks",
  scope: "every stack",
  subject: "rulesets",
  check: (stack) => {
    for (const ruleset of stack.resources("github_repository_ruleset", "github_organization_ruleset"))
      for (const checks of ruleset.blocks("rules").flatMap((rules) => rules.blocks("required_status_checks")))
        for (const check of checks.blocks("required_check"))
          check.require("integration_id", {
            holds: (id) => Number.isInteger(id) && Number(id) > 0,
            fault: `anybody may report the required check ${JSON.stringify(check.value("context"))}`,
            allowed: "the id of a GitHub App, for example 15368 for GitHub Actions",
            next: NEXT,
          });
    noteClassicRules(stack);
    return undefined;
  },
});

/** Classic rules name contexts alone; those of the older resource may name the app after a colon. */
function noteClassicRules(stack: StackView): void {
  for (const rule of stack.resources("github_branch_protection", "github_branch_protection_v3"))
    for (const checks of rule.blocks("required_status_checks")) {
      const contexts = checks.entries("contexts");
      if (contexts !== "unknown" && contexts.length > 0)
        checks.note("contexts", {
          fault: "a classic branch protection cannot say which app reports a required check",
          got: contexts,
          next: CLASSIC,
        });
      noteOpenChecks(checks);
    }
}

const CLASSIC = "require the checks by a ruleset: RepositoryProtection does";

function noteOpenChecks(checks: Place): void {
  const entries = checks.entries("checks");
  const open = entries === "unknown" ? [] : entries.filter((check) => !/:[1-9]\d*$/.test(String(check)));
  if (open.length === 0) return;
  checks.note("checks", {
    fault: "anybody may report a required check",
    got: open,
    allowed: 'each with the id of a GitHub App, as "All Pass:15368"',
    next: CLASSIC,
  });
}
