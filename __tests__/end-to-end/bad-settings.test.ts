import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../tools/cdktf";
import { filesBelow, projectWith } from "./project";

jest.setTimeout(60_000);

/** Each edit makes one thing wrong, in another place. */
const FIVE_FAULTS = [
  ['name: "staging",', 'name: "stag ing",'],
  ['plan: "enterprise"', 'plan: "pro" as "free"'],
  ["monthlyBudget: 24", "monthlyBudget: 20"],
  ['{ LQBOT_ENVIRONMENT: "production"', '{ "1BAD": "x", LQBOT_ENVIRONMENT: "production"'],
  ['promoteFrom: "staging"', 'promoteFrom: "preproduction"'],
] as const;

const TOLD = [
  'the name of environments[0] cannot be used; got "stag ing"',
  'unknown `github.plan`; got "pro"; allowed: free, team, enterprise',
  "the app costs up to $24 per month, more than its budget",
  'the key of the environment variable is malformed; got "1BAD"',
  'production takes its image over from an environment that is no deploy target; got "preproduction"',
];

function withFaults(settings: string): string {
  return FIVE_FAULTS.reduce((text, [right, wrong]) => {
    if (!text.includes(right)) throw new Error(`lingobot.ts has no ${right}`);
    return text.replace(right, wrong);
  }, settings);
}

function runIn(cwd: string, command: string) {
  const { PATH, HOME } = process.env;
  return run("sh", ["-c", command], { cwd, env: { PATH, HOME }, onLine: () => undefined });
}

const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };

describe("settings that are wrong in five ways", () => {
  const directory = projectWith(withFaults);

  test.each([
    ["the app command of cdktf.json", app, 1],
    ["npm run deploy", "npm run --silent deploy -- all", 3],
    ["npm run destroy", "npm run --silent destroy -- production", 3],
    ["npm run secrets", "npm run --silent secrets", 3],
    ["npm run plan", "npm run --silent plan", 1],
  ])("are told at once by %s, without a trace, and nothing is written", async (_name, command, expected) => {
    const { exitCode, output } = await runIn(directory, command);
    expect(output).toContain("5 problems, nothing was written:\n");
    for (const fault of TOLD) expect(output).toContain(fault);
    expect(output).not.toContain("    at ");
    expect(exitCode).toBe(expected);
    expect(filesBelow(join(directory, "cdktf.out"))).toEqual([]);
  });

  test("are told by npm run deploy as JSON too", async () => {
    const { exitCode, stdout } = await runIn(directory, "npm run --silent deploy -- all --json");
    const { stacks, problems, notes } = JSON.parse(stdout);
    expect({ stacks, notes, exitCode }).toEqual({ stacks: [], notes: [], exitCode: 3 });
    expect(problems).toEqual([
      {
        check: "settings",
        problem: expect.stringContaining(`got "stag ing"`),
        next: "correct the settings, then try again",
      },
    ]);
  });
});

test("a value that cannot be made is told when the settings are read, too", async () => {
  const directory = projectWith(
    () => `import { InvalidValueError } from "./constructs";
throw new InvalidValueError({ fault: "no such thing", next: "make another" });
`,
  );
  const { exitCode, output } = await runIn(directory, app);
  expect(output).toBe("no such thing; make another\n");
  expect(exitCode).toBe(1);
});

test("a fault of the code keeps its trace", async () => {
  const directory = projectWith(() => 'throw new RangeError("not the settings");\n');
  const { exitCode, output } = await runIn(directory, app);
  expect(output).toMatch(/RangeError: not the settings\n {4}at /);
  expect(exitCode).toBe(1);
});
