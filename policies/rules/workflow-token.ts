import { definePolicy } from "../policy";
import { settingsOfRepositories } from "../subjects/repositories";

const NEXT = 'leave actions.defaultTokenPermissions out, or set it to "read"; jobs ask for what they need';

export const workflowToken = definePolicy({
  id: "workflow-token",
  title: "the token of a workflow that does not say what it needs can only read, and approves nothing",
  reason: "a compromised action or dependency pushes code and moves tags with a token that can write",
  source: "docs.github.com, Secure use reference, GITHUB_TOKEN; ossf/scorecard, Token-Permissions",
  scope: "every stack",
  subject: "repositories",
  check: (stack) => {
    const permissions = settingsOfRepositories(stack, "github_workflow_repository_permissions", {
      fault: "what workflow tokens of the repository may do is left to the organization",
      next: "add github_workflow_repository_permissions: RepositoryProtection does",
    });
    for (const each of permissions) {
      each.require("can_approve_pull_request_reviews", {
        holds: (approves) => (approves ?? false) === false,
        fault: "a workflow may approve pull requests, and so stand for the person who has to",
        allowed: "false",
        next: "leave it out, or set it to false",
      });
      each.require("default_workflow_permissions", {
        holds: (permission) => permission === "read",
        fault: "a workflow's token may write unless the workflow says otherwise",
        allowed: "read",
        next: NEXT,
      });
    }
    return undefined;
  },
});
