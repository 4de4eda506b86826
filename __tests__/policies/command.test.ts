import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { POLICIES } from "../../policies";
import { CopiedTree } from "./copied-tree";
import { NEXT_MONTH } from "./evaluated";

jest.setTimeout(120_000);

const SINGLE = ["Scaling.fixed(2)", "Scaling.fixed(1)"] as const;
const HAND = ["notify,\n      monthlyBudget: 24", "notify: [],\n      monthlyBudget: 24"] as const;
const UNMONITORED = ["        monitor: {},\n", ""] as const;
const SETTINGS = '{ everywhere: ["health-check"] }';

/** LingoBot's policy settings replaced. */
function policies(settings: object) {
  return [SETTINGS, JSON.stringify(settings)] as const;
}

const waiver = (expires: string) => ({
  waivers: [
    {
      policy: "production-instances",
      stack: "production",
      reason: "until the session store is shared",
      expires,
    },
  ],
});

/** Whatever was written of the configuration. */
function written({ directory }: CopiedTree): string[] {
  const output = join(directory, "cdktf.out");
  const stacks = join(output, "stacks");
  return [
    ...(existsSync(join(output, "manifest.json")) ? ["manifest.json"] : []),
    ...(existsSync(stacks) ? readdirSync(stacks) : []),
  ];
}

