import { ApiGroup, found, remove, replace } from "./api-group";
import type { Caller } from "./caller";
import type { RepositoryRecord } from "./data";
import { invalid, refuse } from "./errors";
import { API_URL, nodeId, type Store } from "./store";
import type { Comment, Issue, Label, Milestone } from "./types";

const COLOR = /^[0-9a-fA-F]{6}$/;

/** Body of `POST /repos/{owner}/{repo}/issues` and of PATCH. */
export interface IssueBody {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: "open" | "closed";
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly milestone?: number | null;
}

/** Labels, issues, their comments, and milestones. */
export class Issues extends ApiGroup {
  labels(owner: string, name: string): Label[] {
    return this.call("GET", `/repos/${owner}/${name}/labels`, "none", () => [
      ...this.repo(owner, name).labels,
    ]);
  }

  label(owner: string, name: string, label: string): Label {
    return this.call("GET", `/repos/${owner}/${name}/labels/${label}`, "none", () =>
      found(this.repo(owner, name).labels, byName(label)),
    );
  }

  /** 422 for a name that is taken, whatever its case. */
  createLabel(
    owner: string,
    name: string,
    body: { name: string; color: string; description?: string },
  ): Label {
    return this.call("POST", `/repos/${owner}/${name}/labels`, "write", () => {
      const record = this.writable(owner, name);
      checkLabel(record, body);
      const id = this.store.id("Label");
      const label: Label = {
        id,
        node_id: nodeId("Label", id),
        url: labelUrl(record, body.name),
        name: body.name,
        color: body.color,
        description: body.description ?? null,
        default: false,
      };
      record.labels.push(label);
      return label;
    });
  }

  updateLabel(
    owner: string,
    name: string,
    label: string,
    body: { name?: string; color?: string; description?: string },
  ): Label {
    return this.call("PATCH", `/repos/${owner}/${name}/labels/${label}`, "write", () => {
      const record = this.writable(owner, name);
      const before = found(record.labels, byName(label));
      const after = { ...before, ...body, url: labelUrl(record, body.name ?? before.name) };
      checkLabel(record, after, before);
      return replace(record.labels, before, after);
    });
  }

  deleteLabel(owner: string, name: string, label: string): void {
    this.call("DELETE", `/repos/${owner}/${name}/labels/${label}`, "write", () => {
      const record = this.writable(owner, name);
      remove(record.labels, byName(label));
      for (const issue of record.issues)
        issue.labels = issue.labels.filter((each) => each.toLowerCase() !== label.toLowerCase());
    });
  }

  list(owner: string, name: string): Issue[] {
    return this.call("GET", `/repos/${owner}/${name}/issues`, "none", () => [
      ...this.repo(owner, name).issues,
    ]);
  }

  get(owner: string, name: string, number: number): Issue {
    return this.call("GET", `/repos/${owner}/${name}/issues/${number}`, "none", () =>
      issueOf(this.repo(owner, name), number),
    );
  }

  /** 410 where issues are switched off. */
  create(owner: string, name: string, body: IssueBody & { readonly title: string }): Issue {
    return this.call("POST", `/repos/${owner}/${name}/issues`, "read", () => {
      const record = this.writable(owner, name);
      if (!record.repository.has_issues) throw refuse(410, "Issues has been disabled in this repository.");
      const issue = newIssue(this.store, this.caller, record, body);
      record.issues.push(issue);
      return this.change(record, issue, body);
    });
  }

  update(owner: string, name: string, number: number, body: IssueBody): Issue {
    return this.call("PATCH", `/repos/${owner}/${name}/issues/${number}`, "write", () => {
      const record = this.writable(owner, name);
      return this.change(record, issueOf(record, number), body);
    });
  }

  /** Adds labels; those that do not exist yet are made. */
  addLabels(owner: string, name: string, number: number, labels: readonly string[]): string[] {
    return this.call("POST", `/repos/${owner}/${name}/issues/${number}/labels`, "write", () => {
      const record = this.writable(owner, name);
      const issue = issueOf(record, number);
      return this.change(record, issue, { labels: [...new Set([...issue.labels, ...labels])] }).labels;
    });
  }

  removeLabel(owner: string, name: string, number: number, label: string): string[] {
    return this.call("DELETE", `/repos/${owner}/${name}/issues/${number}/labels/${label}`, "write", () => {
      const issue = issueOf(this.writable(owner, name), number);
      if (!issue.labels.includes(label)) throw refuse(404, "Label does not exist");
      issue.labels = issue.labels.filter((each) => each !== label);
      return issue.labels;
    });
  }

  comments(owner: string, name: string, number: number): Comment[] {
    return this.call("GET", `/repos/${owner}/${name}/issues/${number}/comments`, "none", () => [
      ...issueOf(this.repo(owner, name), number).comments,
    ]);
  }

