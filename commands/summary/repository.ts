import { basename, dirname } from "node:path";
import type { Configured } from "./configured";
import { rulesetEntries } from "./rulesets";
import type { StackReading } from "./stack-reading";
import { type Entry, entry, type Part, phrase } from "./text";

/** The repository: how it is merged into, its branches and their rules, who has access, what workflows may do. */
export function repositoryParts(stack: StackReading): Part[] {
  const repositories = stack
    .resources("github_repository")
    .flatMap(({ settings }) => repositoryEntries(settings, stack));
  return [
    { title: "Repository", entries: [...repositories, updates(stack)] },
    { title: "Branches", entries: branches(stack) },
    { title: "Rules", entries: rulesetEntries(stack) },
    { title: "Access", entries: access(stack) },
    { title: "Workflows", entries: workflows(stack) },
    { title: "Contents", entries: contents(stack) },
  ];
}

function repositoryEntries(repository: Configured, { references }: StackReading): Entry[] {
  const flags = (names: readonly string[]) => names.filter((name) => repository.take(name) === true);
  const words = (names: readonly string[]) =>
    phrase(...names.map((name) => name.replace(/^(has|allow)_/, "").replaceAll("_", " ")));
  const title = phrase(repository.text("name"), repository.text("visibility"));
  const merges = words(flags(["allow_merge_commit", "allow_squash_merge", "allow_rebase_merge"]));
  const also = words(flags(["allow_auto_merge", "allow_update_branch", "delete_branch_on_merge"]));
  const squash = `a squash says ${repository.text("squash_merge_commit_title")} and ${repository.text("squash_merge_commit_message")}`;
  const has = words(flags(["has_issues", "has_projects", "has_wiki", "has_discussions", "has_downloads"]));
  repository.expect({ archive_on_destroy: false, auto_init: true });
  return [
    entry("repository", title),
    entry("description", repository.text("description")),
    entry("topics", references.text(repository.list("topics"))),
    entry("merges by", phrase(merges, also), squash),
    entry("has", has || "no issues, no projects, no wiki, no discussions"),
    entry("security", phrase(...security(repository))),
  ];
}

function security(repository: Configured): string[] {
  const alerts = repository.take("vulnerability_alerts") === true ? ["vulnerability alerts"] : [];
  const features = repository
    .blocks("security_and_analysis")
    .flatMap((block) =>
      SECURITY_FEATURES.flatMap((name) =>
        block.blocks(name).map((feature) => `${name.replaceAll("_", " ")} ${feature.text("status")}`),
      ),
    );
  return [...features, ...alerts];
}

const SECURITY_FEATURES = [
  "advanced_security",
  "code_security",
  "secret_scanning",
  "secret_scanning_push_protection",
  "secret_scanning_ai_detection",
  "secret_scanning_non_provider_patterns",
];

function updates(stack: StackReading): Entry {
  const told = stack.resources("github_repository_dependabot_security_updates").map(({ settings }) => {
    settings.skip("repository");
    return settings.take("enabled") === true ? "opens pull requests with fixes" : "OFF";
  });
  return entry("Dependabot", ...told);
}

function branches(stack: StackReading): Entry[] {
  const main = stack.resources("github_branch_default").map(({ settings }) => {
    settings.skip("repository", "rename");
    return settings.text("branch");
  });
  const made = stack.resources("github_branch").map(({ settings }) => {
    settings.skip("repository");
    return entry(settings.text("branch") ?? "", `made from ${settings.text("source_branch")}`);
  });
  return [entry("default", ...main), ...made];
}

function access(stack: StackReading): Entry[] {
  const { references } = stack;
  return stack.resources("github_repository_collaborators").flatMap(({ settings }) => {
    settings.skip("repository");
    return [
      ...settings
        .blocks("team")
        .map((team) => entry(`team ${references.text(team.take("team_id"))}`, team.text("permission"))),
      ...settings
        .blocks("user")
        .map((user) => entry(references.text(user.take("username")), user.text("permission"))),
    ];
  });
}

function workflows(stack: StackReading): Entry[] {
  const actions = stack.resources("github_actions_repository_permissions").flatMap(({ settings }) => {
    settings.skip("repository");
    const isOn = settings.take("enabled") !== false;
    return [
      entry(
        "actions that may run",
        isOn ? phrase(settings.text("allowed_actions"), ...allowed(settings)) : "NONE",
      ),
    ];
  });
  const token = stack.resources("github_workflow_repository_permissions").map(({ settings }) => {
    settings.skip("repository");
    const approves = settings.take("can_approve_pull_request_reviews") === true;
    const may = settings.text("default_workflow_permissions");
    return entry(
      "default token",
      phrase(`may ${may}`, approves ? "MAY APPROVE pull requests" : "cannot approve"),
    );
  });
  return [...actions, ...token];
}

function allowed(permissions: Configured): string[] {
  return permissions
    .blocks("allowed_actions_config")
    .flatMap((config) => [
      ...(config.take("github_owned_allowed") === true ? ["GitHub's own"] : []),
      ...(config.take("verified_allowed") === true ? ["those of verified creators"] : []),
      ...config.list("patterns_allowed").map(String),
    ]);
}

function contents(stack: StackReading): Entry[] {
  const labels = stack.resources("github_issue_labels").flatMap(({ settings }) => {
    settings.skip("repository");
    return settings.blocks("label").map((label) => {
      label.skip("color", "description");
      return label.text("name");
    });
  });
  return [entry("labels", phrase(...labels)), entry("files, seeded once", ...byFolder(files(stack)))];
}

function files(stack: StackReading): string[] {
  return stack.resources("github_repository_file").map(({ settings }) => {
    settings.skip("repository", "content", "commit_message");
    settings.expect({ overwrite_on_create: false });
    return settings.text("file") ?? "";
  });
}

function byFolder(files: readonly string[]): string[] {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const folder = dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), basename(file)]);
  }
  return [...folders].map(([folder, names]) => `${folder === "." ? "" : `${folder}/ `}${names.join(", ")}`);
}
