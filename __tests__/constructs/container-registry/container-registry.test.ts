import { Secret } from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { lingobot, problemsWith, serviceOf } from "../app-environment/lingobot";
import { onlyResource, problemsOf, synthesize, testStack } from "../synthesize";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const PULL = Secret.named("GHCR_PULL_CREDENTIAL");

describe("ghcr", () => {
  const registry = ContainerRegistry.ghcr("LingoBot", "lingobot");

  test("gives images by tag or digest, in lower case", () => {
    expect(`${registry.image().byTag("v1")}`).toBe("ghcr.io/lingobot/lingobot:v1");
    expect(registry.image("LingoBot-Worker").byDigest(DIGEST).reference).toBe(
      `ghcr.io/lingobot/lingobot-worker@${DIGEST}`,
    );
    expect(registry.image().reference).toBe("ghcr.io/lingobot/lingobot");
  });

  test("public: everybody may pull, and the pipeline pushes with its own token", () => {
    expect(registry.pullAccess).toBe("everybody");
    expect(registry.pullCredential).toBeUndefined();
    expect(registry.login).toEqual({
      server: "ghcr.io",
      username: `\${{ github.actor }}`,
      password: `\${{ github.token }}`,
      permissions: { packages: "write" },
      secrets: [],
    });
  });

  test("private: the app pulls with a secret", () => {
    const own = ContainerRegistry.ghcr("lingobot", "lingobot", { pullCredential: PULL });
    expect(own.pullAccess).toBe("credential");
    expect(own.pullCredential).toBe(PULL);
    expect(serviceOf({ image: own.image().byDigest(DIGEST) }).image).toEqual({
      registry_type: "GHCR",
      registry: "lingobot",
      repository: "lingobot",
      digest: DIGEST,
      registry_credentials: `\${var.GHCR_PULL_CREDENTIAL}`,
    });
  });

  test("private: that the secret is username:token is checked by Terraform before it plans", () => {
    const stack = testStack();
    const own = ContainerRegistry.ghcr("lingobot", "lingobot", { pullCredential: PULL });
    lingobot(stack, { image: own.image().byTag("v1") }).addJob("migrate");
    expect(onlyResource(synthesize(stack), "digitalocean_app")).toMatchObject({
      lifecycle: {
        precondition: [
          {
            condition: `\${nonsensitive(can(regex("^[^: ]+:[^ ]+$", var.GHCR_PULL_CREDENTIAL)))}`,
            error_message:
              "GHCR_PULL_CREDENTIAL must be username:token: correct TF_VAR_GHCR_PULL_CREDENTIAL.",
          },
        ],
      },
    });
  });

  test("a malformed owner, a malformed repository and a literal credential are refused", () => {
    const wrong = ContainerRegistry.ghcr("-lingobot", "lingobot:v1", {
      pullCredential: "bot:oracle" as never,
    });
    const problems = problemsWith({ image: wrong.image().byTag("v1") });
    expect(problems).toEqual([
      'the owner of the GHCR package is malformed; got "-lingobot"; allowed: a GitHub user or organisation: 1 to 39 letters, digits and single hyphens; correct the owner',
      'the image repository is malformed; got "lingobot:v1"; allowed: lower-case letters and digits, separated by . _ - or /; give the name without registry, owner, tag or digest',
      expect.stringMatching(/^the pull credential of the registry was given as a literal value/),
    ]);
    expect(problems.join()).not.toContain("oracle");
  });
});

describe("docr", () => {
  test("creates the registry, protected from deletion", () => {
    const stack = testStack();
    const registry = ContainerRegistry.docr(stack, "Registry", { name: "lingobot", region: "fra1" });
    expect(onlyResource(synthesize(stack), "digitalocean_container_registry")).toEqual({
      name: "lingobot",
      subscription_tier_slug: "basic",
      region: "fra1",
      lifecycle: { prevent_destroy: true },
    });
    expect(registry.monthlyPrice).toBe(5);
    expect(registry.pullAccess).toBe("account");
    expect(registry.login).toEqual({
      server: "registry.digitalocean.com",
      username: `\${{ secrets.DO_ACCESS_TOKEN }}`,
      password: `\${{ secrets.DO_ACCESS_TOKEN }}`,
      permissions: {},
      secrets: ["DO_ACCESS_TOKEN"],
    });
  });

  test("costs what its tier costs, and gives up its protection on request", () => {
    const stack = testStack();
    const props = { name: "lingobot", tier: "starter", deletionProtection: false } as const;
    expect(ContainerRegistry.docr(stack, "Registry", props).monthlyPrice).toBe(0);
    expect(onlyResource(synthesize(stack), "digitalocean_container_registry")).toMatchObject({
      subscription_tier_slug: "starter",
      lifecycle: { prevent_destroy: false },
    });
  });

  test("an app pulls from it without a credential and without naming the registry", () => {
    const image = ContainerRegistry.fromDocrName("lingobot").image("bot").byTag("v1");
    expect(image.reference).toBe("registry.digitalocean.com/lingobot/bot:v1");
    expect(serviceOf({ image }).image).toEqual({ registry_type: "DOCR", repository: "bot", tag: "v1" });
  });

  test("a malformed name, an unknown tier and an unknown region are refused", () => {
    const stack = testStack();
    ContainerRegistry.docr(stack, "Registry", {
      name: "Lingo_Bot",
      tier: "gold" as never,
      region: "fra" as never,
    });
    expect(problemsOf(stack)).toEqual([
      'the name of the container registry is malformed; got "Lingo_Bot"; allowed: 1 to 63 lower-case letters, digits and hyphens, beginning with a letter; correct the name',
      'unknown tier of the container registry; got "gold"; allowed: starter, basic, professional; choose one of these',
      'unknown region of the container registry; got "fra"; allowed: nyc3, sfo2, sfo3, ams3, sgp1, fra1, blr1, syd1; choose one of these',
    ]);
  });

  test("a malformed image of it is refused by the app", () => {
    expect(problemsWith({ image: ContainerRegistry.fromDocrName("Bad").image("UPPER").byTag("v1") })).toEqual(
      [
        'the name of the container registry is malformed; got "Bad"; allowed: 1 to 63 lower-case letters, digits and hyphens, beginning with a letter; correct the name',
        'the image repository is malformed; got "UPPER"; allowed: lower-case letters and digits, separated by . _ - or /; give the name without registry, tag or digest',
      ],
    );
  });
});
