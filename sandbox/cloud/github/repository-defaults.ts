import type { RepositoryRecord } from "./data";
import { nodeId, type Store } from "./store";
import type { NewRepository, Repository, RepositorySettings } from "./types";

/** Settings of a repository of which nothing else was said. */
const SETTINGS: Omit<RepositorySettings, "name"> = {
  description: null,
  homepage: null,
  visibility: "public",
  private: false,
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_downloads: true,
  has_discussions: false,
  is_template: false,
  default_branch: "main",
  allow_merge_commit: true,
  allow_squash_merge: true,
  allow_rebase_merge: true,
  allow_auto_merge: false,
  allow_update_branch: false,
  delete_branch_on_merge: false,
  squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
  squash_merge_commit_message: "COMMIT_MESSAGES",
  merge_commit_title: "MERGE_MESSAGE",
  merge_commit_message: "PR_TITLE",
  web_commit_signoff_required: false,
  archived: false,
};

/** An empty repository as `POST /orgs/{org}/repos` makes it. */
export function newRepository(store: Store, owner: string, body: NewRepository): RepositoryRecord {
  const id = store.id("Repository");
  const visibility = body.visibility ?? (body.private === true ? "private" : "public");
  const { auto_init: _, gitignore_template: _g, license_template: _l, ...settings } = body;
  const repository: Repository = {
    ...SETTINGS,
    ...settings,
    archived: false,
    default_branch: "main",
    visibility,
    private: visibility !== "public",
    id,
    node_id: nodeId("Repository", id),
    owner: { login: owner },
    ...urls(owner, body.name),
    language: null,
    topics: [],
    has_pages: false,
    fork: false,
    parent: null,
    template_repository: null,
    security_and_analysis: {},
    created_at: store.now(),
    updated_at: store.now(),
    pushed_at: store.now(),
  };
  return { repository, ...emptyParts(store, owner, body.name, visibility === "public") };
}

/** Addresses that follow from owner and name. */
export function urls(owner: string, name: string) {
  return {
    full_name: `${owner}/${name}`,
    html_url: `https://github.com/${owner}/${name}`,
    git_url: `git://github.com/${owner}/${name}.git`,
    ssh_url: `git@github.com:${owner}/${name}.git`,
    clone_url: `https://github.com/${owner}/${name}.git`,
    svn_url: `https://github.com/${owner}/${name}`,
  };
}

function emptyParts(
  store: Store,
  owner: string,
  name: string,
  isPublic: boolean,
): Omit<RepositoryRecord, "repository"> {
  return {
    formerNames: [],
    git: { refs: {}, commits: {}, trees: {}, blobs: {} },
    vulnerability_alerts: isPublic,
    automated_security_fixes: false,
    pages: null,
    labels: DEFAULT_LABELS.map(([label, color, description]) => {
      const id = store.id("Label");
      const url = `https://api.github.com/repos/${owner}/${name}/labels/${encodeURI(label)}`;
      return { id, node_id: nodeId("Label", id), url, name: label, color, description, default: true };
    }),
    rulesets: [],
    branch_protections: [],
    environments: [],
    actions: {
      permissions: { enabled: true, allowed_actions: "all" },
      selected: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] },
      workflow: { default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
      access_level: "none",
      oidc: { use_default: true, include_claim_keys: [] },
      secrets: {},
      variables: {},
    },
    dependabot_secrets: {},
    teams: {},
    collaborators: {},
    invitations: [],
    custom_properties: {},
    last_number: 0,
    issues: [],
    pulls: [],
    milestones: [],
    releases: [],
    webhooks: [],
    keys: [],
    autolinks: [],
    deployments: [],
    check_runs: [],
    statuses: [],
    commit_comments: [],
  };
}

/** The nine labels of every new repository. */
const DEFAULT_LABELS: readonly (readonly [string, string, string])[] = [
  ["bug", "d73a4a", "Something isn't working"],
  ["documentation", "0075ca", "Improvements or additions to documentation"],
  ["duplicate", "cfd3d7", "This issue or pull request already exists"],
  ["enhancement", "a2eeef", "New feature or request"],
  ["good first issue", "7057ff", "Good for newcomers"],
  ["help wanted", "008672", "Extra attention is needed"],
  ["invalid", "e4e669", "This doesn't seem right"],
  ["question", "d876e3", "Further information is requested"],
  ["wontfix", "ffffff", "This will not be worked on"],
];
