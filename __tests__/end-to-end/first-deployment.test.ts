import { bareDeploy, IMAGES, NOT_FOUND } from "./bare-deploy";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(240_000);

describe("the first deployment, by the cdktf CLI", () => {
  const shell = new SandboxCommandLine();

  test("of the environments fails before anything is made, and says what to deploy first", async () => {
    const { exitCode, text } = await bareDeploy(shell, "staging", "production");
    expect(exitCode).not.toBe(0);
    expect(text).toContain(NOT_FOUND);
    expect((await shell.sandbox(["status"])).text).toContain("the sandbox's clouds are empty");
  });

  test("of an environment by the sandbox tells what comes before it, in its order", async () => {
    const { exitCode, text } = await shell.sandbox(["deploy", "staging"]);
    expect(text.trimEnd().split("\n")).toEqual([
      "staging not deployed: the repository lingobot/lingobot does not exist, and the image is not in the registry. The pipeline pushes it; here, push it yourself:",
      "  npm run sandbox -- deploy repository",
      "  npm run sandbox -- push ghcr.io/lingobot/lingobot:staging-latest",
      "  npm run sandbox -- deploy staging",
    ]);
    expect(exitCode).toBe(1);
  });

  test("makes the repository, and tells the command that makes the missing images", async () => {
    const { exitCode, text } = await shell.sandbox(["deploy"]);
    expect(text).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
    expect(text).toContain("staging, production not deployed: the image is not in the registry");
    expect(text).toContain("npm run sandbox -- push ghcr.io/lingobot/lingobot:staging-latest");
    expect(text).toContain("npm run sandbox -- deploy staging production");
    expect(exitCode).toBe(1);
  });

  test("goes on once the images are there", async () => {
    expect((await shell.sandbox(["push", "--private", ...IMAGES])).text).toMatch(/pushed ghcr.*sha256:/);
    expect(await shell.sandbox(["deploy", "staging", "production"])).toMatchObject({ exitCode: 0 });
    const { text } = await shell.sandbox(["status"]);
    expect(text).toMatch(/app +lingobot-staging +active; api 1 x apps-s-1vcpu-0\.5gb +https:\S+ +\$5/);
    expect(text).toMatch(/app +lingobot-production +active; api 2 x apps-s-1vcpu-1gb +https:\S+ +\$24/);
    expect(text).toContain("$29 a month in all");
  });

  test("is followed by an empty plan", async () => {
    const { exitCode, text } = await shell.sandbox(["diff", "staging"]);
    expect(text).toContain("No changes. Your infrastructure matches the configuration.");
    expect(exitCode).toBe(0);
  });

  test("drift shows in the plan", async () => {
    const drift = await shell.sandbox(["drift", "resize", "lingobot-staging", "apps-s-1vcpu-1gb"]);
    expect(drift.text).toContain("lingobot-staging now runs on apps-s-1vcpu-1gb");
    const { text } = await shell.sandbox(["diff", "staging"]);
    expect(text).toMatch(/instance_size_slug +(=|:) +"apps-s-1vcpu-1gb" -> "apps-s-1vcpu-0\.5gb"/);
  });

  test("a deployment that fails is told, and the old one goes on serving", async () => {
    await shell.sandbox(["fail", "deployment", "health-check"]);
    const { exitCode } = await shell.sandbox(["deploy", "staging"]);
    expect(exitCode).not.toBe(0);
    expect((await shell.sandbox(["status"])).text).toMatch(/lingobot-staging +active/);
  });

  test("destroying asks for the name, tells what is lost, and takes the protection away for this run", async () => {
    const refused = await shell.sandbox(["destroy", "staging"], "production\n");
    expect(refused.text).toContain("its address, its deployments and its secrets");
    expect(refused.text).toContain(
      'nothing was destroyed: you typed "production", not "staging"; run it again and type the names as asked, or give --yes',
    );
    expect(refused.exitCode).toBe(1);
    const destroyed = await shell.sandbox(["destroy", "staging"], "staging\n");
    expect(destroyed.exitCode).toBe(0);
    expect((await shell.sandbox(["status"])).text).not.toMatch(/app +lingobot-staging/);
  });
});
