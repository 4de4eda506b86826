import { InstanceSize, NotificationTarget, RemoteState, Scaling } from "../../constructs";
import { lingobot } from "../../lingobot";
import type { PlatformSettings } from "../../stacks";
import { locatedProblemsOf, problemsOf } from "../constructs/synthesize";
import { definedApp, withEnvironment } from "./platform-under-test";

/** What is wrong with LingoBot's settings when a caller without types changes them so. */
function problemsWith(change: object): string[] {
  return problemsOf(definedApp({ ...lingobot, ...change } as PlatformSettings));
}

const inStaging = (change: object) => problemsOf(definedApp(withEnvironment("staging", change)));
const inGitHub = (change: object) => problemsWith({ github: { ...lingobot.github, ...change } });
const inPipeline = (change: object) => problemsWith({ pipeline: { ...lingobot.pipeline, ...change } });

describe("an environment's name", () => {
  const ALLOWED =
    "1 to 23 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen: it names the stack, the GitHub environment, and with lingobot- before it the app";

  test.each(["stag ing", "", "Repository", "staging*", "-staging", "staging-", "1st", "s".repeat(24)])(
    "cannot be %j",
    (name) => {
      expect(inStaging({ name, delivery: {} })).toContain(
        `the name of environments[0] cannot be used; got ${JSON.stringify(name)}; allowed: ${ALLOWED}; rename it, for example "staging"`,
      );
    },
  );

  test.each(["s", "s".repeat(23), "blue-2"])("can be %j", (name) => {
    const [, production] = lingobot.environments;
    const { promoteFrom: _from, ...delivery } = production?.delivery ?? {};
    const settings = withEnvironment("production", { delivery });
    const environments = settings.environments.map((each) =>
      each.name === "staging" ? { ...each, name } : each,
    );
    expect(problemsWith({ environments })).toEqual([]);
  });

  test.each(["repository", "all"])("cannot be %j, which means something else", (name) => {
    expect(inStaging({ name, delivery: {} })).toContain(
      `an environment cannot be called ${name === "all" ? '"all", which stands for every stack' : "like the repository's stack"}; got "${name}"; give the environment another name`,
    );
  });

  test("of no text is told", () => {
    expect(inStaging({ name: 7 }).join()).toContain("the name of environments[0] cannot be used; got 7");
  });

  test("hides no other problem, of its own environment neither", () => {
    const [staging, production] = lingobot.environments;
    const found = locatedProblemsOf(
      definedApp({
        ...lingobot,
        github: { ...lingobot.github, topics: ["Not A Topic"] },
        environments: [
          { ...staging, name: "stag ing", monthlyBudget: 1 },
          { ...production, monthlyBudget: 2, delivery: { promoteFrom: "stag ing" } },
          { ...staging, name: "", branch: "develop", variables: { "1BAD": "x" } },
        ] as unknown as PlatformSettings["environments"],
      }),
    );
    expect(found).toEqual([
      { path: "App", message: expect.stringContaining('environments[0] cannot be used; got "stag ing"') },
      { path: "App", message: expect.stringContaining('environments[2] cannot be used; got ""') },
      { path: "repository/Repository", message: expect.stringContaining("Not A Topic") },
      { path: "environment-1/App", message: expect.stringContaining("allowed: at most $1") },
      { path: "production/App", message: expect.stringContaining("allowed: at most $2") },
      { path: "environment-3/App", message: expect.stringContaining('got "1BAD"') },
    ]);
  });

  test("is its own", () => {
    const [staging, production] = lingobot.environments;
    const twice = { ...production, name: "staging", branch: "develop", delivery: {} };
    expect(problemsWith({ environments: [staging, production, twice] })).toEqual([
      'two environments have the same name; got "staging"; rename or remove one of them',
    ]);
  });
});

describe("of the product", () => {
  test.each(["Lingo Bot", "", "l", "lingobot-", "9lives", "x".repeat(31)])(
    "the name cannot be %j",
    (name) => {
      expect(problemsWith({ name })).toEqual([
        `the name of the product cannot be used; got ${JSON.stringify(name)}; allowed: 2 to 30 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen: the apps are called after it; rename it, for example "lingobot"`,
      ]);
    },
  );

  test("there is no environment", () => {
    expect(problemsWith({ environments: [] })).toEqual([
      "`environments` is empty, so nothing would be deployed but a repository that nobody deploys from; got []; allowed: one environment or more; name one, as in lingobot.ts",
    ]);
  });

  test("the state is no RemoteState", () => {
    expect(problemsWith({ state: { bucket: "b" } })).toEqual([
      "`state` is not a RemoteState; allowed: RemoteState.spaces, .s3, .postgres, .hcp, .local; make it with one of these",
    ]);
  });
});

