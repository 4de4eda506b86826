import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../tools/cdktf";
import { filesBelow, projectWith } from "./project";

jest.setTimeout(60_000);

/** LingoBot with a fault of every kind, each made once, and what they are used by shared as in the real settings. */
const SETTINGS = `
import { AppAlert, ComponentAlert, ContainerRegistry, InstanceSize, NotificationTarget, RemoteState, Scaling, Secret } from "./constructs";
import { lingobot as sound, policies } from "./sound";

const images = ContainerRegistry.ghcr("lingobot", "lingobot").image();
const notify = [
  NotificationTarget.email("platform@@lingobot"),
  NotificationTarget.slack({ channel: "#alerts", webhook: "https://hooks.slack.com/services/T/B/secret" }),
];
const secrets = [Secret.named("LQBOT_OPENAI_API_KEY"), Secret.named("BAD-NAME")];
const DEDICATED = InstanceSize.DEDICATED_1VCPU_1GB;

export { policies };
export const lingobot = {
  ...sound,
  state: RemoteState.spaces({ bucket: "Not A Bucket", region: "nyc3" }),
  github: { ...sound.github, repository: "not a repository", plan: "team" },
  environments: [
    {
      name: "staging",
      appName: "Staging!",
      branch: "",
      size: InstanceSize.of("apps-s-9vcpu"),
      image: { tag: "latest", digest: "sha256:0" },
      region: "mars",
      port: 0,
      healthCheck: { periodSeconds: 301, failureThreshold: 0 },
      termination: { drainSeconds: 111, graceSeconds: 601 },
      domains: [{ name: "https://bot" }],
      variables: { "1BAD": "x", LQBOT_OPENAI_API_KEY: "y", KEY: "sk-0123456789abcdef0123" },
      secrets: [...secrets, Secret.named("LQBOT_OPENAI_API_KEY"), "literal-secret"],
      approval: { users: ["a", "b", "c", "d", "e", "f", "g"] },
      workers: {
        twice: { size: InstanceSize.XXS, scaling: Scaling.fixed(2) },
        shared: { size: InstanceSize.XS, scaling: Scaling.onCpu({ min: 1, max: 2 }) },
        backwards: { size: DEDICATED, scaling: Scaling.onCpu({ min: 3, max: 2 }) },
        many: { size: DEDICATED, scaling: Scaling.onCpu({ min: 1, max: 251 }) },
        percent: { size: DEDICATED, scaling: Scaling.onCpu({ min: 1, max: 2, percent: 101 }) },
      },
      jobs: { migrate: {}, seed: {} },
      notify,
      monthlyBudget: 5,
    },
    {
      name: "production",
      branch: "main",
      size: InstanceSize.XS,
      image: images.byDigest("sha256:0"),
      secrets,
      alerts: [AppAlert.of("NO_SUCH_RULE"), ComponentAlert.cpu({ above: 80, window: "7m" })],
      jobs: { migrate: {} },
      approval: {},
      notify,
      monthlyBudget: 11,
    },
    { name: "production", branch: "develop", size: InstanceSize.XXS },
  ],
};
`;

