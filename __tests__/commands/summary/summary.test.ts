import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TerraformElement } from "cdktf";
import { DIRECTORY, staleness, write } from "../../../commands/summary/files";
import { summaryOf } from "../../../commands/summary/summary";
import { InstanceSize, LogDestination, NotificationTarget, Scaling, Secret } from "../../../constructs";
import { lingobot } from "../../../lingobot";
import { EnvironmentStack, type PlatformSettings } from "../../../stacks";
import { synthesize } from "../../constructs/synthesize";
import { definedApp, synthesizedStacks, withEnvironment } from "../../stacks/platform-under-test";

const budgets = { staging: 5, production: 24 };

function summaries(settings: PlatformSettings = lingobot): Map<string, string> {
  return new Map(
    Object.entries(synthesizedStacks(settings)).map(([name, configuration]) => [
      name,
      summaryOf({ name, directory: "", configuration } as never, { budgets }),
    ]),
  );
}

/** Production's summary after an edit of its settings. */
function production(change: object): string {
  return summaries(withEnvironment("production", change)).get("production") ?? "";
}

/** Production's summary after something was done to one of its resources by hand. */
function withEscapeHatch(path: string, reach: (element: TerraformElement) => void): string {
  const stack = definedApp(lingobot).node.children.find(
    (child) => child instanceof EnvironmentStack && child.node.id === "production",
  ) as EnvironmentStack;
  reach(
    stack.node
      .findChild(path.split("/")[0] ?? "")
      .node.findChild(path.split("/")[1] ?? "") as TerraformElement,
  );
  const configuration = synthesize(stack);
  return summaryOf({ name: "production", directory: "", configuration } as never, { budgets });
}

const lines = (text: string) => text.split("\n").map((line) => line.trim().replace(/\s{2,}/g, "  "));

test("the committed summaries say what the stacks are", () => {
  const stale = staleness(summaries(), DIRECTORY);
  if (stale !== "") throw new Error(stale);
});

