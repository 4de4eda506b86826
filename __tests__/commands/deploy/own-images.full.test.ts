import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../tools/cdktf";
import { projectWith } from "../../end-to-end/project";
import { CloudsUnderTest } from "./clouds-under-test";

jest.setTimeout(300_000);

/** The digest in the settings of each worker's own image. */
const SETTINGS = { queue: digestOf("a"), mail: digestOf("b"), report: digestOf("c") };
/** What the pipeline deploys later. */
const DEPLOYED = { queue: digestOf("1"), mail: digestOf("2"), report: digestOf("3") };

type Name = keyof typeof SETTINGS;

let clouds: CloudsUnderTest;
const project = projectWith((settings) => settings);
const original = readFileSync("lingobot.ts", "utf8");

beforeAll(async () => {
  clouds = await (await CloudsUnderTest.start()).listen();
  for (const digests of [SETTINGS, DEPLOYED])
    for (const [name, digest] of Object.entries(digests))
      clouds.cloud.images.push(`ghcr.io/lingobot/${name}:latest`, { digest });
});
afterAll(() => clouds.stop());

function digestOf(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

/** Gives staging these workers, each with an image of its own, and a job. */
function code(...names: Name[]): void {
  const workers = names.map(
    (name) =>
      `${name}: { size: InstanceSize.XXS, image: ContainerRegistry.ghcr("lingobot", "${name}").image().byDigest("${SETTINGS[name]}") }`,
  );
  const text = original
    .replace(
      'name: "staging",',
      `name: "staging", workers: { ${workers.join(", ")} }, jobs: { migrate: {} },`,
    )
    .replace("InstanceSize,", "ContainerRegistry, InstanceSize,")
    .replace("monthlyBudget: 5,", "monthlyBudget: 50,");
  writeFileSync(join(project, "lingobot.ts"), text);
}

async function command(name: string, ...args: string[]) {
  const { PATH, HOME } = process.env;
  const { exitCode, output } = await run(
    process.execPath,
    ["-r", "./tools/register.cjs", `commands/${name}.ts`, ...args],
    { cwd: project, env: { PATH, HOME, ...clouds.env }, onLine: () => undefined },
  );
  return { exitCode, output };
}

/** @returns what it said */
async function deploy(...stacks: string[]): Promise<string> {
  const { exitCode, output } = await command("deploy", ...stacks, "--unreviewed");
  if (exitCode !== 0) throw new Error(output);
  return output;
}

/** LingoBot's pipeline deploys every worker, but for those in `taken`, which somebody takes away. */
function deployImages(...taken: string[]): void {
  const { id, spec } = clouds.staging;
  const workers = (spec.workers ?? [])
    .filter(({ name }) => !taken.includes(name))
    .map((each) => ({ ...each, image: { ...each.image, digest: DEPLOYED[each.name as Name] } }));
  clouds.cloud.digitalocean.apps.update(id, { spec: { ...spec, workers: workers as never } });
}

function running(): (string | undefined)[][] {
  return (clouds.staging.spec.workers ?? []).map(({ name, image }) => [name, image?.digest]);
}

test("where the first worker makes room for another, both get their own image", async () => {
  code("queue", "mail");
  await deploy("repository", "staging");
  deployImages();

  code("report", "mail");
  const plan = await command("plan/index", "staging", "--live", "--output", clouds.directory);
  expect(plan.output).not.toContain("stand in another order");
  // The workers cost more than the budget of lingobot.ts, which a plan is held to.
  expect(plan.output).toContain("## Plan: 1 policy does not hold; 1 redeployed");

  expect(await deploy("staging")).toContain("staging: what serves is what was asked");
  expect(running()).toEqual([
    ["report", SETTINGS.report],
    ["mail", DEPLOYED.mail],
  ]);
});

test("a worker that somebody took away by hand is put back, and the other keeps its image", async () => {
  code("report", "mail");
  deployImages("report");
  await deploy("staging");
  expect(running()).toEqual([
    ["report", SETTINGS.report],
    ["mail", DEPLOYED.mail],
  ]);
  expect(await command("drift", "staging")).toMatchObject({ exitCode: 0 });
});
