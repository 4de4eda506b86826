import type { Configured } from "./configured";
import type { StackReading } from "./stack-reading";
import { type Entry, entry, phrase } from "./text";

/** GitHub Actions, as GitHub numbers it: checks that only it may report. */
const GITHUB_ACTIONS = "15368";

/** The rulesets: where each holds, what it asks for, who may pass it by. */
export function rulesetEntries(stack: StackReading): Entry[] {
  return stack.resources("github_repository_ruleset").map(({ settings }) => {
    settings.skip("repository", "target");
    const enforcement = settings.text("enforcement");
    const [rules] = settings.blocks("rules");
    return entry(
      settings.text("name") ?? "",
      phrase(enforcement === "active" ? "holds" : `NOT ENFORCED (${enforcement})`, refs(settings)),
      rules && phrase(...flags(rules)),
      ...(rules === undefined ? [] : rulesWithSettings(rules)),
      bypass(settings, stack.references),
    );
  });
}

function refs(ruleset: Configured): string {
  const names = ruleset.blocks("conditions").flatMap((conditions) => conditions.blocks("ref_name"));
  const [included, excluded] = ["include", "exclude"].map((side) => names.flatMap((each) => each.list(side)));
  return phrase(`on ${included?.join(" ")}`, excluded?.length ? `not on ${excluded.join(" ")}` : undefined);
}

const FLAGS: Readonly<Record<string, string>> = {
  deletion: "no deletion",
  non_fast_forward: "no force push",
  required_linear_history: "linear history",
  required_signatures: "signed commits",
  creation: "no creation",
  update: "no update",
};

function flags(rules: Configured): string[] {
  return Object.entries(FLAGS).flatMap(([name, words]) => (rules.take(name) === true ? [words] : []));
}

function rulesWithSettings(rules: Configured): string[] {
  return [
    ...rules.blocks("pull_request").map(pullRequest),
    ...rules.blocks("required_status_checks").map(checks),
    ...rules
      .blocks("required_code_scanning")
      .flatMap((scanning) => scanning.blocks("required_code_scanning_tool").map(tool)),
    ...rules.blocks("merge_queue").map((queue) => `merge queue, by ${queue.text("merge_method")}`),
  ];
}

function pullRequest(rule: Configured): string {
  const is = (name: string) => rule.take(name) === true;
  return `pull request: ${phrase(
    `${rule.text("required_approving_review_count") ?? 0} approving`,
    is("require_code_owner_review") && "code owners too",
    is("require_last_push_approval") && "of the last push",
    is("dismiss_stale_reviews_on_push") && "a push dismisses",
    is("required_review_thread_resolution") && "threads resolved",
  )}`;
}

function checks(rule: Configured): string {
  const strict = rule.take("strict_required_status_checks_policy") === true;
  const told = rule.blocks("required_check").map((check) => {
    const [context, app] = [check.text("context"), check.text("integration_id")];
    const reporter = app === undefined ? "ANYONE" : app === GITHUB_ACTIONS ? "GitHub Actions" : `app ${app}`;
    return `"${context}" of ${reporter}`;
  });
  return `required checks: ${phrase(...told, strict && "with the branch's newest commit")}`;
}

function tool(scanning: Configured): string {
  const [alerts, security] = [scanning.text("alerts_threshold"), scanning.text("security_alerts_threshold")];
  return `code scanning: ${scanning.text("tool")}, alerts ${alerts}, security alerts ${security}`;
}

function bypass(ruleset: Configured, references: StackReading["references"]): string {
  const actors = ruleset.blocks("bypass_actors").map((actor) => {
    const [type, id, mode] = [actor.text("actor_type"), actor.take("actor_id"), actor.text("bypass_mode")];
    return `${type}${id === undefined ? "" : ` ${references.text(id)}`} (${mode})`;
  });
  return actors.length === 0 ? "nobody may bypass it" : `bypassed by ${actors.join(", ")}`;
}
