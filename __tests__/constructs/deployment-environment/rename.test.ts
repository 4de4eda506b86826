import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { DeploymentEnvironment } from "../../../constructs";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { credentials } from "../../../sandbox/credentials";
import { startProviders } from "../../../sandbox/terraform/server";
import { run } from "../../../tools/cdktf";
import { findTerraform } from "../../../tools/terraform";

jest.setTimeout(60_000);

test("the policies of an environment that is renamed come along", async () => {
  const directory = mkdtempSync(join(tmpdir(), "rename-"));
  const cloud = Cloud.open(join(directory, "clouds.json"));
  const github = cloud.github.as(cloud.github.tokenOwner);
  github.repositories.create("lingobot", { name: "bot", auto_init: true });
  const providers = await startProviders(cloud, { environment: credentials() });
  const terraform = async (environment: string, ...args: string[]) => {
    const outdir = join(directory, environment);
    mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "stack");
    new LocalBackend(stack, { path: join(directory, "state") });
    new GithubProvider(stack, "GitHub", { owner: "lingobot" });
    new DeploymentEnvironment(stack, "Gate", {
      owner: "lingobot",
      repository: "bot",
      plan: "enterprise",
      visibility: "public",
      environment,
      branches: ["main"],
      tags: ["v*"],
    });
    app.synth();
    const env = { ...process.env, ...credentials(), ...providers.env };
    const cwd = join(outdir, "stacks", "stack");
    for (const command of [["init"], args]) {
      const { exitCode, output } = await run(findTerraform().command, [...command, "-no-color"], {
        env,
        cwd,
        onLine: () => undefined,
      });
      if (exitCode !== 0) throw new Error(output);
    }
  };
  const policies = (environment: string) =>
    github.environments.policies("lingobot", "bot", environment).map(({ name }) => name);
  try {
    await terraform("before", "apply", "-auto-approve");
    expect(policies("before").sort()).toEqual(["main", "v*"]);
    await terraform("after", "apply", "-auto-approve");
    expect(policies("after").sort()).toEqual(["main", "v*"]);
    expect(() => policies("before")).toThrow("Not Found");
    // Fails unless nothing is left to do.
    await terraform("after", "plan", "-detailed-exitcode");
  } finally {
    await providers.close();
    rmSync(directory, { recursive: true });
  }
});