describe("LingoBot's summaries", () => {
  test.each([...summaries()])(
    "%s leaves nothing out, is short, and has none of cdktf's hashes",
    (_, text) => {
      expect(text).not.toContain("Also set");
      expect(text).not.toMatch(/_[0-9A-F]{8}|\$\{/);
      expect(text.split("\n").length).toBeLessThan(65);
    },
  );

  test("are the same each time", () => {
    expect([...summaries()]).toEqual([...summaries()]);
  });
});

describe("an edit shows where a reader looks for it", () => {
  test("size and autoscaling, with the price", () => {
    const text = production({
      size: InstanceSize.DEDICATED_1VCPU_512MB,
      scaling: Scaling.onCpu({ min: 2, max: 5, percent: 70 }),
      monthlyBudget: 145,
    });
    expect(lines(text)).toContain(
      "2 to 5 × apps-d-1vcpu-0.5gb (1 dedicated vCPU, 512 MiB), more above 70 % CPU, port 8081",
    );
    expect(lines(text)).toContain("price  $58 to $145 a month, budget $24");
  });

  test("domains, variables and secrets", () => {
    const text = production({
      domains: [
        { name: "bot.example.com", zone: "example.com" },
        { name: "old.example.com", wildcard: true },
      ],
      variables: { PLAIN: "" },
      secrets: [Secret.named("STRIPE_KEY")],
    });
    expect(lines(text)).toEqual(
      expect.arrayContaining([
        "domains  bot.example.com, primary, in zone example.com",
        "old.example.com, alias, and every name below it, records made by hand",
        'api: PLAIN  ""',
        "app: STRIPE_KEY  secret",
      ]),
    );
  });

  test("Slack and log destinations by name, without the address that is a secret", () => {
    const webhook = Secret.named("SLACK_WEBHOOK");
    const text = production({
      notify: [NotificationTarget.slack({ channel: "#ops", webhook })],
      logDestinations: [LogDestination.datadog({ apiKey: Secret.named("DATADOG_KEY") })],
    });
    expect(lines(text)).toContain("down for 2m → #ops at Slack by SLACK_WEBHOOK");
    expect(lines(text)).toContain("app  deployment failed → #ops at Slack by SLACK_WEBHOOK");
    expect(lines(text)).toContain("logs go to  datadog, datadog");
    expect(text).not.toContain("Also set");
  });

  test("approvers: teams and people, or nobody", () => {
    expect(lines(production({ approval: { teams: ["platform"], users: ["ada"] } }))).toContain(
      "approved by  team platform, ada, not by who started it",
    );
    expect(lines(summaries().get("staging") ?? "")).toContain(
      "approved by  nobody: deployments start by themselves",
    );
  });

  test("the rules of a branch, and who may pass them by", () => {
    const branches = [
      { name: "main", approvals: 2, codeOwnerApproval: true, signedCommits: true, mergeQueue: true },
    ];
    const { updatesBranch: _develop, ...pipeline } = { ...lingobot.pipeline };
    const settings = {
      ...lingobot,
      environments: [],
      github: { ...lingobot.github, branches },
      pipeline,
    } as PlatformSettings;
    expect(lines(summaries(settings).get("repository") ?? "")).toEqual(
      expect.arrayContaining([
        "no deletion, no force push, signed commits",
        "pull request: 2 approving, code owners too, of the last push, a push dismisses, threads resolved",
        "merge queue, by MERGE",
        "nobody may bypass it",
      ]),
    );
  });
});

describe("an escape hatch shows", () => {
  test("in the line of what it changes", () => {
    const text = withEscapeHatch("App/Resource", (app) => {
      app.addOverride("spec.service.0.instance_count", 9);
      app.addOverride("spec.service.0.health_check.http_path", "/ready");
      app.addOverride("spec.alert.0.disabled", true);
    });
    expect(lines(text)).toContain("9 × apps-s-1vcpu-1gb (1 shared vCPU, 1 GiB), port 8081");
    expect(text).toContain("GET /ready");
    expect(text).toContain("deployment failed → platform@lingobot.example, DISABLED");
    expect(lines(text)).toContain("price  $108 a month, budget $24");
  });

  test("at the end when no line is about it, with its path", () => {
    const text = withEscapeHatch("App/Resource", (app) => {
      app.addOverride("spec.service.0.internal_ports", [9090]);
      app.addOverride("spec.disable_edge_cache", true);
      app.addOverride("spec.static_site", [{ name: "docs", output_dir: "site" }]);
    });
    expect(
      text
        .split("Also set\n")[1]
        ?.split("\n")
        .map((line) => line.trim()),
    ).toEqual([
      "digitalocean_app.App           spec.disable_edge_cache = true",
      "spec.service.internal_ports = 9090",
      "spec.static_site.name = docs",
      "spec.static_site.output_dir = site",
      "",
    ]);
  });

  test("in capitals when it weakens what guards production", () => {
    const text = withEscapeHatch("Deployment/Resource", (environment) => {
      environment.addOverride("can_admins_bypass", true);
      environment.addOverride("prevent_self_review", false);
    });
    expect(lines(text)).toContain("administrators  CAN BYPASS this");
    expect(lines(text)).toContain("approved by  team platform, ALSO BY WHO STARTED IT");
  });

  test("but never the secret that somebody wrote into the code", () => {
    const text = withEscapeHatch("App/Resource", (app) => {
      app.addOverride("spec.env.0.value", "literal-secret-1");
      app.addOverride("spec.service.0.git.access_token", "literal-secret-2");
      app.addOverride("spec.service.0.image.registry_credentials", "user:literal-secret-3");
    });
    expect(text).not.toContain("literal-secret");
    expect(lines(text)).toContain("app: LQBOT_ELEVENLABS_API_KEY  secret, from A LITERAL IN THE CODE");
    expect(lines(text)).toContain("the image is pulled with A LITERAL IN THE CODE");
    expect(text).toContain("spec.service.git.access_token = (not shown)");
  });

  test("and so does a resource or a provider that nobody told the summary about", () => {
    const configuration = {
      resource: { digitalocean_droplet: { Box_0A1B2C3D: { size: "s-1vcpu-1gb", "//": {} } } },
      data: { external: { Run: { program: ["sh"] } } },
      provider: { github: [{ owner: "lingobot", base_url: "https://elsewhere.example" }] },
    };
    const text = summaryOf({ name: "x", directory: "", configuration }, { budgets: {} });
    expect(text).toContain("digitalocean_droplet.Box       size = s-1vcpu-1gb");
    expect(text).toContain("data.external.Run              program = sh");
    expect(text).toContain("provider.github                base_url = (not shown)");
  });
});

describe("the files", () => {
  const directory = mkdtempSync(join(tmpdir(), "summaries-"));
  afterAll(() => rmSync(directory, { recursive: true }));

  test("are told to be stale with the lines that differ and the command that writes them", () => {
    write(new Map([["production", "one\ntwo\nthree\nfour\nfive\nsix\n"]]), directory);
    writeFileSync(join(directory, "gone.txt"), "x");
    const current = new Map([
      ["production", "one\ntwo\nthree\nfour\nFIVE\nsix\n"],
      ["staging", "new\n"],
    ]);
    expect(staleness(current, directory).replaceAll(directory, "DIR")).toBe(
      [
        "The summaries do not say what the stacks are now; read what changes, then write it: npm run summary",
        "DIR/production.txt\n  three\n  four\n- five\n+ FIVE\n  six\n  ",
        "DIR/staging.txt\n+ new\n+ ",
        "DIR/gone.txt\n- no stack is called gone",
      ].join("\n\n"),
    );
    write(current, directory);
    expect(staleness(current, directory)).toBe("");
    expect(readdirSync(directory).sort()).toEqual(["production.txt", "staging.txt"]);
    expect(readFileSync(join(directory, "staging.txt"), "utf8")).toBe("new\n");
  });
});

describe("npm run summary", () => {
  const command = (...args: readonly string[]) => {
    const program = ["-r", "./tools/register.cjs", "commands/summary/index.ts", ...args];
    const env = { ...process.env, GITHUB_OWNER: "somebody-else", PLATFORM_STATE_DIRECTORY: "/nowhere" };
    const { status, stdout, stderr } = spawnSync(process.execPath, program, { encoding: "utf8", env });
    return { status, stdout, stderr };
  };

  test("-- --check says nothing and ends with 0 when nothing differs, whatever the environment decides", () => {
    expect(command("--check")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("tells how it is called", () => {
    const { status, stderr } = command("--chek");
    expect(stderr).toContain("Unknown option '--chek'");
    expect(stderr).toContain("npm run summary -- [--check]");
    expect(status).toBe(2);
  });
});
