import { type ListedSecret, listSecrets } from "../../../commands/secrets/list";
import { applySecrets, rotateSecret } from "../../../commands/secrets/run";
import { Secret } from "../../../constructs";
import type { PlatformSettings } from "../../../stacks";
import { withEnvironment } from "../../stacks/platform-under-test";
import { DeployedEnvironment, VALUES } from "./deployed-environment";

jest.setTimeout(120_000);

const NAME = "LQBOT_GROK_API_KEY";
const WITHOUT = withEnvironment("staging", {
  secrets: [Secret.named("LQBOT_OPENAI_API_KEY"), Secret.named("LQBOT_ELEVENLABS_API_KEY")],
});

let staging: DeployedEnvironment;
/** The logs of what fails are printed beside what the command tells. */
const printed = jest.spyOn(console, "error").mockImplementation();
beforeAll(async () => {
  staging = await DeployedEnvironment.start();
  await staging.terraform(["init"], {});
  expect((await staging.terraform(["apply", "-auto-approve"], VALUES)).exitCode).toBe(0);
});
afterAll(() => staging.stop());

async function list(settings?: PlatformSettings) {
  const { secrets, differences } = await listSecrets(staging.staging(settings), staging.clouds());
  return { rows: new Map(secrets.map((each) => [each.name, each])), differences };
}

async function row(name: string, settings?: PlatformSettings): Promise<ListedSecret | undefined> {
  return (await list(settings)).rows.get(name);
}

const failNext = () => staging.cloud.faults.failDeployments({ deployment: "health-check" });
const rotate = (value: string) =>
  rotateSecret(NAME, [staging.staging()], staging.run({ [NAME]: value }), true);
const apply = (values: Readonly<Record<string, string>>, settings?: PlatformSettings) =>
  applySecrets([staging.staging(settings)], staging.run(values));

describe("a rotation whose deployment fails", () => {
  let created: string | undefined;
  beforeAll(async () => {
    created = (await row(NAME))?.changed;
    failNext();
  });

  test("is told, with what serves and what to do", async () => {
    await expect(rotate("wrong-s3cret")).rejects.toThrow(
      /^terraform apply of staging failed:[\s\S]+the old version still serves[\s\S]+npm run secrets -- rotate NAME/,
    );
    expect(staging.served()[NAME]).toBe("grok-s3cret");
  });

  test("leaves a secret that is written and does not serve, changed when what serves was", async () => {
    expect(await row(NAME)).toMatchObject({ set: "not serving", changed: created });
    expect(await row("LQBOT_OPENAI_API_KEY")).toMatchObject({ set: "yes", changed: created });
    expect((await list()).differences).toEqual([
      expect.stringMatching(
        /^staging: the secret LQBOT_GROK_API_KEY is written to the DigitalOcean app lingobot-staging, and what serves does not have it yet; its deployment failed: read its logs at https:\/\/cloud\.digitalocean\.com\/apps\/[\w-]+\/deployments, mend the cause, then deploy it again: npm run secrets -- apply staging$/,
      ),
    ]);
  });

  test("is made good by apply, which sends the value again", async () => {
    const before = staging.sealed();
    await apply({ [NAME]: "right-s3cret" });
    expect(staging.told.at(-1)).toBe(`staging: sent ${NAME} to the DigitalOcean app lingobot-staging`);
    expect(staging.served()[NAME]).toBe("right-s3cret");
    expect(staging.sealed().LQBOT_OPENAI_API_KEY).toBe(before.LQBOT_OPENAI_API_KEY);
    const after = await row(NAME);
    expect(after?.set).toBe("yes");
    expect((after?.changed ?? "") > (created ?? "")).toBe(true);
    expect((await list()).differences).toEqual([]);
    expect((await staging.terraform(["plan", "-detailed-exitcode"], VALUES)).exitCode).toBe(0);
  });

  test("is made good by a second rotation, too", async () => {
    failNext();
    await expect(rotate("wrong-s3cret")).rejects.toThrow("the old version still serves");
    await rotate("third-s3cret");
    expect(staging.served()[NAME]).toBe("third-s3cret");
    expect(await row(NAME)).toMatchObject({ set: "yes" });
  });
});

test("a deployment that was overtaken before it served gave nobody its value", async () => {
  const clouds = staging.clouds();
  const app = await clouds.digitalocean.app("lingobot-staging");
  const [active, ...older] = await clouds.digitalocean.deployments(app?.id ?? "");
  if (active === undefined) throw new Error("nothing serves");
  const early = { ...active, id: "early", phase: "SUPERSEDED", created_at: "2026-01-01T00:00:00Z" };
  const changed = async (done: number) => {
    const overtaken = { ...early, progress: { success_steps: done, total_steps: 6 } };
    jest.spyOn(clouds.digitalocean, "deployments").mockResolvedValue([active, overtaken, ...older]);
    const { secrets } = await listSecrets(staging.staging(), clouds);
    return secrets.find(({ name }) => name === NAME)?.changed;
  };
  expect(await changed(2)).toBe(active.created_at);
  expect(await changed(6)).toBe(early.created_at);
});

describe("a secret taken away by a deployment that fails", () => {
  test("is told to serve still", async () => {
    failNext();
    await expect(apply({}, WITHOUT)).rejects.toThrow("the old version still serves");
    expect(staging.sealed()).not.toHaveProperty(NAME);
    expect(staging.served()).toHaveProperty(NAME);
    const { rows, differences } = await list(WITHOUT);
    expect(rows.get(NAME)).toMatchObject({ set: "taken away, still serving" });
    expect(differences).toEqual([
      expect.stringMatching(
        /^staging: the secret LQBOT_GROK_API_KEY was taken away from the DigitalOcean app lingobot-staging, and what serves still has it; its deployment failed:.+: npm run secrets -- apply staging$/,
      ),
    ]);
  });

  test("goes when it is applied again, which needs no value", async () => {
    await apply({}, WITHOUT);
    expect(staging.told.at(-1)).toBe(
      `staging: deployed the DigitalOcean app lingobot-staging again, without ${NAME}`,
    );
    expect(staging.served()).not.toHaveProperty(NAME);
    expect((await list(WITHOUT)).differences).toEqual([]);
    expect((await staging.terraform(["plan", "-detailed-exitcode"], VALUES, WITHOUT)).exitCode).toBe(0);
  });

  test("and is told once more when that fails as well", async () => {
    await apply({ [NAME]: "fourth-s3cret" });
    failNext();
    await expect(apply({}, WITHOUT)).rejects.toThrow("the old version still serves");
    failNext();
    await expect(apply({}, WITHOUT)).rejects.toThrow(/it ended as ERROR/);
    expect(printed.mock.calls.join("\n")).toContain("ContainerHealthChecksFailed");
    await apply({}, WITHOUT);
    expect(staging.served()).not.toHaveProperty(NAME);
  });
});

test("while a rollback serves, what it does not have is told with the way out, before a value is asked for", async () => {
  await apply({ [NAME]: "fifth-s3cret" });
  const pinned = staging.rollBack();
  expect(await row(NAME)).toMatchObject({ set: "not serving" });
  const way = `lingobot-staging is pinned by a rollback to the deployment ${pinned}, and takes no other; commit or revert`;
  expect((await list()).differences).toEqual([expect.stringContaining(`does not have it yet; ${way}`)]);
  await expect(apply({})).rejects.toThrow(new RegExp(`^staging: ${way}[^\\n]+\\nnothing was sent$`));
});
