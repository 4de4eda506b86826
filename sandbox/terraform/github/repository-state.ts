import { etag, type Pages, type Repository, type SecurityAndAnalysis } from "../../cloud/github";
import type { Context, Values } from "../resource-type";
import { api, flag, owner } from "./support";

/** What a read puts into the state of a github_repository; `base` keeps what GitHub does not tell. */
export function repositoryState(context: Context, name: string, base: Values): Values {
  const { repositories } = api(context);
  const repository = repositories.get(owner(context), name);
  return {
    ...base,
    ...describe(repository),
    ...(repository.archived ? {} : mergeSettings(repository)),
    ...(repository.has_pages ? { pages: pagesBlock(repositories.pages(owner(context), name)) } : {}),
    ...origin(repository, base),
    id: name,
    name,
    etag: etag(repository),
    ...(flag(base.ignore_vulnerability_alerts_during_read)
      ? {}
      : { vulnerability_alerts: repositories.vulnerabilityAlerts(owner(context), name) }),
    security_and_analysis: securityBlock(repository.security_and_analysis),
  };
}

/** Attributes that resource and data source share. */
export function describe(repository: Repository): Values {
  return {
    description: repository.description ?? "",
    primary_language: repository.language ?? "",
    homepage_url: repository.homepage ?? "",
    private: repository.private,
    visibility: repository.visibility,
    has_issues: repository.has_issues,
    has_discussions: repository.has_discussions,
    has_projects: repository.has_projects,
    has_wiki: repository.has_wiki,
    is_template: repository.is_template,
    full_name: repository.full_name,
    default_branch: repository.default_branch,
    html_url: repository.html_url,
    ssh_clone_url: repository.ssh_url,
    svn_url: repository.svn_url,
    git_clone_url: repository.git_url,
    http_clone_url: repository.clone_url,
    archived: repository.archived,
    topics: [...repository.topics],
    node_id: repository.node_id,
    repo_id: repository.id,
  };
}

/** Settings that GitHub does not tell of an archived repository. */
export function mergeSettings(repository: Repository): Values {
  return {
    allow_auto_merge: repository.allow_auto_merge,
    allow_merge_commit: repository.allow_merge_commit,
    allow_rebase_merge: repository.allow_rebase_merge,
    allow_squash_merge: repository.allow_squash_merge,
    allow_update_branch: repository.allow_update_branch,
    delete_branch_on_merge: repository.delete_branch_on_merge,
    web_commit_signoff_required: repository.web_commit_signoff_required,
    has_downloads: repository.has_downloads,
    merge_commit_message: repository.merge_commit_message,
    merge_commit_title: repository.merge_commit_title,
    squash_merge_commit_message: repository.squash_merge_commit_message,
    squash_merge_commit_title: repository.squash_merge_commit_title,
  };
}

/** The site as a nested block. */
export function pagesBlock(pages: Pages): Values[] {
  const source = pages.build_type === "legacy" && pages.source !== null ? [{ ...pages.source }] : [];
  const { build_type, url, custom_404, html_url } = pages;
  return [
    { build_type, source, url, status: pages.status ?? "", cname: pages.cname ?? "", custom_404, html_url },
  ];
}

function origin({ fork, parent, template_repository: template }: Repository, base: Values): Values {
  const isFork = { fork: String(fork) };
  const source = fork && parent !== null ? { source_owner: parent.owner, source_repo: parent.name } : {};
  const none = fork
    ? { source_owner: base.source_owner ?? "", source_repo: base.source_repo ?? "" }
    : { source_owner: "", source_repo: "" };
  return {
    ...isFork,
    ...none,
    ...source,
    template:
      template === null
        ? []
        : [{ owner: template.owner, repository: template.name, include_all_branches: false }],
  };
}

/** Only these three settings are ever read back; the others of the schema stay empty. */
function securityBlock(security: SecurityAndAnalysis): Values[] {
  const setting = (value: { status: string } | undefined) =>
    value === undefined ? [] : [{ status: value.status }];
  return [
    {
      advanced_security: setting(security.advanced_security),
      code_security: [],
      secret_scanning: setting(security.secret_scanning ?? { status: "" }),
      secret_scanning_ai_detection: [],
      secret_scanning_non_provider_patterns: [],
      secret_scanning_push_protection: setting(security.secret_scanning_push_protection ?? { status: "" }),
    },
  ];
}
