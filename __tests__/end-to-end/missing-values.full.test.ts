import { SandboxCommandLine } from "./command-line";

jest.setTimeout(240_000);
// On a busy machine the cdktf CLI (0.21.0) sometimes loses the end of what Terraform writes, and with it the message.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const VARIABLES = [
  "TF_VAR_DO_ACCESS_TOKEN",
  "TF_VAR_GHCR_PULL_CREDENTIAL",
  "TF_VAR_LQBOT_ELEVENLABS_API_KEY",
  "TF_VAR_LQBOT_GROK_API_KEY",
  "TF_VAR_LQBOT_OPENAI_API_KEY",
];
const REFUSED = "secrets without a value: export";

/** A bare cdktf in the sandbox, which has no terminal, and no values of these variables. */
async function bare(shell: SandboxCommandLine, variables: readonly string[], ...words: string[]) {
  const without = variables.flatMap((name) => ["-u", name]);
  const flags = ["--skip-provider-lock", ...(words[0] === "diff" ? [] : ["--auto-approve"])];
  const { exitCode, text } = await shell.exec("env", ...without, "npx", "cdktf", ...words, ...flags);
  return { exitCode, text: text.replace(/[│\s]+/g, " ") };
}

describe("npx cdktf, without the values of secrets", () => {
  const shell = new SandboxCommandLine();
  beforeAll(async () => {
    await shell.sandbox(["push", "--private", "ghcr.io/lingobot/lingobot:production-latest"]);
    await shell.sandbox(["deploy", "repository"]);
  });

  test.each(["deploy", "diff"])(
    "%s names all of them at once, waits for nothing, and makes nothing",
    async (command) => {
      const { exitCode, text } = await bare(shell, VARIABLES, command, "production");
      expect(text).toContain(`${REFUSED} ${VARIABLES.join(", ")} `);
      expect(exitCode).not.toBe(0);
      expect((await shell.sandbox(["status"])).text).not.toContain("lingobot-production");
    },
  );

  test("names those alone that have none: an empty one is none", async () => {
    shell.env.TF_VAR_LQBOT_GROK_API_KEY = "";
    shell.env.TF_VAR_LQBOT_OPENAI_API_KEY = "openai-s3cret";
    const { exitCode, text } = await bare(shell, ["TF_VAR_DO_ACCESS_TOKEN"], "deploy", "production");
    expect(text).toContain(`${REFUSED} TF_VAR_DO_ACCESS_TOKEN, TF_VAR_LQBOT_GROK_API_KEY `);
    expect(text).not.toContain("openai-s3cret");
    expect(exitCode).not.toBe(0);
    delete shell.env.TF_VAR_LQBOT_GROK_API_KEY;
  });

  test("needs nothing but the values: production is deployed by itself, and a plan is empty", async () => {
    const { exitCode, text } = await bare(shell, [], "deploy", "production");
    expect(text).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
    expect(exitCode).toBe(0);
    expect((await bare(shell, [], "diff", "production")).text).toContain("No changes.");
    expect((await shell.sandbox(["status"])).text).toMatch(/app +lingobot-production +active/);
  });

  test("destroying needs none", async () => {
    shell.env.PLATFORM_ALLOW_DESTROY = "production";
    const { exitCode, text } = await bare(shell, VARIABLES, "destroy", "production");
    expect(text).toContain("Destroy complete!");
    expect(exitCode).toBe(0);
  });
});
