import { RepositoryEnvironment } from "@cdktf/provider-github/lib/repository-environment";
import { ExistingRepository } from "../../../constructs/repository-protection";
import { onlyData, onlyResource, problemsOf, synthesize } from "../synthesize";
import { githubStack } from "./fixture";

describe("a repository of another stack", () => {
  test("is looked up by name, and a missing one gives the command that makes it", () => {
    const stack = githubStack("staging");
    const repository = new ExistingRepository(stack, "Repository", { owner: "LingoBot", repository: "bot" });

    expect(onlyData(synthesize(stack), "github_rest_api")).toEqual({
      endpoint: "repos/LingoBot/bot",
      lifecycle: {
        postcondition: [
          {
            condition: '${try(lower(jsondecode(self.body).full_name), "") == "lingobot/bot"}',
            error_message: "repository LingoBot/bot not found: run `cdktf deploy repository` first",
          },
        ],
      },
    });
    expect(repository.fullName).toBe("LingoBot/bot");
  });

  test("is waited for by what uses its name or depends on it", () => {
    const stack = githubStack("staging");
    const repository = new ExistingRepository(stack, "Repository", { owner: "lingobot", repository: "bot" });
    new RepositoryEnvironment(stack, "Environment", {
      repository: repository.name,
      environment: "staging",
      dependsOn: [repository],
    });
    const [address] = Object.keys(synthesize(stack).data?.github_rest_api ?? {});

    expect(onlyResource(synthesize(stack), "github_repository_environment")).toMatchObject({
      repository: `\${try(jsondecode(data.github_rest_api.${address}.body).name, "bot")}`,
      depends_on: [`data.github_rest_api.${address}`],
    });
  });

  test("needs valid names", () => {
    const repository = new ExistingRepository(githubStack(), "Repository", { owner: "", repository: "a b" });

    expect(problemsOf(repository)).toEqual([
      expect.stringContaining('the owner has no valid name; got ""'),
      expect.stringContaining('the repository has no valid name; got "a b"'),
    ]);
  });
});
