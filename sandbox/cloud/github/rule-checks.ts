import type { Caller } from "./caller";
import type { RepositoryRecord } from "./data";
import { refuse } from "./errors";
import { filesAt } from "./git-writes";
import { bindingRulesets, globToRegExp } from "./ruleset-match";
import type { Store } from "./store";
import type { Rule } from "./types";

/** A change of a ref that rules may forbid. */
export interface RefChange {
  readonly ref: string;
  readonly kind: "create" | "update" | "force" | "delete";
  /** The commit that the ref shall name. @default - none: it is deleted */
  readonly sha?: string;
}

/** Throws (409 on contents, 422 on refs) when active rulesets forbid a direct change of a ref. */
export function enforceRules(
  store: Store,
  caller: Caller,
  record: RepositoryRecord,
  change: RefChange,
  status: 409 | 422,
): void {
  const rules = bindingRulesets(store, caller, record, change.ref, "direct").flatMap((each) => each.rules);
  const faults = rules.map((rule) => violation(record, rule, change)).filter((fault) => fault !== undefined);
  if (faults.length === 0) return;
  throw refuse(status, `Repository rule violations found\n\n${[...new Set(faults)].join("\n\n")}\n\n`);
}

function violation(record: RepositoryRecord, rule: Rule, change: RefChange): string | undefined {
  const moves = change.kind === "update" || change.kind === "force";
  switch (rule.type) {
    case "creation":
      return change.kind === "create" ? "Cannot create ref due to creations being restricted." : undefined;
    case "update":
      return moves ? "Cannot update this protected ref." : undefined;
    case "deletion":
      return change.kind === "delete" ? "Cannot delete this protected ref." : undefined;
    case "non_fast_forward":
      return change.kind === "force" ? "Cannot force-push to this protected ref." : undefined;
    case "pull_request":
      return moves ? "Changes must be made through a pull request." : undefined;
    case "merge_queue":
      return moves ? "Changes must be made through the merge queue." : undefined;
    case "required_status_checks":
      return missingChecks(record, rule, change);
    default:
      return contentViolation(record, rule, change);
  }
}

function contentViolation(record: RepositoryRecord, rule: Rule, change: RefChange): string | undefined {
  const commit = change.sha === undefined ? undefined : record.git.commits[change.sha];
  if (commit === undefined) return undefined;
  const name = change.ref.replace(/^refs\/(heads|tags)\//, "");
  switch (rule.type) {
    case "required_linear_history":
      return commit.parents.length > 1 ? "This branch must not contain merge commits." : undefined;
    case "commit_message_pattern":
      return patternViolation(rule, "Commit message", commit.message);
    case "commit_author_email_pattern":
      return patternViolation(rule, "Author email", commit.author.email);
    case "committer_email_pattern":
      return patternViolation(rule, "Committer email", commit.committer.email);
    case "branch_name_pattern":
      return change.kind === "create" ? patternViolation(rule, "Branch name", name) : undefined;
    case "tag_name_pattern":
      return change.kind === "create" ? patternViolation(rule, "Tag name", name) : undefined;
    default:
      return fileViolation(record, rule, commit.sha);
  }
}

function missingChecks(record: RepositoryRecord, rule: Rule, change: RefChange): string | undefined {
  const { sha } = change;
  if (sha === undefined) return undefined;
  if (change.kind === "create" && rule.parameters?.do_not_enforce_on_create === true) return undefined;
  return (
    failedChecks(record, rule, sha)
      .map((context) => `Required status check "${context}" is expected.`)
      .join("\n\n") || undefined
  );
}

/** Contexts that the rule requires and that have not succeeded on the commit. */
export function failedChecks(record: RepositoryRecord, rule: Rule, sha: string): string[] {
  const checks = (rule.parameters?.required_status_checks ?? []) as {
    context: string;
    integration_id?: number;
  }[];
  return checks
    .filter((check) => !hasPassed(record, sha, check.context, check.integration_id))
    .map((c) => c.context);
}

const PASSED = ["success", "neutral", "skipped"];

function hasPassed(record: RepositoryRecord, sha: string, context: string, app: number | undefined): boolean {
  const runs = record.check_runs.filter(
    (run) => run.head_sha === sha && run.name === context && (app === undefined || run.app.id === app),
  );
  const last = runs.at(-1);
  if (last !== undefined) return PASSED.includes(last.conclusion ?? "");
  if (app !== undefined) return false;
  return (
    record.statuses.filter((each) => each.sha === sha && each.context === context).at(-1)?.state === "success"
  );
}

function patternViolation(rule: Rule, subject: string, text: string): string | undefined {
  const { operator, pattern, negate } = rule.parameters as {
    operator: string;
    pattern: string;
    negate?: boolean;
  };
  const matches = matchesOperator(operator, pattern, text);
  if (matches !== (negate ?? false)) return undefined;
  const verb =
    { starts_with: "start with", ends_with: "end with", contains: "contain" }[operator] ??
    "match a given regex pattern:";
  return `${subject} must ${negate === true ? "not " : ""}${verb} ${pattern}`;
}

function matchesOperator(operator: string, pattern: string, text: string): boolean {
  switch (operator) {
    case "starts_with":
      return text.startsWith(pattern);
    case "ends_with":
      return text.endsWith(pattern);
    case "contains":
      return text.includes(pattern);
    default:
      return new RegExp(pattern).test(text);
  }
}

function fileViolation(record: RepositoryRecord, rule: Rule, sha: string): string | undefined {
  const before = filesAt(record, record.git.commits[sha]?.parents[0]);
  const changed = Object.entries(filesAt(record, sha)).filter(
    ([path, file]) => before[path]?.sha !== file.sha,
  );
  const wrong = changed.find(([path, file]) => breaksFileRule(record, rule, path, file.sha));
  return wrong === undefined ? undefined : `File ${wrong[0]} breaks the rule ${rule.type}.`;
}

function breaksFileRule(record: RepositoryRecord, rule: Rule, path: string, blob: string): boolean {
  const parameters = rule.parameters ?? {};
  switch (rule.type) {
    case "file_path_restriction":
      return (parameters.restricted_file_paths as string[]).some((pattern) =>
        globToRegExp(pattern).test(path),
      );
    case "file_extension_restriction":
      return (parameters.restricted_file_extensions as string[]).some((end) =>
        path.endsWith(end.replace(/^\*/, "")),
      );
    case "max_file_path_length":
      return path.length > Number(parameters.max_file_path_length);
    case "max_file_size":
      return (
        Buffer.from(record.git.blobs[blob] ?? "", "base64").length >
        Number(parameters.max_file_size) * 1_048_576
      );
    default:
      return false;
  }
}
