import type { LiveRule } from "../../../constructs/delivery-pipeline/tool/gate/branch-rules";
import { compareBypassActors, NOT_TOLD } from "../../../constructs/delivery-pipeline/tool/gate/bypass";
import { bypassActorsOf } from "../../../stacks/protection";
import { CloudError } from "../../clouds/http";
import { type DriftCheck, repositoryOf, type Subject } from "../check";
import { describeFinding } from "../finding";

/** Who may bypass the rules of the long-lived branches: GitHub tells it only to who may change rulesets. */
export const bypassActors: DriftCheck = {
  id: "bypass actors",
  run: async (subject) => ({ differs: await differencesOf(subject) }),
};

async function differencesOf(subject: Subject): Promise<string[]> {
  const { stack, settings, environment } = subject;
  const github = await repositoryOf(subject);
  if (environment !== undefined || github === undefined) return [];
  // A plan shows that it is to be created.
  if ((await github.find("")) === undefined) return [];
  const differs = new Set<string>();
  for (const [branch, allowed] of bypassActorsOf(settings)) {
    const rules = await github.list<LiveRule>(`/rules/branches/${encodeURIComponent(branch)}`);
    for (const finding of await compareBypassActors(github, rules, allowed)) {
      if (finding.live === NOT_TOLD) throw notTold(finding.what);
      differs.add(describeFinding(stack.name, finding, `npm run deploy -- ${stack.name}`));
    }
  }
  return [...differs];
}

function notTold(what: string): CloudError {
  return new CloudError(
    `GitHub tells the ${what} only to who may change rulesets; sign in with "Administration: write" of the repository, as the platform's App has it`,
  );
}
