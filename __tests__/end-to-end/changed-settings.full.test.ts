import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, run } from "../../tools/cdktf";
import { projectWith } from "./project";

jest.setTimeout(180_000);

const directory = projectWith((settings) => settings);
const outputs: string[] = [];

/** A command in the project, its sandbox beside it; a value for each secret that the test gives one. */
async function npm(command: string, values: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { PATH, HOME, TERRAFORM_BINARY_NAME = "terraform" } = process.env;
  const env = { PATH, HOME, TERRAFORM_BINARY_NAME, SANDBOX_DIR: join(directory, ".sandbox"), ...values };
  const outcome = await run("sh", ["-c", `npm run --silent ${command}`], {
    cwd: directory,
    env,
    onLine: () => undefined,
  });
  outputs.push(outcome.output);
  return outcome;
}

const attached = (command: string, values = {}) => npm(`sandbox -- exec npm run --silent ${command}`, values);

function edit(right: string, wrong: string): void {
  const file = join(directory, "lingobot.ts");
  const settings = readFileSync(file, "utf8");
  if (!settings.includes(right)) throw new Error(`lingobot.ts has no ${right}`);
  writeFileSync(file, settings.replace(right, wrong));
}

const ADDED =
  "staging: the secret LQBOT\\_DEEPL\\_API\\_KEY is in the code and not in the DigitalOcean app lingobot-staging; send it: npm run secrets -- apply staging";

describe("before the first deployment", () => {
  test("a rotation is an error that says what to deploy first", async () => {
    const { exitCode, output } = await attached("secrets -- rotate LQBOT_GROK_API_KEY");
    expect(output.trim()).toBe(
      "LQBOT_GROK_API_KEY can be rotated nowhere: staging, production are not deployed yet, where it is set with the first deployment; deploy first: npm run deploy -- staging production",
    );
    expect(exitCode).toBe(3);
  });

  test("of a name that nobody knows, the known ones are listed", async () => {
    const { exitCode, output } = await attached("secrets -- rotate NOSUCH");
    expect(output).toContain(
      "no secret is called NOSUCH; there are: LQBOT_ELEVENLABS_API_KEY, LQBOT_GROK_API_KEY, LQBOT_OPENAI_API_KEY, GHCR_PULL_CREDENTIAL, DO_ACCESS_TOKEN",
    );
    expect(exitCode).toBe(2);
  });

  test.each(["apply repository", "rotate LQBOT_GROK_API_KEY repository", "list repository"])(
    "%s: the stack has no secrets",
    async (command) => {
      const { exitCode, output } = await attached(`secrets -- ${command}`);
      expect(output).toContain("the stack repository has no secrets; those that have: staging, production");
      expect(exitCode).toBe(2);
    },
  );

  test("apply all says of each stack what to deploy first", async () => {
    const { exitCode, output } = await attached("secrets -- apply all");
    for (const stack of ["staging", "production"])
      expect(output).toContain(
        `${stack}: there is no app lingobot-${stack} and no GitHub environment ${stack} yet; its secrets come with it: npm run deploy -- ${stack}`,
      );
    expect(exitCode).toBe(3);
  });
});

describe("a deployed staging", () => {
  beforeAll(async () => {
    await npm("sandbox -- push ghcr.io/lingobot/lingobot:staging-latest");
    const { exitCode, output } = await npm("sandbox -- deploy repository staging");
    if (exitCode !== 0) throw new Error(output);
    edit(
      'const secretNames = ["LQBOT_OPENAI_API_KEY",',
      'const secretNames = ["LQBOT_DEEPL_API_KEY", "LQBOT_OPENAI_API_KEY",',
    );
  });

  test.each(["plan -- staging", "sandbox -- exec npm run --silent plan -- --live staging"])(
    "of a secret that was added, %s says that nothing is to do, and what to run",
    async (command) => {
      const { exitCode, output } = await npm(command);
      expect(output).toContain("## Plan: nothing to do");
      expect(output).toContain(ADDED);
      expect(exitCode).toBe(0);
    },
  );

  test("a rotation leaves out what is not deployed", async () => {
    const { exitCode, output } = await attached("secrets -- rotate LQBOT_GROK_API_KEY", {
      TF_VAR_LQBOT_GROK_API_KEY: "grok-s3cret",
    });
    expect(output).toContain("production: not deployed yet, left out");
    expect(output).toContain("staging: sent LQBOT_GROK_API_KEY to the DigitalOcean app lingobot-staging");
    expect(exitCode).toBe(0);
  });

  test("and then it is sent, and neither plan has anything to say", async () => {
    const sent = await attached("secrets -- apply staging", { TF_VAR_LQBOT_DEEPL_API_KEY: "deepl-s3cret" });
    expect(sent.output).toContain(
      "staging: sent LQBOT_DEEPL_API_KEY to the DigitalOcean app lingobot-staging",
    );
    const { exitCode, output } = await attached("plan -- --live staging");
    expect(output).toContain("## Plan: nothing to do");
    expect(output).not.toContain("neither a plan shows");
    expect(exitCode).toBe(0);
  });

  test("alerts that shall tell others are told by the plan, and tell them after apply", async () => {
    edit("platform@lingobot.example", "oncall@lingobot.example");
    const before = await attached("plan -- --live staging");
    expect(before.output).toContain("make it so: npm run alerts -- apply staging");
    expect(before.exitCode).toBe(2);
    const applied = await attached("alerts -- apply staging");
    expect(applied.output).toContain("staging: DEPLOYMENT_FAILED tells oncall@lingobot.example");
    const listed = await attached("alerts -- list staging --json");
    expect(JSON.parse(listed.stdout)).toContainEqual(
      expect.objectContaining({
        name: "CPU_UTILIZATION of api",
        tells: ["oncall@lingobot.example"],
        differs: false,
      }),
    );
    expect((await npm("sandbox -- deploy staging")).exitCode).toBe(0);
    const after = await attached("plan -- --live staging");
    expect(after.output).toContain("## Plan: nothing to do");
    expect(after.output).not.toContain("npm run alerts");
  });

  test("when a cloud cannot be asked, the plan says so and is a plan nevertheless", async () => {
    const { output } = await npm(
      "sandbox -- exec env DIGITALOCEAN_API_URL=http://127.0.0.1:9 npm run --silent plan -- --live staging",
    );
    expect(output).toContain("## Plan: nothing to do");
    expect(output).toContain(
      "**warning** (staging): secrets and alerts could not be compared with the clouds, and no plan shows them",
    );
  });

  test("a Slack channel can be tried in the sandbox without its webhook, and be destroyed without it", async () => {
    edit(
      'NotificationTarget.email("oncall@lingobot.example")',
      'NotificationTarget.slack({ channel: "#ops", webhook: Secret.named("OPS_WEBHOOK") })',
    );
    expect((await npm("sandbox -- deploy staging")).exitCode).toBe(0);
    expect((await attached("alerts -- apply staging")).output).toContain("DEPLOYMENT_FAILED tells #ops");
    const destroyed = await npm(
      "sandbox -- exec env -u TF_VAR_OPS_WEBHOOK npm run --silent destroy -- staging --yes",
    );
    expect(destroyed.exitCode).toBe(0);
  });
});

test("no value was printed", () => {
  expect(outputs.length).toBeGreaterThan(10);
  for (const output of outputs)
    expect(output).not.toMatch(/s3cret|sandbox-pull-token|sandbox-LQBOT|hooks\.slack\.com\/services\/S|EV\[/);
});
