import { DataGithubTeam } from "@cdktf/provider-github/lib/data-github-team";
import type { Construct } from "constructs";

/** The numeric id of a team, looked up by its slug when Terraform plans; one lookup per scope and team. */
export function teamId(scope: Construct, slug: string): number {
  const id = `Team-${slug}`;
  const found = scope.node.tryFindChild(id) as DataGithubTeam | undefined;
  const team = found ?? new DataGithubTeam(scope, id, { slug, summaryOnly: true });
  return team.getNumberAttribute("id");
}
