import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { EXIT } from "../../../commands/command-line";
import { planningEnvironment } from "../../../commands/project";
import { rotating } from "../../../commands/secrets/change";
import { describeDifferences, differencesOf } from "../../../commands/secrets/differences";
import { listSecrets, secretsReport } from "../../../commands/secrets/list";
import { liveSecrets } from "../../../commands/secrets/live";
import { applySecrets, rotateSecret, type SecretsRun } from "../../../commands/secrets/run";
import { send } from "../../../commands/secrets/send";
import { InstanceSize, Secret } from "../../../constructs";
import { PLACEHOLDER } from "../../../stacks/placeholder";
import { withEnvironment } from "../../stacks/platform-under-test";
import { DeployedEnvironment, tokenOf, VALUES } from "./deployed-environment";

jest.setTimeout(120_000);

let staging: DeployedEnvironment;
const outputs: string[] = [];
const PLACEHOLDERS = Object.fromEntries(
  [...Object.keys(VALUES), "LQBOT_DEEPL_API_KEY"].map((name) => [name, PLACEHOLDER]),
);
const named = (...names: string[]) =>
  withEnvironment("staging", { secrets: names.map((name) => Secret.named(name)) });

async function terraform(...args: Parameters<DeployedEnvironment["terraform"]>) {
  const outcome = await staging.terraform(...args);
  outputs.push(outcome.output);
  return outcome;
}

/** What Terraform plans without any secret's value. */
async function planned(settings?: Parameters<DeployedEnvironment["terraform"]>[2]): Promise<number> {
  return (await terraform(["plan", "-detailed-exitcode"], PLACEHOLDERS, settings)).exitCode;
}

beforeAll(async () => {
  staging = await DeployedEnvironment.start();
  await terraform(["init"], {});
});
afterAll(() => staging.stop());

describe("a placeholder", () => {
  test("is no value to create anything with", async () => {
    const { exitCode, output } = await terraform(["apply", "-auto-approve"], PLACEHOLDERS);
    expect(exitCode).toBe(1);
    expect(output).toContain("Resource postcondition failed");
    expect(output.replace(/\s+/g, " ")).toContain("a placeholder stands where a secret's value should be");
    expect(staging.cloud.digitalocean.apps.list()).toEqual([]);
  });

  test("is enough to plan with, once the secrets are there", async () => {
    expect((await terraform(["apply", "-auto-approve"], VALUES)).exitCode).toBe(0);
    expect(await planned()).toBe(0);
  });

  test("is no value to rotate to, whoever tries", async () => {
    const before = staging.sealed();
    const run = staging.run({ LQBOT_GROK_API_KEY: PLACEHOLDER });
    await expect(rotateSecret("LQBOT_GROK_API_KEY", [staging.staging()], run, true)).rejects.toThrow(
      "the secret LQBOT_GROK_API_KEY is a placeholder, which is for planning only; export its real value as TF_VAR_LQBOT_GROK_API_KEY, or type it when asked\nnothing was sent",
    );
    for (const variable of ["LQBOT_GROK_API_KEY", "GHCR_PULL_CREDENTIAL", "DO_ACCESS_TOKEN"]) {
      const stack = staging.staging();
      const live = await liveSecrets(stack, staging.clouds());
      const sending = { stack, live, change: rotating(stack, variable), values: { [variable]: PLACEHOLDER } };
      await expect(send(sending, staging.env())).rejects.toThrow(
        /a placeholder stands where a secret's value/,
      );
    }
    expect(staging.sealed()).toEqual(before);
    expect(staging.gitHubSecret("DO_ACCESS_TOKEN")).toBe(tokenOf("0"));
  });
});

