import { definePolicy } from "../policy";
import type { Place } from "../stack/place";
import { settingsOfRepositories } from "../subjects/repositories";

const NEXT = 'allow them one by one: AllowedActions.selected({ patterns: ["docker/login-action@*"] })';

export const allowedActions = definePolicy({
  id: "allowed-actions",
  title: "only selected actions run in the repository",
  reason:
    "any action of anybody gets the job's token and its secrets: tj-actions/changed-files printed them in 2025",
  source: "docs.github.com, Managing GitHub Actions settings for a repository; CVE-2025-30066",
  scope: "every stack",
  subject: "repositories",
  check: (stack) => {
    const permissions = settingsOfRepositories(stack, "github_actions_repository_permissions", {
      fault: "any action of anybody may run in the repository",
      next: "add github_actions_repository_permissions: RepositoryProtection does",
    });
    for (const each of permissions) requireSelection(each);
    return undefined;
  },
});

function requireSelection(permissions: Place): void {
  if (!permissions.isOn("enabled", true)) return;
  permissions.require("allowed_actions", {
    holds: (allowed) => allowed === "selected" || allowed === "local_only",
    fault: "any action of anybody may run in the repository",
    allowed: "selected, local_only",
    next: NEXT,
  });
  for (const selection of permissions.blocks("allowed_actions_config")) {
    const patterns = selection.entries("patterns_allowed");
    const wide = patterns === "unknown" ? [] : patterns.filter(isAnybodys);
    if (wide.length > 0)
      selection.note("patterns_allowed", {
        fault: "a pattern allows any action of anybody",
        got: wide,
        allowed: "patterns with the whole name of an owner",
        next: NEXT,
      });
  }
}

/** Whether the owner is left open: everybody may take a name that begins like another. */
function isAnybodys(pattern: unknown): boolean {
  const [owner = ""] = String(pattern).split("/");
  return owner.includes("*");
}
