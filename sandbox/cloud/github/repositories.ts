import { ApiGroup } from "./api-group";
import { may } from "./caller";
import type { RepositoryRecord } from "./data";
import { invalid, notFound, refuse } from "./errors";
import { writeCommit } from "./git-writes";
import { requireSecurityProducts, shownSecurity } from "./plan-limits";
import { newRepository, urls } from "./repository-defaults";
import type { NewRepository, Pages, Repository, RepositoryChange, SecurityAndAnalysis } from "./types";

const NAME = /^[A-Za-z0-9._-]{1,100}$/;
const TOPIC = /^[a-z0-9][a-z0-9-]{0,49}$/;

/** Repositories and their settings: `/orgs/{org}/repos`, `/repos/{owner}/{repo}`. */
export class Repositories extends ApiGroup {
  /** 422 for a name that is taken (whatever its case) or malformed, 404 for an unknown owner. */
  create(owner: string, body: NewRepository): Repository {
    return this.call("POST", this.ownerPath(owner), "admin", () => {
      const record = this.add(owner, body);
      if (body.auto_init === true || body.gitignore_template || body.license_template) {
        writeCommit(this.store, this.caller, record, record.repository.default_branch, {
          message: "Initial commit",
          changes: initialFiles(body),
        });
      }
      return this.shown(record);
    });
  }

  /** `POST /repos/{owner}/{repo}/generate`: a new repository with the files of a template. */
  generate(template: { readonly owner: string; readonly name: string }, owner: string, body: NewRepository) {
    return this.call("POST", `/repos/${template.owner}/${template.name}/generate`, "admin", () => {
      const source = this.repo(template.owner, template.name);
      if (!source.repository.is_template) throw notFound();
      return this.shown(this.copy(source, owner, body, { template_repository: template }));
    });
  }

  /** `POST /repos/{owner}/{repo}/forks`. */
  fork(source: { readonly owner: string; readonly name: string }, owner: string, name: string): Repository {
    return this.call("POST", `/repos/${source.owner}/${source.name}/forks`, "admin", () => {
      const record = this.repo(source.owner, source.name);
      return this.shown(this.copy(record, owner, { name }, { fork: true, parent: source }));
    });
  }

  get(owner: string, name: string): Repository {
    return this.call("GET", `/repos/${owner}/${name}`, "none", () => this.shown(this.repo(owner, name)));
  }

  /** All that the caller may see. */
  list(owner: string): Repository[] {
    return this.call("GET", this.ownerPath(owner), "none", () => {
      if (this.store.organization(owner) === undefined && this.store.user(owner) === undefined)
        throw notFound();
      const all = this.store.repositoriesOf(owner);
      return all
        .filter(({ repository }) => !repository.private || may(this.caller, "read"))
        .map((r) => this.shown(r));
    });
  }

  update(owner: string, name: string, change: RepositoryChange): Repository {
    return this.call("PATCH", `/repos/${owner}/${name}`, "admin", () => {
      const record = this.repo(owner, name);
      if (record.repository.archived && change.archived !== false)
        throw refuse(403, "Repository was archived so is read-only.");
      this.applyChange(record, change);
      record.repository.updated_at = this.store.now();
      return this.shown(record);
    });
  }

  delete(owner: string, name: string): void {
    this.call("DELETE", `/repos/${owner}/${name}`, "admin", () => {
      delete this.store.data.repositories[this.repo(owner, name).repository.id];
    });
  }

  replaceTopics(owner: string, name: string, topics: readonly string[]): string[] {
    return this.call("PUT", `/repos/${owner}/${name}/topics`, "admin", () => {
      const record = this.writable(owner, name);
      if (topics.length > 20)
        throw invalid("Validation Failed", "A repository cannot have more than 20 topics.");
      const wrong = topics.find((topic) => !TOPIC.test(topic));
      if (wrong !== undefined)
        throw invalid(
          "Validation Failed",
          `Topic '${wrong}' must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.`,
        );
      record.repository.topics = [...topics];
      return record.repository.topics;
    });
  }

  vulnerabilityAlerts(owner: string, name: string): boolean {
    return this.call(
      "GET",
      `/repos/${owner}/${name}/vulnerability-alerts`,
      "none",
      () => this.repo(owner, name).vulnerability_alerts,
    );
  }

  setVulnerabilityAlerts(owner: string, name: string, on: boolean): void {
    this.call(on ? "PUT" : "DELETE", `/repos/${owner}/${name}/vulnerability-alerts`, "admin", () => {
      const record = this.writable(owner, name);
      record.vulnerability_alerts = on;
      if (!on) record.automated_security_fixes = false;
    });
  }

  automatedSecurityFixes(owner: string, name: string): { enabled: boolean; paused: boolean } {
    return this.call("GET", `/repos/${owner}/${name}/automated-security-fixes`, "none", () => ({
      enabled: this.repo(owner, name).automated_security_fixes,
      paused: false,
    }));
  }

  /** 422 as long as vulnerability alerts are off. */
  setAutomatedSecurityFixes(owner: string, name: string, on: boolean): void {
    this.call(on ? "PUT" : "DELETE", `/repos/${owner}/${name}/automated-security-fixes`, "admin", () => {
      const record = this.writable(owner, name);
      if (on && !record.vulnerability_alerts) {
        throw invalid("Vulnerability alerts must be enabled to configure Dependabot security updates.");
      }
      record.automated_security_fixes = on;
    });
  }