describe("rotate", () => {
  test("changes one secret of the app, and nothing else", async () => {
    const before = staging.sealed();
    const run = staging.run({ LQBOT_GROK_API_KEY: "new-grok-s3cret" });
    await rotateSecret("LQBOT_GROK_API_KEY", [staging.staging()], run, true);
    expect(staging.told).toEqual([
      "staging: sent LQBOT_GROK_API_KEY to the DigitalOcean app lingobot-staging",
    ]);
    expect(staging.sealed()).toEqual({ ...before, LQBOT_GROK_API_KEY: expect.stringMatching(/^EV\[/) });
    expect(staging.sealed().LQBOT_GROK_API_KEY).not.toBe(before.LQBOT_GROK_API_KEY);
    expect(staging.unsealed()).toMatchObject({
      LQBOT_GROK_API_KEY: "new-grok-s3cret",
      LQBOT_OPENAI_API_KEY: "openai-s3cret",
    });
    expect(await planned()).toBe(0);
  });

  test("keeps what somebody else rotates while the value is typed", async () => {
    const stack = staging.staging();
    async function* typing() {
      const other = staging.run({ LQBOT_OPENAI_API_KEY: "other-s3cret" });
      await rotateSecret("LQBOT_OPENAI_API_KEY", [stack], other, true);
      yield "typed-s3cret\n";
    }
    const run = { ...staging.run({}), input: Readable.from(typing()) };
    await rotateSecret("LQBOT_GROK_API_KEY", [stack], run, true);
    expect(staging.unsealed()).toMatchObject({
      LQBOT_GROK_API_KEY: "typed-s3cret",
      LQBOT_OPENAI_API_KEY: "other-s3cret",
    });
  });

  test("changes a secret of the GitHub environment, and deploys nothing", async () => {
    const { deployments } = staging;
    await rotateSecret("DO_ACCESS_TOKEN", [staging.staging()], staging.run({}, [tokenOf("1")]), true);
    expect(staging.gitHubSecret("DO_ACCESS_TOKEN")).toBe(tokenOf("1"));
    expect(staging.deployments).toBe(deployments);
    expect(await planned()).toBe(0);
  });

  test("changes what images are pulled with, and no secret of the app", async () => {
    const before = [staging.sealed(), staging.sealedPullCredential()] as const;
    const run = staging.run({ GHCR_PULL_CREDENTIAL: VALUES.GHCR_PULL_CREDENTIAL ?? "" });
    await rotateSecret("GHCR_PULL_CREDENTIAL", [staging.staging()], run, true);
    expect(staging.sealed()).toEqual(before[0]);
    expect(staging.sealedPullCredential()).not.toBe(before[1]);
    expect(await planned()).toBe(0);
  });

  test("knows the names", async () => {
    await expect(rotateSecret("OPENAI", [staging.staging()], staging.run({}), true)).rejects.toThrow(
      "no secret is called OPENAI; there are: LQBOT_ELEVENLABS_API_KEY, LQBOT_GROK_API_KEY, LQBOT_OPENAI_API_KEY, GHCR_PULL_CREDENTIAL, DO_ACCESS_TOKEN",
    );
  });

  test("needs a value", async () => {
    await expect(
      rotateSecret("LQBOT_GROK_API_KEY", [staging.staging()], staging.run({}), true),
    ).rejects.toThrow(
      "the secret LQBOT_GROK_API_KEY has no value; export its real value as TF_VAR_LQBOT_GROK_API_KEY, or type it when asked\nnothing was sent",
    );
  });

  test("does not carry other changes along", async () => {
    const stack = staging.staging(withEnvironment("staging", { size: InstanceSize.XS, monthlyBudget: 12 }));
    const { deployments } = staging;
    const run = staging.run({ LQBOT_GROK_API_KEY: "never-s3cret" });
    await expect(rotateSecret("LQBOT_GROK_API_KEY", [stack], run, true)).rejects.toThrow(
      /^staging: other changes are waiting and would be applied along: update digitalocean_app\.App_\w+; deploy them first: npm run deploy -- staging\nnothing was sent$/,
    );
    expect(staging.deployments).toBe(deployments);
  });

  test("sends nothing to any stack when another has changes waiting", async () => {
    const before = staging.sealed();
    const ready = staging.staging();
    const directory = join(staging.directory, "ready");
    cpSync(ready.directory, directory, { recursive: true });
    const waiting = staging.staging(withEnvironment("staging", { size: InstanceSize.XS, monthlyBudget: 12 }));
    const run = staging.run({ LQBOT_GROK_API_KEY: "never-s3cret" });
    await expect(
      rotateSecret("LQBOT_GROK_API_KEY", [{ ...ready, name: "ready", directory }, waiting], run, true),
    ).rejects.toThrow(/^staging: other changes are waiting/);
    expect(staging.sealed()).toEqual(before);
  });
});

describe("apply", () => {
  const settings = named("LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_DEEPL_API_KEY");

  test("is needed for what no plan shows", async () => {
    expect(await planned(settings)).toBe(0);
    const { missing, extra } = await differencesOf(staging.staging(settings), staging.clouds());
    expect([missing.map(({ name }) => name), extra.map(({ name }) => name)]).toEqual([
      ["LQBOT_DEEPL_API_KEY"],
      ["LQBOT_ELEVENLABS_API_KEY"],
    ]);
  });

  test("adds and takes away, and the untouched keep their very ciphertext", async () => {
    const before = staging.sealed();
    const run = staging.run({ LQBOT_DEEPL_API_KEY: "deepl-s3cret", LQBOT_OPENAI_API_KEY: "unused-s3cret" });
    await applySecrets([staging.staging(settings)], run);
    expect(staging.sealed()).toEqual({
      LQBOT_DEEPL_API_KEY: expect.stringMatching(/^EV\[/),
      LQBOT_GROK_API_KEY: before.LQBOT_GROK_API_KEY,
      LQBOT_OPENAI_API_KEY: before.LQBOT_OPENAI_API_KEY,
    });
    expect(staging.unsealed().LQBOT_DEEPL_API_KEY).toBe("deepl-s3cret");
    expect(await planned(settings)).toBe(0);
  });

  test("sends again what somebody deleted at GitHub", async () => {
    staging.deleteGitHubSecret("DO_ACCESS_TOKEN");
    await applySecrets([staging.staging(settings)], staging.run({ DO_ACCESS_TOKEN: tokenOf("2") }));
    expect(staging.gitHubSecret("DO_ACCESS_TOKEN")).toBe(tokenOf("2"));
    expect(await planned(settings)).toBe(0);
  });

  test("has nothing to do the second time", async () => {
    await applySecrets([staging.staging(settings)], staging.run({}));
    expect(staging.told.at(-1)).toBe("the live secrets are those of the code: nothing to do");
  });

  test("waits for the first deployment", async () => {
    const stack = staging.staging(settings);
    const text = JSON.stringify(stack.configuration).replaceAll("lingobot-staging", "lingobot-other");
    const other = { ...stack, configuration: JSON.parse(text) };
    await expect(applySecrets([other, { ...other, name: "qa" }], staging.run({}))).rejects.toThrow(
      /^staging: there is no app lingobot-other yet; its secrets come with it: npm run deploy -- staging\nqa: there is no app lingobot-other yet; [^\n]+\nnothing was sent$/,
    );
  });

  test("does not say that all is well while the GitHub environment is missing", async () => {
    const stack = staging.staging(settings);
    const text = JSON.stringify(stack.configuration).replaceAll(
      '"environment":"staging"',
      '"environment":"qa"',
    );
    await expect(
      applySecrets([{ ...stack, configuration: JSON.parse(text) }], staging.run({})),
    ).rejects.toThrow(
      "staging: there is no GitHub environment qa yet; its secrets come with it: npm run deploy -- staging",
    );
  });
});

describe("list", () => {
  test("tells names, places and times", async () => {
    const { secrets } = await listSecrets(
      staging.staging(named("LQBOT_OPENAI_API_KEY", "LQBOT_NEW_API_KEY")),
      staging.clouds(),
    );
    const rows = Object.fromEntries(secrets.map((each) => [each.name, each]));
    expect(rows.LQBOT_OPENAI_API_KEY).toMatchObject({
      where: "DigitalOcean app lingobot-staging",
      set: "yes",
    });
    expect(rows.LQBOT_NEW_API_KEY).toEqual(expect.objectContaining({ set: "missing" }));
    expect(rows.LQBOT_NEW_API_KEY).not.toHaveProperty("changed");
    expect(rows.LQBOT_DEEPL_API_KEY).toMatchObject({ set: "not in the code" });
    expect(rows.DO_ACCESS_TOKEN).toMatchObject({ where: "GitHub environment staging", set: "yes" });
    const [openai, deepl] = ["LQBOT_OPENAI_API_KEY", "LQBOT_DEEPL_API_KEY"].map(
      (name) => rows[name]?.changed,
    );
    expect(openai).toMatch(/^\d{4}-/);
    expect(deepl).toBeUndefined();
  });

  test("of a rotated secret tells the rotation, of the others their creation", async () => {
    const settings = named("LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_DEEPL_API_KEY");
    const list = await listSecrets(staging.staging(settings), staging.clouds());
    const changed = (name: string) => list.secrets.find((each) => each.name === name)?.changed ?? "";
    expect(changed("LQBOT_GROK_API_KEY") > changed("LQBOT_OPENAI_API_KEY")).toBe(true);
    expect(changed("LQBOT_DEEPL_API_KEY") > changed("LQBOT_GROK_API_KEY")).toBe(true);
    outputs.push(secretsReport([list]));
    expect(secretsReport([list])).toMatch(
      /^staging +LQBOT_GROK_API_KEY +DigitalOcean app lingobot-staging +yes +\d/m,
    );
  });
});

describe("a variable changed by hand", () => {
  const settings = named("LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY");
  const differences = async () =>
    describeDifferences(await differencesOf(staging.staging(settings), staging.clouds()));

  test("is told, when a secret became plain and when a plain one was added", async () => {
    await applySecrets([staging.staging(settings)], staging.run({}));
    staging.setVariables([
      ...staging.variables().filter(({ key }) => key !== "LQBOT_GROK_API_KEY"),
      { key: "LQBOT_GROK_API_KEY", value: "readable", type: "GENERAL", scope: "RUN_TIME" },
      { key: "FEATURE_X", value: "on", scope: "RUN_TIME" },
    ]);
    expect(await planned(settings)).toBe(0);
    expect(await differences()).toEqual([
      "staging: the DigitalOcean app lingobot-staging holds the secret LQBOT_GROK_API_KEY as a plain variable, which whoever sees the app can read; send it as a secret, best with a new value: npm run secrets -- apply staging",
      "staging: the DigitalOcean app lingobot-staging has the plain variable FEATURE_X, which is not in the code; name it in the settings, or take it away: npm run secrets -- apply staging",
    ]);
    const { secrets } = await listSecrets(staging.staging(settings), staging.clouds());
    expect(secrets.map(({ name, set }) => [name, set])).toEqual(
      expect.arrayContaining([
        ["LQBOT_GROK_API_KEY", "plain"],
        ["LQBOT_OPENAI_API_KEY", "yes"],
        ["FEATURE_X", "not in the code"],
      ]),
    );
  });

  test("is mended by apply, and the untouched keep their very ciphertext", async () => {
    const before = staging.sealed();
    await applySecrets([staging.staging(settings)], staging.run({ LQBOT_GROK_API_KEY: "fourth-s3cret" }));
    expect(staging.sealed()).toEqual({
      LQBOT_GROK_API_KEY: expect.stringMatching(/^EV\[/),
      LQBOT_OPENAI_API_KEY: before.LQBOT_OPENAI_API_KEY,
    });
    expect(await differences()).toEqual([]);
    expect(await planned(settings)).toBe(0);
  });
});

describe("the last secret", () => {
  const none = named();

  test("taken out of the code, is in no plan, and apply takes it away", async () => {
    expect(await planned(none)).toBe(0);
    expect(Object.keys(staging.sealed())).not.toEqual([]);
    await applySecrets([staging.staging(none)], staging.run({}));
    expect(staging.sealed()).toEqual({});
    expect(await planned(none)).toBe(0);
  });

  test("and the first one are sent the same way", async () => {
    const first = named("LQBOT_OPENAI_API_KEY");
    expect(await planned(first)).toBe(0);
    await applySecrets([staging.staging(first)], staging.run({ LQBOT_OPENAI_API_KEY: "first-s3cret" }));
    expect(staging.unsealed()).toEqual({ LQBOT_OPENAI_API_KEY: "first-s3cret" });
    expect(await planned(first)).toBe(0);
  });
});

describe("an app that a rollback pinned takes no secret, and is told with the way out", () => {
  const settings = named("LQBOT_OPENAI_API_KEY");
  let pinned = "";

  async function refused(run: SecretsRun): Promise<void> {
    const before = staging.sealed();
    await expect(
      rotateSecret("LQBOT_OPENAI_API_KEY", [staging.staging(settings)], run, true),
    ).rejects.toMatchObject({
      exitCode: EXIT.problems,
      message: expect.stringMatching(
        new RegExp(
          `^staging: lingobot-staging is pinned by a rollback to the deployment ${pinned}\\S*, and takes no other; commit or revert the rollback at https://\\S+/deployments\nnothing was sent`,
        ),
      ),
    });
    expect(staging.sealed()).toEqual(before);
  }

  test("while the value is typed", async () => {
    async function* typing() {
      pinned = staging.rollBack();
      yield "never-s3cret\n";
    }
    await refused({ ...staging.run({}), input: Readable.from(typing()) });
  });

  test("before it is asked for", async () => {
    await refused(staging.run({ LQBOT_OPENAI_API_KEY: "never-s3cret" }));
  });
});

test("no value was printed or left in the stack's folder", () => {
  const { directory } = staging.staging();
  const files = readdirSync(directory).filter((name) => name.endsWith(".json"));
  const written = files.map((name) => readFileSync(join(directory, name), "utf8"));
  for (const text of [...outputs, ...staging.told, ...written]) {
    expect(text).not.toMatch(/s3cret|5ec2e7/);
    expect(text).not.toContain("sandbox-pull-token");
  }
  expect(planningEnvironment([staging.staging()], {})).toMatchObject({ TF_VAR_DO_ACCESS_TOKEN: PLACEHOLDER });
});
