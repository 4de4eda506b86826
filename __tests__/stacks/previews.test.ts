import { lingobot } from "../../lingobot";
import type { PlatformSettings } from "../../stacks";
import { onlyResource, resourcesOf } from "../constructs/synthesize";
import { SandboxDeployment } from "../end-to-end/deployment";
import { synthesizedStacks } from "./platform-under-test";

function previewing(visibility: "private" | "public" = "private"): PlatformSettings {
  const { pipeline, github } = lingobot;
  if (pipeline === undefined) throw new Error("LingoBot has no pipeline");
  return { ...lingobot, github: { ...github, visibility }, pipeline: { ...pipeline, preview: {} } };
}

const repository = (settings?: PlatformSettings) => {
  const { repository: stack } = synthesizedStacks(settings);
  if (stack === undefined) throw new Error("there is no repository stack");
  return stack;
};

test("without previews there is no environment for them, and no secret to give", () => {
  expect(resourcesOf(repository(), "github_repository_environment")).toEqual({});
  expect(repository().variable ?? {}).toEqual({});
});

test("with previews the repository's stack makes their environment, with a token of its own", () => {
  const stack = repository(previewing());
  expect(onlyResource(stack, "github_repository_environment")).toMatchObject({ environment: "preview" });
  expect(onlyResource(stack, "github_repository_environment")).not.toHaveProperty("deployment_branch_policy");
  const secrets = Object.values(resourcesOf(stack, "github_actions_environment_secret"));
  expect(secrets).toMatchObject([
    { secret_name: "DO_ACCESS_TOKEN", plaintext_value: "${var.PREVIEW_DO_ACCESS_TOKEN}" },
    { secret_name: "REGISTRY_CREDENTIALS", plaintext_value: "${var.GHCR_PULL_CREDENTIAL}" },
  ]);
  expect(secrets.map((each) => (each as { lifecycle?: object }).lifecycle)).toMatchObject([
    {
      ignore_changes: ["plaintext_value"],
      precondition: [
        { error_message: expect.stringContaining("PREVIEW_DO_ACCESS_TOKEN must be a DigitalOcean") },
      ],
    },
    {
      ignore_changes: ["plaintext_value"],
      precondition: [
        { error_message: expect.stringContaining("GHCR_PULL_CREDENTIAL must be username:token") },
      ],
    },
  ]);
});

test("with previews nothing is planned while their secrets have no value", () => {
  const { lifecycle } = onlyResource(repository(previewing()), "github_repository");
  expect(JSON.stringify((lifecycle as { precondition: object[] }).precondition)).toMatch(
    /var\.GHCR_PULL_CREDENTIAL, var\.PREVIEW_DO_ACCESS_TOKEN\] : value != .*secrets without a value/,
  );
  expect(JSON.stringify(repository())).not.toContain("secrets without a value");
});

test("public images need no credential to pull", () => {
  const secrets = resourcesOf(repository(previewing("public")), "github_actions_environment_secret");
  expect(Object.values(secrets)).toMatchObject([{ secret_name: "DO_ACCESS_TOKEN" }]);
});

test("terraform makes it, and has nothing to do afterwards", async () => {
  const deployment = await SandboxDeployment.start();
  try {
    const settings = previewing();
    await deployment.apply(settings, "repository");
    const github = deployment.cloud.github.as(deployment.cloud.github.tokenOwner);
    const made = github.environments.get("lingobot", "lingobot", "preview");
    expect(made).toMatchObject({ name: "preview", deployment_branch_policy: null });
    expect(await deployment.plan(settings, "repository")).toEqual({});
  } finally {
    await deployment.stop();
  }
}, 120_000);