const TOLD = [
  'App: the repository has no valid name; got "not a repository"',
  'App: `environments[0].branch` must be one branch, and no pattern; got ""',
  'App: two environments have the same name; got "production"',
  'repository, staging, production, environment-3: the bucket of the state has no valid name; got "Not A Bucket"',
  'staging/App: the app name is malformed; got "Staging!"',
  'staging/App: unknown region; got "mars"',
  "staging/App: the port of the service is out of range; got 0",
  "staging/App: the period of the health check in seconds is out of range; got 301",
  "staging/App: the failure threshold of the health check is out of range; got 0",
  'staging/App: an image was given by tag and digest together, which App Platform refuses; got {"tag":"latest","digest":"sha256:0"}',
  'staging/App: the grace period of "api" in seconds is out of range; got 601',
  'staging/App: the drain time of "api" in seconds is out of range; got 111',
  'staging/App: DigitalOcean has no such instance size; got "apps-s-9vcpu"',
  'staging/App, staging/Health, production/App, production/Health: the e-mail address of the notification is malformed; got "platform@@lingobot"',
  "staging/App, staging/Health, production/App, production/Health: the Slack webhook was given as a literal value",
  'staging/App: the key of the environment variable is malformed; got "1BAD"',
  "staging/App: the plain variable KEY holds what looks like a credential, a secret given as a literal",
  "staging/App: LQBOT_OPENAI_API_KEY is declared as a variable and as a secret",
  'staging/App, production/App: a secret\'s name must be usable as a Terraform variable; got "BAD-NAME"',
  "staging/App: a secret environment variable was given as a literal value",
  'staging/App: "twice" cannot have more than one instance of apps-s-1vcpu-0.5gb, a single-instance size; got 2',
  'staging/App: "shared" cannot scale on CPU: DigitalOcean autoscales only on dedicated CPUs; got "apps-s-1vcpu-1gb"',
  'staging/App: autoscaling of "backwards" has a least number of instances above the greatest; got {"min":3,"max":2}',
  'staging/App: the greatest number of instances of "many" is out of range; got 251',
  'staging/App: the CPU target of "percent" in percent is out of range; got 101',
  'staging/App: the domain is malformed; got "https://bot"',
  'staging/Deployment: the approval gate of environment "staging" needs required reviewers of a deployment environment, which GitHub\'s plan "team" does not have',
  'staging/Deployment: environment "staging" has too many reviewers; got 7',
  'production/App: the image digest is malformed; got "sha256:0"',
  'production/App: unknown app alert rule; got "NO_SUCH_RULE"',
  'production/App: unknown alert window; got "7m"',
  "production/App: the app costs up to $12 per month, more than its budget",
  'production/Deployment: the approval gate of environment "production" needs required reviewers of a deployment environment, which GitHub\'s plan "team" does not have',
  'production/Deployment: environment "production" requires an approval, but nobody is named who could give it',
];

test("a fault of every kind is told once, each by its cause, in one run that writes nothing", async () => {
  const directory = projectWith(() => SETTINGS, { "sound.ts": readFileSync("lingobot.ts", "utf8") });
  const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };
  const { PATH, HOME } = process.env;
  const options = { cwd: directory, env: { PATH, HOME }, onLine: () => undefined };
  const { exitCode, output } = await run("sh", ["-c", app], options);
  const [heading, ...lines] = output.trimEnd().split("\n");
  // Each with the fault, the value and what may be done about it; the start of the line is the fault and the value.
  const starts = lines.map((line) => TOLD.find((told) => line.startsWith(`  ${told}`)) ?? line);
  expect([...starts].sort()).toEqual([...TOLD].sort());
  for (const line of lines) expect(line).toMatch(/: .+; .+/);
  expect(heading).toBe(`${TOLD.length} problems, nothing was written:`);
  expect(output).not.toContain("literal-secret");
  expect(output).not.toContain("sk-0123456789");
  expect(output).not.toContain("hooks.slack.com/services/T");
  expect(exitCode).toBe(1);
  expect(filesBelow(join(directory, "cdktf.out"))).toEqual([]);
});

test.each(["environments: [null],", "environments: 'staging',", "github: null,", "pipeline: null,"])(
  "%s is told without a trace",
  async (wrong) => {
    const settings = `
import { lingobot as sound, policies } from "./sound";
export { policies };
export const lingobot = { ...sound, ${wrong} };
`;
    const directory = projectWith(() => settings, { "sound.ts": readFileSync("lingobot.ts", "utf8") });
    const { exitCode, output } = await run("node", ["-r", "./tools/register.cjs", "main.ts"], {
      cwd: directory,
      env: { PATH: process.env.PATH },
      onLine: () => undefined,
    });
    expect(output).toMatch(/problems?, nothing was written:\n {2}App: `(environments|github|pipeline)/);
    expect(output).not.toContain("    at ");
    expect(exitCode).toBe(1);
  },
);