describe("values that no type kept out", () => {
  test.each([
    ["environments", { environments: "staging" }, "is text, not a list"],
    ["github", { github: undefined }, "is missing"],
    ["github", { github: "lingobot/lingobot" }, "is text, not an object"],
    ["pipeline", { pipeline: [] }, "is a list, not an object"],
  ])("%s of the wrong kind", (part, change, fault) => {
    expect(problemsWith(change)).toContainEqual(
      expect.stringMatching(new RegExp(`^\`${part}\` ${fault}; .*; .+$`)),
    );
  });

  test("an environment that is none", () => {
    expect(problemsWith({ environments: [...lingobot.environments, null] })).toEqual([
      "`environments[2]` is missing; allowed: an object; write it in braces: { … }",
    ]);
  });

  test.each([
    ["secrets", "sk-123", "is text, not a list"],
    ["variables", ["A=b"], "is a list, not an object"],
    ["domains", {}, "is an object, not a list"],
    ["domains", ["a.example.com"], "holds text, where objects stand"],
    ["notify", "a@b.example", "is text, not a list"],
    ["logDestinations", 7, "is a number, not a list"],
    ["approval", true, "is true or false, not an object"],
    ["approval", { teams: "platform" }, "is text, not a list", ".teams"],
    ["approval", { users: [7] }, "holds a number, where text stands", ".users"],
    ["delivery", [], "is a list, not an object"],
    ["delivery", { smokePaths: "/health" }, "is text, not a list", ".smokePaths"],
    ["delivery", { movingTags: "latest" }, "is text, not a list", ".movingTags"],
    ["delivery", { monitor: true }, "is true or false, not an object", ".monitor"],
    ["branch", undefined, "is missing"],
    ["monthlyBudget", "5", "is text, not a number"],
    ["kind", 7, "is a number, not development, staging, production"],
    ["maintenance", { enabled: true }, "is an object, not a Maintenance"],
    ["uptime", 7, 'is a number, not an object, or "none"'],
    ["uptime", { target: 7 }, "is a number, not text", ".target"],
    ["uptime", { enabled: "no" }, "is text, not true or false", ".enabled"],
    ["uptime", { regions: "us_east" }, "is text, not a list", ".regions"],
    ["uptime", { alerts: { down: {} } }, "is missing", ".alerts.down.notify"],
    [
      "uptime",
      { alerts: { latency: { notify: [], aboveMilliseconds: "300" } } },
      "is text, not a number",
      ".alerts.latency.aboveMilliseconds",
    ],
    ["project", "shop", 'is text, not an object, or "unmanaged"'],
    ["project", { name: "shop" }, "is missing", ".environment"],
    ["project", { name: 7, environment: "staging" }, "is a number, not text", ".name"],
    ["healthCheck", { port: "80" }, "is text, not a number", ".port"],
    ["termination", { graceSeconds: "5" }, "is text, not a number", ".graceSeconds"],
    ["domains", [{ name: "a.example.com", wildcard: "no" }], "is text, not true or false", "[0].wildcard"],
    ["workers", { queue: null }, "is missing", ".queue"],
    ["jobs", { migrate: { runCommand: 7 } }, "is a number, not text", ".migrate.runCommand"],
    [
      "jobs",
      { migrate: { alerts: [{ above: 80 }] } },
      "holds an object, where a ComponentAlert stands",
      ".migrate.alerts",
    ],
    ["jobs", { migrate: "alembic" }, "is text, not an object", ".migrate"],
    ["deployment", { variables: { A: 7 } }, "is a number, not text", ".variables.A"],
  ])("%s of an environment: %j", (key, value, fault, part = "") => {
    const [told, ...others] = inStaging({ [key]: value });
    expect(told).toMatch(
      new RegExp(
        `^\`environments\\[0\\]\\.${key}${part.replace(/[[\].]/g, "\\$&")}\` ${fault}; allowed: .*; .+$`,
      ),
    );
    expect(others).toEqual([]);
    // Whatever stands there by mistake may be a secret.
    expect(told).not.toContain("sk-123");
  });

  test.each([
    ["branches", "main", "is text, not a list"],
    ["branches", ["main"], "holds text, where objects stand"],
    ["topics", "python", "is text, not a list"],
    ["topics", [1], "holds a number, where text stands"],
    ["labels", {}, "is an object, not a list"],
    ["teams", ["platform"], "is a list, not an object"],
    ["collaborators", "octocat", "is text, not an object"],
    ["securityProducts", "code-security", "is text, not a list"],
    ["adopt", "yes", "is text, not true or false"],
    ["description", 7, "is a number, not text"],
    ["owner", undefined, "is missing"],
    ["repository", 7, "is a number, not text"],
    // A text is true in JavaScript, whatever it says.
    ["branches", [{ name: "main", protected: "no" }], "is text, not true or false", "[0].protected"],
    ["branches", [{ name: "main", bypass: ["ada"] }], "holds text, where a BypassActor stands", "[0].bypass"],
    ["branches", [{ name: "main", aprovals: 2 }], "is no setting", "[0].aprovals"],
    ["labels", [{ name: "x", color: "ff0000", description: 7 }], "is a number, not text", "[0].description"],
    ["merge", { squash: "no" }, "is text, not true or false", ".squash"],
    ["actions", { allowed: "all" }, "is text, not an AllowedActions", ".allowed"],
    ["security", { secretScanning: 1 }, "is a number, not true or false", ".secretScanning"],
  ])("github.%s: %j", (key, value, fault, part = "") => {
    const at = `${key}${part.replace(/[[\].]/g, "\\$&")}`;
    expect(inGitHub({ [key]: value })).toContainEqual(
      expect.stringMatching(new RegExp(`^\`github\\.${at}\` ${fault}; allowed: .*; .+$`)),
    );
  });

  test.each([
    ["auth", "oauth", "token, app"],
    ["plan", "pro", "free, team, enterprise"],
    ["visibility", "internal", "public, private"],
  ])("github.%s: %j", (key, value, allowed) => {
    expect(inGitHub({ [key]: value })).toEqual([
      `unknown \`github.${key}\`; got "${value}"; allowed: ${allowed}; choose one of these`,
    ]);
  });

  test("an unknown security product", () => {
    expect(inGitHub({ securityProducts: ["ghas", ...(lingobot.github.securityProducts ?? [])] })).toEqual([
      'unknown `github.securityProducts`; got "ghas"; allowed: secret-protection, code-security; choose one of these',
    ]);
  });

  test.each([
    ["overrides", {}, "is an object, not a list"],
    ["overrides", ["x"], "holds text, where objects stand"],
    ["extraFiles", [], "is a list, not an object"],
    ["codeOwners", "me", "is text, not an object"],
    ["codeOwners", { "/docs/": "@lingobot/platform" }, "is text, not a list", "./docs/"],
    ["localEnvironment", { variables: { A: 7 } }, "is a number, not text", ".variables.A"],
    ["localEnvironment", [], "is a list, not an object"],
    ["preview", true, "is true or false, not an object"],
    ["extend", "x", "is text, not a function"],
    ["language", "python", "is text, not a language"],
    ["language", undefined, "is missing"],
  ])("pipeline.%s: %j", (key, value, fault, part = "") => {
    const [told, ...others] = inPipeline({ [key]: value });
    const at = `${key}${part.replaceAll(".", "\\.")}`;
    expect(told).toMatch(new RegExp(`^\`pipeline\\.${at}\` ${fault}; allowed: .*; .+$`));
    expect(others).toEqual([]);
  });

  test("a scaling that is none", () => {
    expect(inStaging({ scaling: { min: 1 } })).toEqual([
      'the scaling of "api" is not a Scaling; got {"min":1}; allowed: Scaling.fixed(…), Scaling.onCpu({ … }); make it with one of these',
    ]);
  });

  test("an override without a path", () => {
    expect(inPipeline({ overrides: [{ file: ".github/workflows/ci.yml" }] })).toEqual([
      "`pipeline.overrides[0].path` is missing; allowed: a list; write it in brackets: [ … ]",
    ]);
  });
});