  addComment(owner: string, name: string, number: number, body: string): Comment {
    return this.call("POST", `/repos/${owner}/${name}/issues/${number}/comments`, "write", () => {
      const issue = issueOf(this.writable(owner, name), number);
      const now = this.store.now();
      const comment = {
        id: this.store.id("Comment"),
        user: this.caller.login,
        body,
        created_at: now,
        updated_at: now,
      };
      issue.comments.push(comment);
      return comment;
    });
  }

  updateComment(owner: string, name: string, id: number, body: string): Comment {
    return this.call("PATCH", `/repos/${owner}/${name}/issues/comments/${id}`, "write", () => {
      const comments = this.writable(owner, name).issues.flatMap((each) => each.comments);
      const comment = found(comments, (each) => each.id === id);
      return Object.assign(comment, { body, updated_at: this.store.now() });
    });
  }

  milestone(owner: string, name: string, number: number): Milestone {
    return this.call("GET", `/repos/${owner}/${name}/milestones/${number}`, "none", () =>
      found(this.repo(owner, name).milestones, (each) => each.number === number),
    );
  }

  createMilestone(
    owner: string,
    name: string,
    body: Partial<Milestone> & { readonly title: string },
  ): Milestone {
    return this.call("POST", `/repos/${owner}/${name}/milestones`, "write", () => {
      const { milestones } = this.writable(owner, name);
      if (milestones.some((each) => each.title === body.title)) {
        throw invalid("Validation Failed", { resource: "Milestone", code: "already_exists", field: "title" });
      }
      const number = Math.max(0, ...milestones.map((each) => each.number)) + 1;
      const milestone: Milestone = {
        description: null,
        state: "open",
        due_on: null,
        ...body,
        id: this.store.id("Milestone"),
        number,
      };
      milestones.push(milestone);
      return milestone;
    });
  }

  updateMilestone(owner: string, name: string, number: number, body: Partial<Milestone>): Milestone {
    return this.call("PATCH", `/repos/${owner}/${name}/milestones/${number}`, "write", () =>
      Object.assign(
        found(this.writable(owner, name).milestones, (each) => each.number === number),
        body,
      ),
    );
  }

  deleteMilestone(owner: string, name: string, number: number): void {
    this.call("DELETE", `/repos/${owner}/${name}/milestones/${number}`, "write", () => {
      remove(this.writable(owner, name).milestones, (each) => each.number === number);
    });
  }

  private change(record: RepositoryRecord, issue: Issue, body: IssueBody): Issue {
    for (const label of body.labels ?? []) this.ensureLabel(record, label);
    for (const login of body.assignees ?? []) {
      if (this.store.user(login) === undefined)
        throw invalid("Validation Failed", { resource: "Issue", field: "assignees", code: "invalid" });
    }
    if (typeof body.milestone === "number")
      found(record.milestones, (each) => each.number === body.milestone);
    return Object.assign(issue, structuredClone(body), { updated_at: this.store.now() });
  }

  private ensureLabel(record: RepositoryRecord, name: string): void {
    if (record.labels.some(byName(name))) return;
    const id = this.store.id("Label");
    record.labels.push({
      id,
      node_id: nodeId("Label", id),
      url: labelUrl(record, name),
      name,
      color: "ededed",
      description: null,
      default: false,
    });
  }
}

/** An issue, or the issue under a pull request. */
export function newIssue(
  store: Store,
  caller: Caller,
  record: RepositoryRecord,
  body: { readonly title: string; readonly body?: string | null },
  isPullRequest = false,
): Issue {
  const id = store.id("Issue");
  record.last_number += 1;
  return {
    id,
    node_id: nodeId("Issue", id),
    number: record.last_number,
    user: caller.login,
    title: body.title,
    body: body.body ?? null,
    state: "open",
    labels: [],
    assignees: [],
    milestone: null,
    created_at: store.now(),
    updated_at: store.now(),
    pull_request: isPullRequest,
    comments: [],
  };
}

export function issueOf(record: RepositoryRecord, number: number): Issue {
  return found(record.issues, (each) => each.number === number);
}

function byName(label: string): (each: Label) => boolean {
  return (each) => each.name.toLowerCase() === label.toLowerCase();
}

function labelUrl(record: RepositoryRecord, label: string): string {
  return `${API_URL}/repos/${record.repository.full_name}/labels/${encodeURI(label)}`;
}

function checkLabel(
  record: RepositoryRecord,
  label: { name: string; color: string; description?: string | null },
  self?: Label,
): void {
  const fault = (field: string, code: string) =>
    invalid("Validation Failed", { resource: "Label", code, field });
  if (!COLOR.test(label.color)) throw fault("color", "invalid");
  if ((label.description ?? "").length > 100) throw fault("description", "invalid");
  if (record.labels.some((each) => each !== self && byName(label.name)(each)))
    throw fault("name", "already_exists");
}