describe("npm run policies", () => {
  test("lists every policy with its result on every stack, and ends with 0", async () => {
    const tree = new CopiedTree();
    const { exitCode, output, stdout } = await tree.command("policies");
    const lines = stdout.trim().split("\n");
    expect(lines[0]).toMatch(/^Policy +Stack +Result +Reason$/);
    expect(lines.slice(2).map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual(
      ["repository", "staging", "production"].flatMap((stack) => POLICIES.map(({ id }) => [id, stack])),
    );
    expect(stdout).toMatch(
      /^production-instances +production +holds +every service of production runs in two or more instances$/m,
    );
    expect(stdout).toMatch(/^production-instances +staging +not applicable +not production$/m);
    expect(output).toBe(stdout);
    expect(exitCode).toBe(0);
    expect(existsSync(join(tree.directory, "cdktf.out"))).toBe(false);
  });

  test("ends with 1 when something is violated, and tells all of it", async () => {
    const tree = new CopiedTree(SINGLE, HAND, UNMONITORED);
    const { exitCode, output } = await tree.command("policies");
    expect(output).toMatch(
      /^production-instances +production +violated +the service "api" of production runs in too few instances$/m,
    );
    expect(output).toMatch(
      /^alert-destinations +production +violated +the alert DEPLOYMENT_FAILED of the app "lingobot-production" tells nobody, and 4 more$/m,
    );
    expect(output).toMatch(/^uptime-check +production +violated +nobody is told/m);
    expect(output).toContain(
      "7 problems, nothing was written:\n  production/App/Resource: policy production-instances: the service",
    );
    expect(output).not.toContain("    at ");
    expect(exitCode).toBe(1);
  });

  test("as JSON, for programs: with each policy's reason and source", async () => {
    const tree = new CopiedTree(SINGLE, policies(waiver(NEXT_MONTH)));
    const { exitCode, stdout, output } = await tree.command("policies", ["--json"]);
    expect(output).toBe(stdout);
    const { holds, policies: told, results, problems } = JSON.parse(stdout);
    expect({ holds, problems }).toEqual({ holds: true, problems: [] });
    expect(told).toEqual(
      POLICIES.map(({ id, title, reason, source, scope }) => ({ id, title, reason, source, scope })),
    );
    expect(results).toContainEqual({
      policy: "production-instances",
      stack: "production",
      result: "waived",
      message: expect.stringContaining("too few instances; got 1"),
      findings: [expect.stringContaining("too few instances; got 1")],
      waiver: { reason: "until the session store is shared", expires: NEXT_MONTH },
    });
    expect(exitCode).toBe(0);
  });

  test("a waiver shows with its reason and its last day; an expired one fails", async () => {
    const valid = await new CopiedTree(SINGLE, policies(waiver(NEXT_MONTH))).command("policies");
    expect(valid.output).toMatch(
      new RegExp(
        `^production-instances +production +waived +until ${NEXT_MONTH}: until the session store is shared$`,
        "m",
      ),
    );
    expect(valid.exitCode).toBe(0);
    const expired = await new CopiedTree(SINGLE, policies(waiver("2020-12-31"))).command("policies");
    expect(expired.output).toContain(
      "policies: the waiver of production-instances for production has expired",
    );
    expect(expired.exitCode).toBe(1);
  });

  test("settings that cannot be synthesized are told instead", async () => {
    const tree = new CopiedTree(["InstanceSize.XS", "InstanceSize.PROFESSIONAL"]);
    const { exitCode, output } = await tree.command("policies");
    expect(output).toContain("more than its budget");
    expect(output).not.toContain("    at ");
    expect(exitCode).toBe(1);
  });

  test("and so is an environment that cannot be read, by the command and by synth", async () => {
    const tree = new CopiedTree();
    const env = { TF_REATTACH_PROVIDERS: "nothing" };
    for (const { exitCode, output } of [await tree.command("policies", [], env), await tree.main(env)]) {
      expect(output).toContain(
        'TF_REATTACH_PROVIDERS does not say which providers are attached; got "nothing"',
      );
      expect(output).not.toContain("    at ");
      expect(exitCode).toBe(1);
    }
  });

  test("wrong use ends with 2", async () => {
    const { exitCode, output } = await new CopiedTree().command("policies", ["--strict"]);
    expect(output).toContain("Unknown option '--strict'");
    expect(output).toContain("npm run policies -- [--json]");
    expect(exitCode).toBe(2);
  });
});

describe("synth", () => {
  test("cdktf synth of a violating tree fails with everything at once, and writes nothing", async () => {
    const tree = new CopiedTree(SINGLE, HAND, UNMONITORED);
    const { exitCode, output } = await tree.cdktf(["synth"]);
    expect(output).toContain("7 problems, nothing was written:");
    expect(output).toContain("policy production-instances: the service");
    expect(output).toContain("policy uptime-check: nobody is told");
    expect(exitCode).toBe(1);
    expect(written(tree)).toEqual([]);
  });

  describe("of an environment with a name of its own", () => {
    const called = (...lines: readonly string[]) =>
      new CopiedTree(SINGLE, ['      name: "production",', lines.join("\n")]);

    test("holds it to the rules of production", async () => {
      const tree = called('name: "live",');
      const { exitCode, output } = await tree.main();
      expect(output).toContain("live/App/Resource: policy production-instances: the service");
      expect(exitCode).toBe(1);
      expect(written(tree)).toEqual([]);
    });

    test("unless its settings say that it is lower", async () => {
      const tree = called('name: "live",', 'kind: "development",');
      expect(await tree.main()).toMatchObject({ exitCode: 0, output: "" });
    });
  });

  test("a valid waiver lets it write, and the same waiver expired does not", async () => {
    const valid = new CopiedTree(SINGLE, policies(waiver(NEXT_MONTH)));
    expect(await valid.main()).toMatchObject({ exitCode: 0, output: "" });
    expect(written(valid)).toEqual(["manifest.json", "production", "repository", "staging"]);
    const expired = new CopiedTree(SINGLE, policies(waiver("2020-12-31")));
    expect(await expired.main()).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("has expired"),
    });
    expect(written(expired)).toEqual([]);
  });

  describe("with state on this machine", () => {
    const attached = (...sources: readonly string[]) =>
      JSON.stringify(Object.fromEntries(sources.map((source) => [`registry.terraform.io/${source}`, {}])));
    const tree = new CopiedTree();

    test.each([
      ["the real providers", undefined],
      ["one of them real", attached("integrations/github")],
    ])("is refused for %s", async (_which, TF_REATTACH_PROVIDERS) => {
      const env = { PLATFORM_STATE_DIRECTORY: join(tree.directory, "state"), TF_REATTACH_PROVIDERS };
      const { exitCode, output } = await tree.main(env);
      expect(output).toContain("production: policy remote-state: the state is kept on this machine");
      expect(exitCode).toBe(1);
      expect(written(tree)).toEqual([]);
    });

    test("is the sandbox's where stand-ins serve them all", async () => {
      const env = {
        PLATFORM_STATE_DIRECTORY: join(tree.directory, "state"),
        TF_REATTACH_PROVIDERS: attached("integrations/github", "digitalocean/digitalocean"),
      };
      expect(await tree.main(env)).toMatchObject({ exitCode: 0, output: "" });
    });
  });

  test("PLATFORM_ALLOW_DESTROY lifts the protection of the stacks that it names", async () => {
    const { exitCode, stdout } = await new CopiedTree().command("policies", [], {
      PLATFORM_ALLOW_DESTROY: "staging",
    });
    expect(stdout).toMatch(/^deletion-protection +staging +not applicable +PLATFORM_ALLOW_DESTROY lifts it/m);
    expect(stdout).toMatch(/^deletion-protection +production +holds/m);
    expect(exitCode).toBe(0);
  });
});
