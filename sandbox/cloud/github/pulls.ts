import { ApiGroup, found } from "./api-group";
import type { RepositoryRecord } from "./data";
import { invalid, refuse } from "./errors";
import { isAncestor, writeCommit } from "./git-writes";
import { issueOf, newIssue } from "./issues";
import { type ChangedFile, changedFiles } from "./pull-files";
import { changesOf, conflicts, liveHead, mergeBase, mergeFaults } from "./pull-merge";
import { bindingRulesets } from "./ruleset-match";
import type { PullRequest, PullRequestData, Review } from "./types";

/** Body of `POST /repos/{owner}/{repo}/pulls`. */
export interface NewPullRequest {
  readonly title: string;
  readonly head: string;
  readonly base: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly maintainer_can_modify?: boolean;
}

/** Pull requests within one repository: opened, reviewed, merged or closed. */
export class Pulls extends ApiGroup {
  /** 422 for a branch that is missing, without commits of its own, or with an open pull request. */
  create(owner: string, name: string, body: NewPullRequest): PullRequest {
    return this.call("POST", `/repos/${owner}/${name}/pulls`, "write", () => {
      const record = this.writable(owner, name);
      const head = body.head.replace(/^[^:]*:/, "");
      const { headSha, baseSha } = this.checkBranches(record, head, body.base);
      const issue = newIssue(this.store, this.caller, record, body, true);
      const pull: PullRequestData = {
        number: issue.number,
        head_ref: head,
        head_sha: headSha,
        base_ref: body.base,
        base_sha: baseSha,
        draft: body.draft ?? false,
        maintainer_can_modify: body.maintainer_can_modify ?? false,
        merged: false,
        merge_commit_sha: null,
        merged_at: null,
        reviews: [],
      };
      record.issues.push(issue);
      record.pulls.push(pull);
      return shown(record, pull);
    });
  }

  get(owner: string, name: string, number: number): PullRequest {
    return this.call("GET", `/repos/${owner}/${name}/pulls/${number}`, "none", () => {
      const record = this.repo(owner, name);
      return shown(
        record,
        found(record.pulls, (each) => each.number === number),
      );
    });
  }

  list(owner: string, name: string, state: "open" | "closed" | "all" = "open"): PullRequest[] {
    return this.call("GET", `/repos/${owner}/${name}/pulls`, "none", () => {
      const record = this.repo(owner, name);
      return record.pulls
        .map((each) => shown(record, each))
        .filter((each) => state === "all" || each.state === state);
    });
  }

  update(
    owner: string,
    name: string,
    number: number,
    body: {
      title?: string;
      body?: string;
      state?: "open" | "closed";
      base?: string;
      maintainer_can_modify?: boolean;
    },
  ): PullRequest {
    return this.call("PATCH", `/repos/${owner}/${name}/pulls/${number}`, "write", () => {
      const record = this.writable(owner, name);
      const pull = found(record.pulls, (each) => each.number === number);
      const { base, maintainer_can_modify: modify, ...issue } = body;
      if (base !== undefined) Object.assign(pull, { base_ref: base, base_sha: headOf(record, base, "base") });
      if (modify !== undefined) pull.maintainer_can_modify = modify;
      Object.assign(issueOf(record, number), issue, { updated_at: this.store.now() });
      return shown(record, pull);
    });
  }

  /** Files that the pull request changes, with the lines added and deleted in each. */
  files(owner: string, name: string, number: number): ChangedFile[] {
    return this.call("GET", `/repos/${owner}/${name}/pulls/${number}/files`, "none", () => {
      const record = this.repo(owner, name);
      const pull = found(record.pulls, (each) => each.number === number);
      return changedFiles(record, mergeBase(record, pull), liveHead(record, pull));
    });
  }

  /** 422 for approving one's own. */
  review(
    owner: string,
    name: string,
    number: number,
    event: "APPROVE" | "REQUEST_CHANGES" | "COMMENT",
    body = "",
  ): Review {
    return this.call("POST", `/repos/${owner}/${name}/pulls/${number}/reviews`, "read", () => {
      const record = this.writable(owner, name);
      const pull = found(record.pulls, (each) => each.number === number);
      if (event !== "COMMENT" && issueOf(record, number).user === this.caller.login) {
        throw invalid(
          "Unprocessable Entity",
          event === "APPROVE"
            ? "Can not approve your own pull request"
            : "Can not request changes on your own pull request",
        );
      }
      const states = {
        APPROVE: "APPROVED",
        REQUEST_CHANGES: "CHANGES_REQUESTED",
        COMMENT: "COMMENTED",
      } as const;
      const review = {
        id: this.store.id("Review"),
        user: this.caller.login,
        state: states[event],
        commit_id: liveHead(record, pull),
        body,
        submitted_at: this.store.now(),
      };
      pull.reviews.push(review);
      return review;
    });
  }