  pages(owner: string, name: string): Pages {
    return this.call("GET", `/repos/${owner}/${name}/pages`, "none", () => {
      const { pages } = this.repo(owner, name);
      if (pages === null) throw notFound();
      return pages;
    });
  }

  /** Switches the site on, changes it, or (null) switches it off. */
  setPages(owner: string, name: string, site: Pick<Pages, "build_type" | "source" | "cname"> | null): void {
    this.call(site === null ? "DELETE" : "PUT", `/repos/${owner}/${name}/pages`, "admin", () => {
      const record = this.writable(owner, name);
      const url = `https://${owner}.github.io/${name}/`;
      record.pages =
        site === null
          ? null
          : {
              ...site,
              custom_404: false,
              html_url: url,
              url: `https://api.github.com/repos/${owner}/${name}/pages`,
              status: null,
            };
      record.repository.has_pages = site !== null;
    });
  }

  private ownerPath(owner: string): string {
    return this.store.organization(owner) === undefined ? "/user/repos" : `/orgs/${owner}/repos`;
  }

  private add(owner: string, body: NewRepository): RepositoryRecord {
    const login = this.store.organization(owner)?.organization.login ?? this.store.user(owner)?.login;
    if (login === undefined) throw notFound();
    if (!NAME.test(body.name)) throw creationFailed("name is invalid");
    if (this.store.repository(login, body.name)?.repository.name.toLowerCase() === body.name.toLowerCase()) {
      throw creationFailed("name already exists on this account");
    }
    const plan = this.store.organization(login)?.organization.plan.name;
    if (body.visibility === "internal" && plan !== "enterprise") {
      throw invalid("Only organizations associated with an enterprise can set visibility to internal");
    }
    const record = newRepository(this.store, login, body);
    this.store.data.repositories[record.repository.id] = record;
    return record;
  }

  private copy(
    source: RepositoryRecord,
    owner: string,
    body: NewRepository,
    origin: Partial<Repository>,
  ): RepositoryRecord {
    const record = this.add(owner, body);
    Object.assign(record.repository, origin);
    Object.assign(record.git, structuredClone(source.git));
    record.repository.default_branch = source.repository.default_branch;
    return record;
  }

  private applyChange(record: RepositoryRecord, change: RepositoryChange): void {
    const { security_and_analysis: security, name, visibility, private: isPrivate, ...settings } = change;
    const { repository } = record;
    if (settings.default_branch !== undefined) requireBranch(record, settings.default_branch);
    requireMergeMethod({ ...repository, ...defined(settings) });
    Object.assign(repository, defined(settings));
    const wanted =
      visibility ??
      (isPrivate === undefined || isPrivate === repository.private
        ? undefined
        : isPrivate
          ? "private"
          : "public");
    if (wanted !== undefined) Object.assign(repository, { visibility: wanted, private: wanted !== "public" });
    if (name !== undefined && name !== repository.name) this.rename(record, name);
    if (security !== undefined) this.applySecurity(record, security);
  }

  private applySecurity(record: RepositoryRecord, wanted: SecurityAndAnalysis): void {
    requireSecurityProducts(this.store, record, wanted);
    record.repository.security_and_analysis = { ...record.repository.security_and_analysis, ...wanted };
  }

  private rename(record: RepositoryRecord, name: string): void {
    const { repository } = record;
    const owner = repository.owner.login;
    const holder = this.store.repository(owner, name);
    if (
      holder !== undefined &&
      holder !== record &&
      holder.repository.name.toLowerCase() === name.toLowerCase()
    ) {
      throw invalid("Validation Failed", {
        resource: "Repository",
        field: "name",
        code: "custom",
        message: "name already exists on this account",
      });
    }
    record.formerNames.push(repository.full_name.toLowerCase());
    Object.assign(repository, { name, ...urls(owner, name) });
  }

  private shown(record: RepositoryRecord): Repository {
    return { ...record.repository, security_and_analysis: shownSecurity(this.store, record) };
  }
}

function creationFailed(message: string) {
  return invalid("Repository creation failed.", {
    resource: "Repository",
    field: "name",
    code: "custom",
    message,
  });
}

function requireBranch(record: RepositoryRecord, branch: string): void {
  const { refs } = record.git;
  if (refs[`refs/heads/${branch}`] !== undefined) return;
  if (Object.keys(refs).length === 0 && branch === record.repository.default_branch) return;
  throw invalid("Validation Failed", {
    resource: "Repository",
    field: "default_branch",
    code: "invalid",
    message: `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`,
  });
}

function requireMergeMethod(repository: Repository): void {
  if (repository.allow_merge_commit || repository.allow_squash_merge || repository.allow_rebase_merge) return;
  throw invalid("Validation Failed", {
    resource: "Repository",
    code: "custom",
    message: "Sorry, you need to allow at least one merge strategy. (no_merge_method)",
  });
}

function initialFiles(body: NewRepository): Record<string, string> {
  const readme = `# ${body.name}\n${body.description ? `${body.description}\n` : ""}`;
  return {
    ...(body.auto_init === true ? { "README.md": readme } : {}),
    ...(body.gitignore_template ? { ".gitignore": `# ${body.gitignore_template}\n` } : {}),
    ...(body.license_template ? { LICENSE: `${body.license_template}\n` } : {}),
  };
}

function defined<R extends object>(values: R): Partial<R> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<R>;
}
