import { referenceOf } from "../stack/expression";
import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";
import { type Demand, NOT_KNOWN, type RefRule } from "./ref-rules";

/** The classic branch protections of a stack. They hold for administrators only where they say so. */
export function classicRulesOf(stack: StackView): RefRule[] {
  return stack.guards("github_branch_protection").map((rule) => {
    const before = stack.findings.length;
    const demands = demandsOf(rule);
    const weakness = weaknessOf(rule) ?? (stack.findings.length > before ? NOT_KNOWN : undefined);
    return {
      address: rule.path,
      repository: repositoryOf(rule, stack),
      target: "branch",
      include: [String(rule.value("pattern"))],
      exclude: [],
      demands,
      ...(weakness === undefined ? {} : { weakness }),
    };
  });
}

function demandsOf(rule: Place): Demand[] {
  const reviews = rule.blocks("required_pull_request_reviews");
  const pushes = rule.blocks("restrict_pushes");
  return [
    ...(reviews.length > 0 && reviews.every(isApproval)
      ? (["asks for a pull request with an approval"] as const)
      : []),
    ...(!rule.isOn("allows_force_pushes", false) && isEmpty(rule, "force_push_bypassers")
      ? (["refuses force pushes"] as const)
      : []),
    ...(!rule.isOn("allows_deletions", false) ? (["refuses deletion"] as const) : []),
    ...(pushes.length > 0 && pushes.every(isClosed) ? (["refuses creation"] as const) : []),
  ];
}

function isApproval(reviews: Place): boolean {
  const count = reviews.known("required_approving_review_count") ?? 1;
  return Number(count) >= 1 && isEmpty(reviews, "pull_request_bypassers");
}

function isClosed(pushes: Place): boolean {
  return pushes.isOn("blocks_creations", true) && isEmpty(pushes, "push_allowances");
}

function weaknessOf(rule: Place): string | undefined {
  return rule.isOn("enforce_admins", false) ? undefined : "administrators may step around it";
}

function isEmpty(place: Place, attribute: string): boolean {
  const entries = place.entries(attribute);
  return entries !== "unknown" && entries.length === 0 && !place.isIgnored(attribute);
}

/** The name of the repository, which a classic rule names by its node's id as well. */
function repositoryOf(rule: Place, stack: StackView): string {
  const id = rule.values.repository_id;
  const [type, name = "", attribute] = referenceOf(id) ?? [];
  if (type === "github_repository" && attribute === "node_id")
    return String(stack.resolve(stack.configuration.resource?.[type]?.[name]?.name));
  return String(stack.resolve(id));
}
