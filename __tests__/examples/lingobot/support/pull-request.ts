import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SIZE_LABELS } from "../../../../constructs/delivery-pipeline/files/labels";
import { sandboxTokens } from "../../../../sandbox/rest";
import { createWorld, type World } from "../../../constructs/delivery-pipeline/tool/world";
import type { Given } from "./runner";

const [OWNER, REPOSITORY] = ["lingobot", "lingobot"] as const;

/** Where a pull request comes from. */
export type Origin = "the repository" | "a fork" | "Dependabot";

/** A pull request of 30 changed lines of code and text in the sandbox, and what a job that runs for it is given. */
export class SandboxPullRequest {
  public static async open(): Promise<SandboxPullRequest> {
    const pull = new SandboxPullRequest(await createWorld());
    const { git, pulls, issues, refs } = pull.github();
    // As the stack `repository` makes them.
    for (const { name } of SIZE_LABELS) issues.createLabel(OWNER, REPOSITORY, { name, color: "d4c5f9" });
    refs["refs/heads/feature/x"] = refs["refs/heads/main"] ?? "";
    const changes = { "src/app.py": "a\n".repeat(29), "docs/app.md": "# App\n" };
    git.push(OWNER, REPOSITORY, "feature/x", { message: "feat: x", changes });
    pulls.create(OWNER, REPOSITORY, { title: "feat: x", head: "feature/x", base: "main" });
    return pull;
  }

  private constructor(private readonly world: World) {}

  /** For a pull request of the repository itself, or of a fork or Dependabot, whose tokens can only read. */
  public given(from: Origin): Pick<Given, "contexts" | "env"> {
    const fork = from === "a fork";
    const base = { repo: { full_name: `${OWNER}/${REPOSITORY}` } };
    const head = { repo: { full_name: fork ? "octocat/lingobot" : base.repo.full_name } };
    const user = { login: from === "Dependabot" ? "dependabot[bot]" : "grace" };
    const event = { pull_request: { number: 1, user, head: { ...head, sha: "1".repeat(40) }, base } };
    const file = join(this.world.directory, "event.json");
    writeFileSync(file, JSON.stringify(event));
    return {
      contexts: {
        github: {
          token: from === "the repository" ? sandboxTokens.workflow : sandboxTokens.readOnly,
          repository: base.repo.full_name,
          event,
        },
      },
      env: {
        GITHUB_API_URL: this.world.rest.url,
        GITHUB_REPOSITORY: base.repo.full_name,
        GITHUB_EVENT_PATH: file,
      },
    };
  }

  public get labels(): readonly string[] {
    return this.github().issues.get(OWNER, REPOSITORY, 1).labels;
  }

  public get comments(): readonly string[] {
    const comments = this.github().issues.comments(OWNER, REPOSITORY, 1);
    return comments.map(({ body }) => body);
  }

  public close(): Promise<void> {
    return this.world.close();
  }

  private github() {
    const { github } = this.world.cloud;
    const refs = Object.values(github.data.repositories)[0]?.git.refs ?? {};
    return { ...clientOf(github.as(github.tokenOwner)), refs };
  }
}

type Client = ReturnType<World["cloud"]["github"]["as"]>;

function clientOf({ git, pulls, issues }: Client): Pick<Client, "git" | "pulls" | "issues"> {
  return { git, pulls, issues };
}
