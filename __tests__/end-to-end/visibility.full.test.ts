import { adviceFor } from "../../commands/refusals";
import { lingobot } from "../../lingobot";
import type { PlatformSettings } from "../../stacks";
import { SandboxDeployment } from "./deployment";

jest.setTimeout(180_000);

const ADVICE =
  "gh repo edit lingobot/lingobot --visibility VISIBILITY --accept-visibility-change-consequences";

let deployment: SandboxDeployment;

beforeAll(async () => {
  deployment = await SandboxDeployment.start();
});
afterAll(() => deployment.stop());

const { securityProducts: _products, ...github } = lingobot.github;
/** LingoBot's repository, private without any of GitHub's security products. */
const unsold: PlatformSettings = { ...lingobot, github };
const open: PlatformSettings = { ...lingobot, github: { ...lingobot.github, visibility: "public" } };

function shown() {
  const { visibility, security_and_analysis } = repositories().get("lingobot", "lingobot");
  return [visibility, security_and_analysis?.secret_scanning?.status];
}

function repositories() {
  return deployment.cloud.github.as(deployment.cloud.github.tokenOwner).repositories;
}

async function refusal(settings: PlatformSettings): Promise<string> {
  return deployment.apply(settings, "repository").then(
    () => "applied",
    (error: Error) => error.message,
  );
}

test("private becomes public", async () => {
  await deployment.apply(lingobot, "repository");
  await deployment.apply(open, "repository");
  expect(shown()).toEqual(["public", "enabled"]);
  expect(await deployment.plan(open, "repository")).toEqual({});
});

test("public becomes private at GitHub first: the provider sends security settings that GitHub refuses till then", async () => {
  const refused = await refusal(lingobot);
  expect(refused).toContain("422 Advanced security is always available for public repos.");
  expect(adviceFor(refused)).toEqual([expect.stringContaining(ADVICE)]);
  expect(shown()).toEqual(["public", "enabled"]);

  repositories().update("lingobot", "lingobot", { visibility: "private" });
  await deployment.apply(lingobot, "repository");
  expect(shown()).toEqual(["private", "enabled"]);
  expect(await deployment.plan(lingobot, "repository")).toEqual({});
});

test("private without the products becomes public at GitHub first, too", async () => {
  const organization = deployment.cloud.github.data.organizations.lingobot;
  Object.assign(organization ?? {}, { secret_protection: false, code_security: false });
  repositories().update("lingobot", "lingobot", {
    security_and_analysis: { secret_scanning: { status: "disabled" } },
  });
  await deployment.apply(unsold, "repository");

  const refused = await refusal(open);
  expect(refused).toContain("422 Secret scanning is not available for this repository.");
  expect(adviceFor(refused)).toEqual([expect.stringContaining(ADVICE)]);

  repositories().update("lingobot", "lingobot", { visibility: "public" });
  await deployment.apply(open, "repository");
  expect(shown()).toEqual(["public", "enabled"]);
  expect(await deployment.plan(open, "repository")).toEqual({});
});