describe("branches", () => {
  test("are given once", () => {
    const branches = [{ name: "main" }, { name: "staging" }, { name: "develop" }, { name: "main" }];
    expect(inGitHub({ branches })).toEqual(['a branch is given twice; got "main"; give each branch once']);
  });

  test("that deploy are the repository's, because no ruleset guards another", () => {
    const { pipeline: _pipeline, ...bare } = withEnvironment("staging", { branch: "stage" });
    expect(problemsOf(definedApp(bare))).toEqual([
      'staging deploys from a branch that nobody makes and no ruleset guards, so that whoever may push could deploy; got "stage"; allowed: main, staging, develop; add it to github.branches, or name one of these',
    ]);
  });

  test.each(["", "release/*", "refs/heads/main", "a b", "v?", "!main", "a..^b"])(
    "that deploy cannot be %j, which is told once",
    (branch) => {
      expect(inStaging({ branch })).toEqual([
        `\`environments[0].branch\` must be one branch, and no pattern; got ${JSON.stringify(branch)}; allowed: a branch's short name, without spaces and * ? + ! [ ] ~ ^ : \\; name the branch that is deployed here, for example \`main\``,
      ]);
    },
  );

  test("that deploy are told once when the pipeline tells it already", () => {
    expect(inStaging({ branch: "stage" })).toEqual([
      expect.stringContaining("a branch deploys whose pushes CI does not check"),
    ]);
  });
});

