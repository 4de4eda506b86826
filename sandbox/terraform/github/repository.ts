import { isDeepStrictEqual } from "node:util";
import { CloudError } from "../../cloud/cloud-error";
import type { Pages, SecurityAndAnalysis, Visibility } from "../../cloud/github";
import { type Context, PartialState, type ResourceType, type Value, type Values } from "../resource-type";
import { repositoryState } from "./repository-state";
import { api, block, flag, ifFound, owner, strings, text, wording } from "./support";

/** github_repository: created with one call, then changed with more; a failure after the first leaves it tainted. */
export const repository: ResourceType = {
  create(context, planned) {
    const branch = text(planned.default_branch);
    if (branch !== "" && branch !== "main") {
      throw new Error("cannot set the default branch on a new repository to something other than 'main'");
    }
    const name = createRepository(context, planned);
    return orTainted({ ...planned, id: name }, () => {
      const pages = desiredPages(planned.pages);
      if (strings(planned.topics).length > 0)
        api(context).repositories.replaceTopics(owner(context), name, strings(planned.topics));
      if (pages !== undefined) api(context).repositories.setPages(owner(context), name, pages);
      api(context).repositories.setVulnerabilityAlerts(
        owner(context),
        name,
        flag(planned.vulnerability_alerts),
      );
      return change(context, name, undefined, planned);
    });
  },

  read: (context, state) => ifFound(() => repositoryState(context, text(state.id), state)),

  update(context, prior, planned) {
    if (flag(planned.archived) && flag(prior.archived)) return planned;
    return change(context, text(prior.id), prior, planned);
  },

  delete(context, state) {
    const { repositories } = api(context);
    const name = text(state.id);
    if (!flag(state.archive_on_destroy)) repositories.delete(owner(context), name);
    else if (!flag(state.archived))
      repositories.update(owner(context), name, { ...settings(state), archived: true });
  },

  import: (_context, id) => ({ id, auto_init: false }),
};

function createRepository(context: Context, planned: Values): string {
  const { repositories } = api(context);
  const body = {
    ...settings(planned),
    visibility: visibilityOf(planned),
    auto_init: flag(planned.auto_init),
    gitignore_template: text(planned.gitignore_template),
    license_template: text(planned.license_template),
  };
  const template = block(planned.template);
  if (template !== undefined) {
    const source = { owner: text(template.owner), name: text(template.repository) };
    return repositories.generate(source, owner(context), body).name;
  }
  if (text(planned.fork) !== "true") return repositories.create(owner(context), body).name;
  const source = { owner: text(planned.source_owner), name: text(planned.source_repo) };
  if (source.owner === "" || source.name === "") {
    throw new Error("source_owner and source_repo must be provided when forking a repository");
  }
  return repositories.fork(source, owner(context), text(planned.name)).name;
}

/** Everything after creation, and every update: one PATCH, then a call for each thing that has its own. */
function change(context: Context, id: string, prior: Values | undefined, planned: Values): Values {
  const { repositories } = api(context);
  const login = owner(context);
  const changed = (attribute: string) =>
    !isDeepStrictEqual(prior?.[attribute] ?? null, planned[attribute] ?? null);
  const name = repositories.update(login, id, {
    ...settings(planned),
    ...(changed("security_and_analysis") ? security(planned) : {}),
    ...(prior !== undefined && changed("default_branch")
      ? { default_branch: text(planned.default_branch) }
      : {}),
  }).name;
  if (prior !== undefined && changed("pages")) updatePages(context, name, prior, planned);
  if (changed("topics") && Array.isArray(planned.topics))
    repositories.replaceTopics(login, name, strings(planned.topics));
  if (prior !== undefined && changed("vulnerability_alerts")) {
    repositories.setVulnerabilityAlerts(login, name, flag(planned.vulnerability_alerts));
  }
  if (prior !== undefined && changed("visibility") && planned.visibility !== null) {
    repositories.update(login, name, { visibility: visibilityOf(planned) });
  }
  if (prior !== undefined && changed("private") && planned.private !== null) {
    repositories.update(login, name, { private: flag(planned.private) });
  }
  return repositoryState(context, name, planned);
}

function orTainted(state: Values, work: () => Values): Values {
  try {
    return work();
  } catch (error) {
    throw error instanceof CloudError ? new PartialState(state, wording(error)) : error;
  }
}

function visibilityOf(values: Values): Visibility {
  if (text(values.visibility) !== "") return text(values.visibility) as Visibility;
  return flag(values.private) ? "private" : "public";
}

function settings(values: Values) {
  const common = {
    name: text(values.name),
    description: text(values.description),
    homepage: text(values.homepage_url),
    has_downloads: flag(values.has_downloads),
    has_issues: flag(values.has_issues),
    has_discussions: flag(values.has_discussions),
    has_projects: flag(values.has_projects),
    has_wiki: flag(values.has_wiki),
    is_template: flag(values.is_template),
    allow_merge_commit: flag(values.allow_merge_commit),
    allow_squash_merge: flag(values.allow_squash_merge),
    allow_rebase_merge: flag(values.allow_rebase_merge),
    allow_auto_merge: flag(values.allow_auto_merge),
    allow_update_branch: flag(values.allow_update_branch),
    delete_branch_on_merge: flag(values.delete_branch_on_merge),
    web_commit_signoff_required: flag(values.web_commit_signoff_required),
    archived: flag(values.archived),
  };
  const merge = {
    merge_commit_title: text(values.merge_commit_title),
    merge_commit_message: text(values.merge_commit_message),
  };
  const squash = {
    squash_merge_commit_title: text(values.squash_merge_commit_title),
    squash_merge_commit_message: text(values.squash_merge_commit_message),
  };
  return {
    ...common,
    ...(common.allow_merge_commit ? merge : {}),
    ...(common.allow_squash_merge ? squash : {}),
  };
}

/** Only three settings are sent, whatever else is configured. */
function security(values: Values): { security_and_analysis?: SecurityAndAnalysis } {
  const configured = block(values.security_and_analysis);
  if (configured === undefined) return {};
  const sent = ["advanced_security", "secret_scanning", "secret_scanning_push_protection"].flatMap((name) => {
    const setting = block(configured[name]);
    return setting === undefined ? [] : [[name, { status: text(setting.status) }]];
  });
  return { security_and_analysis: Object.fromEntries(sent) };
}

function desiredPages(value: Value | undefined): Pick<Pages, "build_type" | "source" | "cname"> | undefined {
  const pages = block(value);
  if (pages === undefined) return undefined;
  const source = block(pages.source);
  return {
    build_type: text(pages.build_type) === "workflow" ? "workflow" : "legacy",
    source: { branch: text(source?.branch) || "main", path: text(source?.path) || "/" },
    cname: text(pages.cname) || null,
  };
}

function updatePages(context: Context, name: string, prior: Values, planned: Values): void {
  const pages = desiredPages(planned.pages);
  if (pages === undefined && block(prior.pages) === undefined) return;
  api(context).repositories.setPages(owner(context), name, pages ?? null);
}
