import { SandboxCommandLine } from "../end-to-end/command-line";

jest.setTimeout(240_000);

const shell = new SandboxCommandLine();

/** A command of package.json, attached to the sandbox. */
function command(name: "deploy" | "secrets" | "destroy", args: readonly string[], typed = "") {
  const program = ["node", "-r", "./tools/register.cjs", `commands/${name}.ts`, ...args];
  return shell.sandbox(["exec", ...program], typed);
}

describe("a first deployment that fails", () => {
  beforeAll(async () => {
    await shell.sandbox(["push", "--private", "ghcr.io/lingobot/lingobot:staging-latest"]);
    await shell.sandbox(["fail", "deployment", "health-check"]);
  });

  test("is told with the way out", async () => {
    const { exitCode, text } = await command("deploy", ["repository", "staging"]);
    expect(exitCode).toBe(1);
    expect(text).toMatch(
      /App Platform could not start the new version\. Its logs: https:\/\/cloud\.digitalocean\.com\/apps\//,
    );
    expect(text).toContain("terraform untaint ADDRESS");
  });

  test("leaves an app that is not replaced", async () => {
    const { exitCode, text } = await command("deploy", ["staging"]);
    expect(exitCode).toBe(3);
    expect(text).toContain("1 problem, nothing was deployed:");
    expect(text).toMatch(/Nothing was destroyed: digitalocean_app\.App_\w+ holds data or an address/);
    expect(text).toMatch(/terraform untaint digitalocean_app\.App_\w+/);
    expect(text).toContain("npm run destroy -- STACK");
  });

  test("has no secrets that serve", async () => {
    const { exitCode, text } = await command("secrets", []);
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^staging +LQBOT_GROK_API_KEY +DigitalOcean app lingobot-staging +not serving$/m);
    expect(text).toMatch(
      /^production +LQBOT_GROK_API_KEY +DigitalOcean app lingobot-production +not deployed$/m,
    );
  });

  test("is destroyed by its name only", async () => {
    const refused = await command("destroy", ["staging"], "production\n");
    expect(refused.exitCode).toBe(1);
    expect(refused.text).toContain("its address, its deployments and its secrets");
    expect(refused.text).toContain(
      'nothing was destroyed: you typed "production", not "staging"; run it again and type the names as asked, or give --yes',
    );
    const silent = await command("destroy", ["staging"]);
    expect(silent.text).toContain('nothing was destroyed: you typed "", not "staging"');
    expect((await shell.sandbox(["status"])).text).toMatch(/app +lingobot-staging/);
    expect((await command("destroy", ["staging"], "staging\n")).exitCode).toBe(0);
    expect((await shell.sandbox(["status"])).text).not.toMatch(/app +lingobot-staging/);
  });
});
