import { Secret } from "../../../constructs/app-environment/secret";
import { DeploymentEnvironment } from "../../../constructs/deployment-environment";
import { BypassActor, RequiredCheck } from "../../../constructs/repository-protection";
import { synthesize } from "../synthesize";
import { violations } from "./facts";
import { githubStack, rendered } from "./fixture";

describe("the provider's schema takes", () => {
  test("a repository with everything", () => {
    const json = rendered(
      {
        securityProducts: ["secret-protection", "code-security"],
        description: "d",
        homepageUrl: "https://lingobot.example",
        topics: ["a"],
        labels: [{ name: "bug", color: "d73a4a", description: "broken" }],
        teams: { platform: "maintain" },
        collaborators: { octocat: "push" },
        actions: { accessLevel: "organization" },
        branches: [
          { name: "main", codeScanning: {}, mergeQueue: true, bypass: [BypassActor.organizationAdmins()] },
          {
            name: "develop",
            linearHistory: true,
            bypass: [BypassActor.team("platform"), BypassActor.app(1)],
          },
        ],
      },
      (repository) => {
        repository.seedFile({ path: "README.md", content: "# ${{ x }}" });
        repository.addRequiredCheck(RequiredCheck.external("CodeQL", 57789));
      },
    );

    expect(violations(json)).toEqual([]);
  });

  test("a repository by default, and an adopted public one", () => {
    expect(violations(rendered())).toEqual([]);
    expect(violations(rendered({ adopt: true, plan: "free", visibility: "public" }))).toEqual([]);
  });

  test("an environment with everything", () => {
    const stack = githubStack("production");
    new DeploymentEnvironment(stack, "GitHubEnvironment", {
      owner: "lingobot",
      repository: "lingobot",
      environment: "production",
      plan: "enterprise",
      visibility: "private",
      branches: ["main"],
      tags: ["v*"],
      reviewers: { teams: ["platform"], users: ["ada"] },
      waitTimerMinutes: 5,
      secrets: { DO_ACCESS_TOKEN: Secret.named("TOKEN") },
      variables: { APP_URL: "https://lingobot.example" },
    });

    expect(violations(synthesize(stack))).toEqual([]);
  });

  test("nothing that it does not know", () => {
    const json = { resource: { github_branch: { b: { branch: 1, sha: "x", nope: true } } } };

    expect(violations(json as never)).toEqual([
      "github_branch.repository: required",
      "github_branch.branch: 1",
      "github_branch.sha: computed only",
      "github_branch.nope: unknown",
    ]);
  });
});