  reviews(owner: string, name: string, number: number): Review[] {
    return this.call("GET", `/repos/${owner}/${name}/pulls/${number}/reviews`, "none", () => [
      ...found(this.repo(owner, name).pulls, (each) => each.number === number).reviews,
    ]);
  }

  /** 405 while rules of the base branch are not met or the method is not allowed; 409 on a conflict. */
  merge(
    owner: string,
    name: string,
    number: number,
    method: "merge" | "squash" | "rebase" = "merge",
  ): { sha: string; merged: true } {
    return this.call("PUT", `/repos/${owner}/${name}/pulls/${number}/merge`, "write", () => {
      const record = this.writable(owner, name);
      const pull = found(record.pulls, (each) => each.number === number);
      const issue = issueOf(record, number);
      if (issue.state === "closed") throw refuse(405, "Pull Request is not mergeable");
      this.checkMerge(record, pull, method);
      const sha = this.commitMerge(record, pull, method, issue.title);
      Object.assign(pull, {
        merged: true,
        merge_commit_sha: sha,
        merged_at: this.store.now(),
        head_sha: liveHead(record, pull),
      });
      Object.assign(issue, { state: "closed", updated_at: this.store.now() });
      if (record.repository.delete_branch_on_merge) delete record.git.refs[`refs/heads/${pull.head_ref}`];
      return { sha, merged: true };
    });
  }

  private checkBranches(
    record: RepositoryRecord,
    head: string,
    base: string,
  ): { headSha: string; baseSha: string } {
    const headSha = headOf(record, head, "head");
    const baseSha = headOf(record, base, "base");
    if (isAncestor(record, headSha, baseSha)) throw failed(`No commits between ${base} and ${head}`);
    const open = record.pulls.some(
      (each) =>
        each.head_ref === head && each.base_ref === base && issueOf(record, each.number).state === "open",
    );
    if (open) throw failed(`A pull request already exists for ${record.repository.owner.login}:${head}.`);
    return { headSha, baseSha };
  }

  private checkMerge(
    record: RepositoryRecord,
    pull: PullRequestData,
    method: "merge" | "squash" | "rebase",
  ): void {
    const { repository } = record;
    const allowed = {
      merge: repository.allow_merge_commit,
      squash: repository.allow_squash_merge,
      rebase: repository.allow_rebase_merge,
    };
    if (!allowed[method])
      throw refuse(
        405,
        `${method[0]?.toUpperCase()}${method.slice(1)} merges are not allowed on this repository.`,
      );
    const rules = bindingRulesets(
      this.store,
      this.caller,
      record,
      `refs/heads/${pull.base_ref}`,
      "pull_request",
    ).flatMap((each) => each.rules);
    const faults = rules.flatMap((rule) => mergeFaults(record, pull, rule, method));
    if (faults.length > 0)
      throw refuse(405, `Repository rule violations found\n\n${[...new Set(faults)].join("\n\n")}\n\n`);
    const conflict = conflicts(record, pull);
    if (conflict) throw refuse(409, "Merge conflict");
  }

  private commitMerge(
    record: RepositoryRecord,
    pull: PullRequestData,
    method: string,
    title: string,
  ): string {
    const head = liveHead(record, pull);
    const from = `${record.repository.owner.login}/${pull.head_ref}`;
    const merge = method === "merge";
    return writeCommit(this.store, this.caller, record, pull.base_ref, {
      message: merge
        ? `Merge pull request #${pull.number} from ${from}\n\n${title}`
        : `${title} (#${pull.number})`,
      changes: changesOf(record, mergeBase(record, pull), head),
      ...(merge ? { merges: head } : {}),
    }).sha;
  }
}

function headOf(record: RepositoryRecord, branch: string, field: "head" | "base"): string {
  const sha = record.git.refs[`refs/heads/${branch}`];
  if (sha === undefined)
    throw invalid("Validation Failed", { resource: "PullRequest", field, code: "invalid" });
  return sha;
}

function failed(message: string) {
  return invalid("Validation Failed", { resource: "PullRequest", code: "custom", message });
}

function shown(record: RepositoryRecord, pull: PullRequestData): PullRequest {
  const issue = issueOf(record, pull.number);
  return {
    id: issue.id,
    number: pull.number,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    user: { login: issue.user },
    head: { ref: pull.head_ref, sha: liveHead(record, pull) },
    base: { ref: pull.base_ref, sha: pull.base_sha },
    draft: pull.draft,
    merged: pull.merged,
    merge_commit_sha: pull.merge_commit_sha,
    maintainer_can_modify: pull.maintainer_can_modify,
    labels: issue.labels.map((name) => ({ name })),
    created_at: issue.created_at,
    updated_at: issue.updated_at,
  };
}
