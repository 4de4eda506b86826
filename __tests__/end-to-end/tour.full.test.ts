import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Said, SandboxCommandLine } from "./command-line";

jest.setTimeout(240_000);

const shell = new SandboxCommandLine();
let tour: Said;

beforeAll(async () => {
  await shell.sandbox(["push", "ghcr.io/somebody/else:v1"]);
  tour = await shell.run("npm", ["start", "-s"]);
});

/** The commands of "What to try next", in their order, without `npm run sandbox --`. */
function suggested(): string[][] {
  const [, next = ""] = tour.text.split("What to try next:");
  return [...next.matchAll(/^ {2}npm run sandbox -- (.+?) {2}/gm)].map(([, words = ""]) => words.split(" "));
}

describe("npm start", () => {
  test("forgets what was there, and tells its steps in their order with the time each took", () => {
    expect(tour.exitCode).toBe(0);
    expect(tour.text).not.toContain("ghcr.io/somebody/else");
    expect(
      [...tour.text.matchAll(/^(\d)\. (.*)\n(?: {3}.*\n)* {3}done in \d+\.\d s$/gm)].map((step) => step[2]),
    ).toEqual([
      "Synthesize the stacks of lingobot.ts",
      "cdktf deploy repository",
      "Code is pushed; the pipeline builds and pushes the images",
      "cdktf deploy staging, production",
    ]);
  });

  test("ends with what exists where, the URLs, the price, the time, and what to try", () => {
    const { text } = tour;
    const end = text.slice(text.lastIndexOf("CLOUD"));
    expect(end).toMatch(
      /^GitHub +repository +lingobot\/lingobot +.* https:\/\/github\.com\/lingobot\/lingobot$/m,
    );
    expect(end).toMatch(
      /^GitHub +environment +lingobot\/lingobot: production +from main; approved by platform/m,
    );
    expect(end).toMatch(
      /^Images +image +ghcr\.io\/lingobot\/lingobot +private, tags staging-latest, production-latest$/m,
    );
    expect(end).toMatch(
      /^DigitalOcean +app +lingobot-staging +active; .* https:\/\/lingobot-staging-\S+\.ondigitalocean\.app +\$5$/m,
    );
    expect(end).toMatch(
      /^DigitalOcean +app +lingobot-production +active; .* https:\/\/lingobot-production-\S+\.ondigitalocean\.app +\$24$/m,
    );
    expect(end).toMatch(/^\$29 a month in all$/m);
    expect(end).toMatch(/^Deployed from nothing in \d+\.\d s, kept in /m);
    expect(end).toContain("What to try next:");
    expect(suggested().map(([command]) => command)).toEqual([
      "status",
      "drift",
      "diff",
      "deploy",
      "fail",
      "destroy",
      "reset",
    ]);
  });

  test("leaves no stack that has something to change", async () => {
    for (const stack of ["repository", "staging", "production"])
      expect((await shell.sandbox(["diff", stack])).text).toContain("No changes.");
  });

  test("what it tells to try works, in its order", async () => {
    const said: Record<string, Said> = {};
    for (const words of suggested()) {
      const [command = ""] = words;
      said[command] = await shell.sandbox(words, command === "destroy" ? "production\n" : "");
    }
    expect(Object.values(said).map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(said.drift?.text).toContain("the uptime check lingobot-production-health is off");
    expect(said.diff?.text).toMatch(/enabled +(=|:) +false -> true/);
    expect(said.deploy?.text).toContain("0 added, 1 changed, 0 destroyed");
    expect(said.destroy?.text).toMatch(/Destroy complete! Resources: \d+ destroyed/);
    expect((await shell.sandbox(["status"])).text).toContain("the sandbox's clouds are empty");
  });

  test("that fails tells why, and ends with 1", async () => {
    const broken = new SandboxCommandLine();
    const program = join(broken.directory, "..", `broken-terraform-${process.pid}`);
    writeFileSync(
      program,
      '#!/bin/sh\nif [ "$1" = version ]; then echo "Terraform v1.11.4"; exit 0; fi\necho "disk full" >&2\nexit 1\n',
      { mode: 0o755 },
    );
    broken.env.TERRAFORM_BINARY_NAME = program;
    const { exitCode, text } = await broken.run("npm", ["start", "-s"]);
    expect(text).toContain("cdktf deploy repository failed:");
    expect(text).not.toMatch(/^ {4}at /m);
    expect(exitCode).toBe(1);
  });
});
