import { ContainerRegistry, InstanceSize } from "../../constructs";
import { lingobot } from "../../lingobot";
import type { EnvironmentSettings, PlatformSettings } from "../../stacks";
import { SandboxDeployment } from "./deployment";

jest.setTimeout(180_000);

type Components = Pick<EnvironmentSettings, "workers" | "jobs">;
type Kind = "workers" | "jobs";

let deployment: SandboxDeployment;

beforeAll(async () => {
  deployment = await SandboxDeployment.start();
  await deployment.apply(settingsWith({}), "repository");
});
afterAll(() => deployment.stop());

function image(name: string) {
  return ContainerRegistry.ghcr("lingobot", name).image().byTag("staging-latest");
}

/** Each component with an image of its own. */
function componentsOf(kind: Kind, names: readonly string[]): Components {
  const props = (name: string) => ({
    image: image(name),
    ...(kind === "workers" ? { size: InstanceSize.XXS } : {}),
  });
  return { [kind]: Object.fromEntries(names.map((name) => [name, props(name)])) };
}

function settingsWith(components: Components): PlatformSettings {
  const environments = lingobot.environments.map((each) =>
    each.name === "staging" ? { ...each, ...components, monthlyBudget: 100 } : each,
  );
  return { ...lingobot, environments: environments as EnvironmentSettings[] };
}

async function apply(kind: Kind, ...names: string[]): Promise<void> {
  await deployment.apply(settingsWith(componentsOf(kind, names)), "staging");
}

/** LingoBot's pipeline deploys each component by its digest. */
function pipelineDeploys(kind: Kind): void {
  const { id, spec } = app();
  const components = (spec[kind] ?? []).map(
    ({ image: { tag: _tag, ...rest } = { repository: "" }, ...each }) => ({
      ...each,
      image: { ...rest, digest: digestOf(each.name) },
    }),
  );
  deployment.cloud.digitalocean.apps.update(id, { spec: { ...spec, [kind]: components } });
}

function digestOf(name: string): string {
  const digest = deployment.cloud.images.resolve(`ghcr.io/lingobot/${name}:staging-latest`);
  if (digest === undefined) throw new Error(`no image ${name}`);
  return digest;
}

function app() {
  const found = deployment.cloud.digitalocean.apps
    .list()
    .find(({ spec }) => spec.name === "lingobot-staging");
  if (found === undefined) throw new Error("no staging");
  return found;
}

/** What runs: digest, or tag, of each component. */
function running(kind: Kind): Record<string, string | undefined> {
  const components = app().spec[kind] ?? [];
  return Object.fromEntries(components.map((each) => [each.name, each.image?.digest ?? each.image?.tag]));
}

describe.each(["workers", "jobs"] as const)("%s keep their own images", (kind) => {
  beforeAll(async () => {
    for (const name of ["queue", "mail", "report"])
      deployment.cloud.images.push(`ghcr.io/lingobot/${name}:staging-latest`);
    deployment.push(settingsWith({}));
    await apply(kind, "queue", "mail");
    pipelineDeploys(kind);
  });

  test("whatever the pipeline deployed is left alone", async () => {
    expect(await deployment.plan(settingsWith(componentsOf(kind, ["queue", "mail"])), "staging")).toEqual({});
  });

  test.each([
    ["the first is left out", ["mail"]],
    ["they change places", ["mail", "queue"]],
    ["one is put before them", ["report", "queue", "mail"]],
    ["one has another name", ["report", "mail"]],
  ])("%s: Terraform refuses, and says what to do", async (_case, names) => {
    const before = JSON.stringify(app());
    await expect(apply(kind, ...names)).rejects.toThrow(
      `the ${kind} of the live app stand in another order than in the code`,
    );
    expect(JSON.stringify(app())).toBe(before);
  });

  test("one after them gets the image of the settings, and the others keep theirs", async () => {
    await apply(kind, "queue", "mail", "report");
    expect(running(kind)).toEqual({
      queue: digestOf("queue"),
      mail: digestOf("mail"),
      report: "staging-latest",
    });
  });

  test("the last can be left out", async () => {
    await apply(kind, "queue", "mail");
    expect(running(kind)).toEqual({ queue: digestOf("queue"), mail: digestOf("mail") });
  });

  test("one that somebody took away by hand is not put back with another's image", async () => {
    const { id, spec } = app();
    deployment.cloud.digitalocean.apps.update(id, { spec: { ...spec, [kind]: spec[kind]?.slice(1) } });
    await expect(apply(kind, "queue", "mail")).rejects.toThrow("stand in another order");
    await apply(kind, "mail");
    expect(running(kind)).toEqual({ mail: digestOf("mail") });
    expect(await deployment.plan(settingsWith(componentsOf(kind, ["mail"])), "staging")).toEqual({});
  });
});
