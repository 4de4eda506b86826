import { App as AppResource } from "@cdktf/provider-digitalocean/lib/app";
import { Repository } from "@cdktf/provider-github/lib/repository";
import type { App, TerraformResource, TerraformStack } from "cdktf";
import { adviceFor } from "../../commands/refusals";
import { lingobot } from "../../lingobot";
import { SandboxDeployment } from "./deployment";

jest.setTimeout(180_000);

let deployment: SandboxDeployment;

beforeAll(async () => {
  deployment = await SandboxDeployment.start();
  await deployment.apply(lingobot, "repository");
  deployment.push(lingobot);
  await deployment.apply(lingobot, "staging");
});
afterAll(() => deployment.stop());
afterEach(() => {
  deployment.edit = () => undefined;
});

const RENAMED = "Renamed";
const LOST = { staging: AppResource, repository: Repository };

/** As if a construct had another id now. @param isMoved and Terraform were told so */
function rename(name: keyof typeof LOST, isMoved = false): void {
  deployment.edit = (app: App) => {
    const stack = app.node.findChild(name) as TerraformStack;
    const found = stack.node.findAll().find((each) => each instanceof LOST[name]) as TerraformResource;
    const { terraformResourceType: type, friendlyUniqueId: from } = found;
    const synthesized = stack.toTerraform.bind(stack);
    stack.toTerraform = () => ({
      ...JSON.parse(JSON.stringify(synthesized()).replaceAll(from, RENAMED)),
      ...(isMoved ? { moved: [{ from: `${type}.${from}`, to: `${type}.${RENAMED}` }] } : {}),
    });
  };
}

async function refusal(name: string): Promise<string> {
  return deployment.apply(lingobot, name).then(
    () => "applied",
    (error: Error) => error.message,
  );
}

describe.each([
  ["staging", "terraform_data.same-app-lingobot-staging"],
  ["repository", "terraform_data.same-repository-lingobot"],
] as const)("%s, whose construct has another name", (name, keeper) => {
  const clouds = () => JSON.stringify([deployment.cloud.digitalocean, deployment.cloud.github]);

  test("is not destroyed by a bare terraform apply, and the way out is told", async () => {
    const before = clouds();
    rename(name);
    const output = await refusal(name);
    expect(output).toContain("Error: Instance cannot be destroyed");
    expect(clouds()).toBe(before);
    const [advice] = adviceFor(output);
    expect(advice).toContain(
      `Nothing was destroyed: ${keeper} keeps what holds data or an address from being made anew`,
    );
    expect(advice).toContain('stack.addOverride("moved", [{ from: "OLD_ADDRESS", to: "NEW_ADDRESS" }])');
    expect(advice).toContain(`terraform state rm ${keeper}`);
  });

  test("passes when it is moved, and then there is nothing to do", async () => {
    rename(name, true);
    expect(await deployment.plan(lingobot, name)).toEqual({});
  });
});

test("a branch that was left out of the settings is not deleted by a bare terraform apply, and the way out is told", async () => {
  const branches = [{ name: "main", promotedFrom: "staging" }, { name: "staging" }];
  const { pipeline: _pipeline, ...rest } = lingobot;
  const settings = { ...rest, github: { ...lingobot.github, branches } };
  const output = await deployment.apply(settings, "repository").then(
    () => "applied",
    (error: Error) => error.message,
  );
  expect(output).toContain("Error: Instance cannot be destroyed");
  expect(JSON.stringify(deployment.cloud.github.data.repositories)).toContain("develop");
  expect(adviceFor(output)).toEqual([
    expect.stringMatching(
      /^Nothing was destroyed: develop is a branch that was left out of the code[\s\S]*terraform state rm github_branch\.ADDRESS 'terraform_data\.same-branches-lingobot\["develop"\]'/,
    ),
  ]);
});

test("an app that the cloud does not show any more is not made anew before somebody says so", async () => {
  const { apps } = deployment.cloud.digitalocean;
  for (const { id } of apps.list()) apps.delete(id);
  expect(await refusal("staging")).toContain("terraform_data.same-app-lingobot-staging");
});

test("is destroyed with its protection lifted", async () => {
  await deployment.destroy(lingobot, "staging");
  await deployment.destroy(lingobot, "repository");
  expect(deployment.cloud.github.data.repositories).toEqual({});
});
