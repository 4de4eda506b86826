import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LONG_LIVED_BRANCHES, type ProtectedBranch } from "../../../constructs/repository-protection";
import { type Json, onlyResource, type SynthesizedStack } from "../synthesize";
import { problems, rendered, rulesOf } from "./fixture";

/** A real git repository whose pull requests merge the way the rendered settings and rules say. */
class GuardedGit {
  private readonly directory = mkdtempSync(join(tmpdir(), "promotion-"));

  public constructor(
    private readonly repository: Json,
    private readonly rules: (branch: string) => Json,
  ) {
    this.git("init", "--quiet", "--initial-branch=main");
    this.commit("bot.py", "greeting = 'hello'\n");
    this.git("branch", "staging");
    this.git("branch", "develop");
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  public git(...args: string[]): string {
    const who = [
      "-c",
      "user.name=ada",
      "-c",
      "user.email=ada@lingobot.example",
      "-c",
      "commit.gpgsign=false",
    ];
    return execFileSync("git", [...who, ...args], {
      cwd: this.directory,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  }

  public commit(file: string, text: string): void {
    writeFileSync(join(this.directory, file), text);
    this.git("add", "--all");
    this.git("commit", "--quiet", "-m", `feat: change ${file}`);
  }

  /** A developer's pull request: a branch from develop, one commit, merged into develop. */
  public develop(text: string): void {
    this.git("checkout", "--quiet", "-B", "feature", "develop");
    this.commit("bot.py", text);
    this.pullRequest("feature", "develop");
    this.git("branch", "--quiet", "-D", "feature");
  }

  /** Merges as GitHub would; throws when the rules or git refuse. */
  public pullRequest(head: string, base: string): void {
    const rules = this.rules(base);
    const checks = rules.required_status_checks as Json | undefined;
    if (checks?.strict_required_status_checks_policy === true)
      this.git("merge-base", "--is-ancestor", base, head);
    this.git("checkout", "--quiet", base);
    const method = this.method(rules);
    if (method === "merge") this.git("merge", "--quiet", "--no-ff", "-m", `${head} into ${base}`, head);
    if (method === "squash") {
      this.git("merge", "--quiet", "--squash", head);
      this.git("commit", "--quiet", "-m", `${head} into ${base}`);
    }
    if (method === "rebase") this.git("rebase", "--quiet", base, head);
  }

  /** The method that rules and settings leave; where both do, the one that keeps the history together. */
  private method(rules: Json): "merge" | "squash" | "rebase" {
    const linear = rules.required_linear_history === true;
    if (!linear && this.repository.allow_merge_commit === true) return "merge";
    if (this.repository.allow_squash_merge === true) return "squash";
    if (this.repository.allow_rebase_merge === true) return "rebase";
    throw new Error("nothing can be merged");
  }
}

function guardedBy(
  json: SynthesizedStack,
  change: (branch: string, rules: Json) => Json = (_, rules) => rules,
) {
  return new GuardedGit(onlyResource(json, "github_repository"), (branch) =>
    change(branch, rulesOf(json, branch)),
  );
}

/** Two releases, one after the other, and the text that main has in the end. */
function promoteTwice(git: GuardedGit): string {
  try {
    for (const release of ["one", "two"]) {
      git.develop(`greeting = '${release}'\n`);
      git.pullRequest("develop", "staging");
      git.pullRequest("staging", "main");
    }
    return git.git("show", "main:bot.py");
  } finally {
    git.remove();
  }
}

describe("promotion from develop to staging to main", () => {
  test("works twice in a row under the rendered rules", () => {
    expect(promoteTwice(guardedBy(rendered()))).toBe("greeting = 'two'");
  });

  test("leaves a linear history on develop and every commit of it on main", () => {
    const git = guardedBy(rendered());
    git.develop("greeting = 'one'\n");
    git.pullRequest("develop", "staging");
    git.pullRequest("staging", "main");

    expect(git.git("rev-list", "--merges", "--count", "develop")).toBe("0");
    expect(git.git("rev-list", "--count", "main..develop")).toBe("0");
    git.remove();
  });

  test("would break the second time if main required a linear history, so that is refused", () => {
    const linear = (branch: string, rules: Json) =>
      branch === "main" ? { ...rules, required_linear_history: true } : rules;

    expect(() => promoteTwice(guardedBy(rendered(), linear))).toThrow("Command failed: git");
    expect(problems({ branches: changed("main", { linearHistory: true }) })).toEqual([
      'branch "main" is promoted into from "staging", but requires a linear history: without merge commits the second promotion conflicts with the first; drop `linearHistory` from it (the branch that developers merge into may keep it)',
    ]);
  });

  test("would break the second time if main required the newest commit, so that is refused", () => {
    const strict = (branch: string, rules: Json) =>
      branch === "main"
        ? { ...rules, required_status_checks: { strict_required_status_checks_policy: true } }
        : rules;

    expect(() => promoteTwice(guardedBy(rendered(), strict))).toThrow(
      "merge-base --is-ancestor main staging",
    );
    expect(problems({ branches: changed("main", { upToDate: true }) })).toEqual([
      'branch "main" is promoted into from "staging", but requires pull requests to be up to date: "staging" can never hold the merge commits of earlier promotions; drop `upToDate` from it',
    ]);
  });

  test("needs merge commits", () => {
    const found = problems({ merge: { mergeCommits: false } });

    expect(found).toEqual(
      [
        'branch "main" is promoted into from "staging"',
        'branch "staging" is promoted into from "develop"',
      ].map(
        (promotion) =>
          `${promotion}, which takes merge commits, but the repository allows none; set \`merge.mergeCommits\` to true, or drop \`promotedFrom\``,
      ),
    );
  });

  test("must not delete the branch that was promoted", () => {
    const fault = (fix: string) =>
      `branch "develop" may be deleted, and merged branches are deleted: promoting it would delete it; drop ${fix}, or set \`merge.deleteBranchOnMerge\` to false`;

    expect(problems({ branches: changed("develop", { allowDeletion: true }) })).toEqual([
      fault("`allowDeletion` (or `protected: false`)"),
    ]);
    expect(problems({ branches: changed("develop", { protected: false }) })).toEqual([
      fault("`allowDeletion` (or `protected: false`)"),
    ]);
    expect(problems({ branches: changed("main", { protected: false }) })).toEqual([]);
    expect(
      problems({
        branches: changed("develop", { allowDeletion: true }),
        merge: { deleteBranchOnMerge: false },
      }),
    ).toEqual([]);
  });

  test("cannot start where nothing can be merged", () => {
    expect(problems({ merge: { squash: false } })).toEqual([
      'branch "develop" requires a linear history, but the repository allows neither squash nor rebase merges, so nothing could be merged; set `merge.squash` or `merge.rebase` to true, or drop `linearHistory`',
    ]);
  });
});

function changed(name: string, change: Partial<ProtectedBranch>): ProtectedBranch[] {
  return LONG_LIVED_BRANCHES.map((branch) => (branch.name === name ? { ...branch, ...change } : branch));
}
