import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PULL_CREDENTIAL } from "../../sandbox/credentials";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(120_000);

const IMAGE = "registry.digitalocean.com/acme/bot:v1";
const REGISTRY = {
  terraform: { required_providers: { digitalocean: { source: "digitalocean/digitalocean" } } },
  resource: { digitalocean_container_registry: { it: { name: "acme", subscription_tier_slug: "starter" } } },
};

describe("an image of DigitalOcean's registry", () => {
  const shell = new SandboxCommandLine();

  test("is refused while there is no such registry, with all that were named, and nothing is pushed", async () => {
    const { exitCode, text } = await shell.sandbox(["push", "ghcr.io/a/b:c", IMAGE]);
    expect(text).toBe(
      `Cannot push ${IMAGE}: DigitalOcean has no such registry; it has: none. Deploy the one that the image is to be in first (ContainerRegistry.docr, digitalocean_container_registry), and push to registry.digitalocean.com/REGISTRY/NAME:TAG.\n`,
    );
    expect(exitCode).toBe(1);
    expect((await shell.sandbox(["status"])).text).not.toContain("ghcr.io/a/b");
  });

  test("is taken once the registry is there, and another registry's is told which there are", async () => {
    const folder = mkdtempSync(join(tmpdir(), "registry-"));
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(REGISTRY));
    await shell.exec("terraform", `-chdir=${folder}`, "init");
    expect((await shell.exec("terraform", `-chdir=${folder}`, "apply", "-auto-approve")).exitCode).toBe(0);
    expect(await shell.sandbox(["push", IMAGE])).toMatchObject({
      exitCode: 0,
      text: expect.stringContaining(`pushed ${IMAGE}`),
    });
    expect((await shell.sandbox(["push", IMAGE.replace("acme", "other")])).text).toContain("it has: acme.");
  });
});

test("a private push tells what pulls it", async () => {
  const shell = new SandboxCommandLine();
  const { text } = await shell.sandbox(["push", "ghcr.io/a/b:c", "--private"]);
  expect(text).toContain(`pulled with ${PULL_CREDENTIAL} only`);
  expect((await shell.sandbox(["push", "--help"])).text).toContain(PULL_CREDENTIAL);
});