describe("what several stacks are made of is told once", () => {
  test("the owner", () => {
    expect(inGitHub({ owner: "lingo bot" })).toEqual([
      'the owner has no valid name; got "lingo bot"; allowed: 1 to 39 letters, digits and single hyphens; give the login as it stands in the profile\'s address, without @',
    ]);
  });

  test("the repository", () => {
    expect(inGitHub({ repository: "lingobot/lingobot" })).toEqual([
      'the repository has no valid name; got "lingobot/lingobot"; allowed: 1 to 100 letters, digits, hyphens, underscores and dots; give the name alone, without owner and slash',
    ]);
  });

  test("a target and the state, with every place", () => {
    const notify = [NotificationTarget.email("nobody")];
    const environments = lingobot.environments.map((each) => ({ ...each, notify }));
    const state = RemoteState.spaces({ bucket: "b", region: "nyc3" });
    const app = definedApp({ ...lingobot, environments, state });
    expect(locatedProblemsOf(app)).toEqual([
      {
        path: "repository",
        message: expect.stringContaining('bucket of the state has no valid name; got "b"'),
        alsoAt: ["staging", "production"],
      },
      {
        path: "staging/App",
        message: expect.stringContaining('got "nobody"'),
        alsoAt: ["staging/Health", "production/App", "production/Health"],
      },
    ]);
  });

  test("but the same fault made twice is told twice", () => {
    const environments = lingobot.environments.map((each) => ({ ...each, port: 0 }));
    expect(locatedProblemsOf(definedApp({ ...lingobot, environments }))).toEqual([
      { path: "staging/App", message: expect.stringContaining("port of the service") },
      { path: "production/App", message: expect.stringContaining("port of the service") },
    ]);
  });
});

describe("approval", () => {
  test("by a team that GitHub cannot have", () => {
    const app = definedApp(withEnvironment("production", { approval: { teams: ["Ops Team"] } }));
    expect(problemsOf(app)).toEqual([
      expect.stringContaining('a reviewing team has no valid name; got "Ops Team"'),
    ]);
  });

  test("by nobody", () => {
    const app = definedApp(withEnvironment("production", { approval: {} }));
    expect(problemsOf(app)).toEqual([
      'environment "production" requires an approval, but nobody is named who could give it; allowed: 1 to 6 teams and people; name a team or a person in `reviewers` (`approval` of the environment\'s settings), or drop `approvalRequired` (`approval`)',
    ]);
  });
});

describe("a constructor that throws", () => {
  const bad = {
    ...withEnvironment("staging", { monthlyBudget: 1 }),
    github: { ...lingobot.github, topics: ["Not A Topic"] },
  };

  test("over the pipeline hides nothing of the repository and the environments", () => {
    const overrides = [{ file: ".github/workflows/ci.yml", path: ["no", "such", "place"], value: 1 }];
    const app = definedApp({ ...bad, pipeline: { ...bad.pipeline, overrides } } as PlatformSettings);
    expect(locatedProblemsOf(app)).toEqual([
      {
        path: "App",
        message: expect.stringMatching(/^an override of .* names a place that the file does not have/),
      },
      { path: "repository/Repository", message: expect.stringContaining("Not A Topic") },
      { path: "staging/App", message: expect.stringContaining("more than its budget") },
    ]);
  });

  test("over a fault of our own keeps its trace", () => {
    const extend = () => {
      throw new RangeError("not the caller's fault");
    };
    expect(() =>
      definedApp({ ...bad, pipeline: { ...bad.pipeline, extend } } as unknown as PlatformSettings),
    ).toThrow(RangeError);
  });
});

describe("secrets", () => {
  test.each([null, undefined])("of which one is %j are told", (secret) => {
    expect(inStaging({ secrets: [secret] })).toEqual([
      expect.stringContaining("a secret environment variable"),
    ]);
  });
});

test("good settings have no problem", () => {
  const scaled = withEnvironment("staging", {
    size: InstanceSize.XS,
    scaling: Scaling.fixed(2),
    monthlyBudget: 24,
  });
  expect(problemsOf(definedApp(scaled))).toEqual([]);
});

describe("a name that is no setting", () => {
  test.each([
    ["environments[0].aproval", inStaging({ aproval: { teams: ["platform"] } })],
    ["environments[0].delivery.promotFrom", inStaging({ delivery: { promotFrom: "staging" } })],
    ["environments[0].deployment.waitTimer", inStaging({ deployment: { waitTimer: 5 } })],
    ["github.branchs", inGitHub({ branchs: [] })],
    ["pipeline.codeOwner", inPipeline({ codeOwner: {} })],
  ])("%s is told, with those there are", (name, problems) => {
    expect(problems).toEqual([
      expect.stringMatching(
        new RegExp(
          `^\`${name.replace(/[[\].]/g, "\\$&")}\` is no setting; allowed: [a-zA-Z, ]+; correct the name, or take it out$`,
        ),
      ),
    ]);
  });
});
