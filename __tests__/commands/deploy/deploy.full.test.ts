import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "../run-command";
import { CloudsUnderTest } from "./clouds-under-test";

jest.setTimeout(300_000);

const directory = mkdtempSync(join(tmpdir(), "reviewed-"));
const reviewed = join(directory, "plan-report.json");

let clouds: CloudsUnderTest;

beforeAll(async () => {
  clouds = await (await CloudsUnderTest.start()).listen();
  const { exitCode, text } = await clouds.deploy("repository", "staging");
  expect(text).toContain("staging: what serves is what was asked");
  expect(exitCode).toBe(0);
});
afterAll(() => clouds.stop());
afterEach(() => {
  clouds.beforeCall = () => undefined;
});

const apps = () => clouds.cloud.digitalocean.apps;

/** What plan.yml keeps of a pull request. */
async function review(): Promise<void> {
  const { exitCode, text } = await command(
    "plan/index",
    ["staging", "--live", "--output", directory],
    clouds.env,
  );
  if (exitCode !== 2) throw new Error(text);
}

async function putBack(): Promise<void> {
  expect(await clouds.deploy("staging", "--unreviewed")).toMatchObject({ exitCode: 0 });
}

test("the first deployment leaves no app's secret in the state, nor in its backup", () => {
  const names = readdirSync(join(clouds.directory, "state"));
  const kept = names.map((name) => readFileSync(join(clouds.directory, "state", name), "utf8")).join("\n");
  expect(names).toContain("staging.tfstate");
  expect(kept).toContain("EV[1:");
  for (const name of ["LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "GHCR_PULL_CREDENTIAL"])
    expect(kept).not.toContain(clouds.env[`TF_VAR_${name}`]);
});

describe("what nobody reviewed", () => {
  test("and deploys the app anew stops before anything is touched where the report is missing", async () => {
    clouds.changeVariable();
    const before = apps().listDeployments(clouds.staging.id).length;
    const absent = await clouds.deploy("staging", "--reviewed", join(directory, "absent.json"));
    expect(absent.text).toMatch(
      /1 problem, nothing was deployed:\n {2}reviewed plan: staging digitalocean_app\.App_\w+: redeploy: there is no reviewed plan \(\S+absent\.json\)\n {4}→ read it \(npm run plan -- staging --live\).* --unreviewed/,
    );
    expect(absent.exitCode).toBe(3);
    expect(apps().listDeployments(clouds.staging.id)).toHaveLength(before);
  });

  test("and deploys the app anew passes by hand, and is told", async () => {
    clouds.changeVariable();
    const { exitCode, text } = await clouds.deploy("staging");
    expect(text).toContain("note, reviewed plan: staging: passes by hand, without a review: 1 redeploy\n");
    expect(exitCode).toBe(0);
    expect(clouds.variable("LQBOT_LOG_LEVEL")).not.toBe("TRACE");
    clouds.changeVariable();
  });

  test("and is something else than the reviewed plan stops; what was reviewed passes", async () => {
    await review();
    const { id, spec } = clouds.staging;
    const [service] = spec.services ?? [];
    if (service === undefined) throw new Error("no service");
    apps().update(id, {
      spec: { ...spec, services: [{ ...service, instance_size_slug: "apps-s-1vcpu-1gb" }] },
    });
    const differs = await clouds.deploy("staging", "--reviewed", reviewed, "--json");
    expect(JSON.parse(differs.text).problems).toEqual([
      {
        check: "reviewed plan",
        problem: expect.stringMatching(
          /^staging digitalocean_app\.App_\w+: redeploy, and not as reviewed in spec\.service\[api\]\.instance_size_slug$/,
        ),
        next: expect.stringContaining("--unreviewed"),
      },
    ]);
    expect(differs.exitCode).toBe(3);

    apps().update(id, { spec });
    const passes = await clouds.deploy("staging", "--reviewed", reviewed);
    expect(passes.text).toContain("staging: what serves is what was asked");
    expect(passes.exitCode).toBe(0);
    expect(clouds.variable("LQBOT_LOG_LEVEL")).not.toBe("TRACE");

    const again = await clouds.deploy("staging", "--reviewed", reviewed);
    expect(again.text).toMatch(
      /note, reviewed plan: staging digitalocean_app\.App_\w+: the reviewed redeploy is not due/,
    );
    expect(again.exitCode).toBe(0);
  });

  test("and restarts nothing and loses nothing stops where the report is missing", async () => {
    const github = clouds.cloud.github.as(clouds.cloud.github.tokenOwner);
    github.repositories.update("lingobot", "lingobot", { has_wiki: true });
    const absent = await clouds.deploy("repository", "--reviewed", join(directory, "absent.json"));
    expect(absent.text).toMatch(
      /reviewed plan: repository github_repository\.\w+: update: there is no reviewed plan/,
    );
    expect(absent.exitCode).toBe(3);
    expect(github.repositories.get("lingobot", "lingobot").has_wiki).toBe(true);
    expect(await clouds.deploy("repository")).toMatchObject({ exitCode: 0 });
    expect(github.repositories.get("lingobot", "lingobot").has_wiki).toBe(false);
  });

  test("a plan that failed was reviewed by nobody, and another file is none", async () => {
    const report = JSON.parse(readFileSync(reviewed, "utf8"));
    writeFileSync(join(directory, "failed.json"), JSON.stringify({ ...report, verdict: "failed" }));
    clouds.changeVariable();
    const failed = await clouds.deploy("staging", "--reviewed", join(directory, "failed.json"));
    expect(failed.text).toContain("failed, or a policy did, so it counts as reviewed by nobody");
    expect(failed.exitCode).toBe(3);
    writeFileSync(join(directory, "policy.json"), JSON.stringify({ ...report, exitCode: 1 }));
    const policy = await clouds.deploy("staging", "--reviewed", join(directory, "policy.json"));
    expect(policy.text).toContain("or a policy did, so it counts as reviewed by nobody");
    expect(policy.exitCode).toBe(3);
    writeFileSync(join(directory, "null.json"), JSON.stringify({ ...report, changes: [null] }));
    const broken = await clouds.deploy("staging", "--reviewed", join(directory, "null.json"));
    expect(broken.text).toContain("null.json is no report of a plan");
    expect(broken.exitCode).toBe(3);
    writeFileSync(join(directory, "other.json"), "{}");
    const other = await clouds.deploy("staging", "--reviewed", join(directory, "other.json"));
    expect(other.text).toContain("other.json is no report of a plan; give the plan-report.json");
    expect(other.exitCode).toBe(3);
    const folder = await clouds.deploy("staging", "--reviewed", directory);
    expect(folder.text).toContain(`${directory} cannot be read (EISDIR)`);
    expect(folder.exitCode).toBe(3);
    await putBack();
  });

  test("a plan that cannot be made stops it", async () => {
    clouds.cloud.faults.failCalls({ cloud: "digitalocean", status: 403, path: "/v2/uptime", times: 20 });
    const { text, exitCode } = await clouds.deploy("staging");
    expect(text).toMatch(/1 problem, nothing was deployed:\n {2}plan: staging cannot be planned: .*403/);
    expect(text).toContain("mend it, then try again");
    expect(exitCode).toBe(3);
    clouds.cloud.faults.clear();
  });
});

describe("--wait", () => {
  /** @returns the id of a deployment that goes on until somebody settles it */
  function startDeployment(): string {
    clouds.cloud.digitalocean.settle = "per-poll";
    const { id } = apps().createDeployment(clouds.staging.id);
    return id;
  }
  afterEach(() => {
    clouds.cloud.digitalocean.settle = "at-once";
  });

  test("waits for a deployment under way and tells so, then deploys", async () => {
    const busy = startDeployment();
    let looks = 0;
    clouds.beforeCall = ({ path }) => {
      if (path === "/v2/apps") looks += 1;
      if (looks < 6) return;
      apps().settleDeployment(clouds.staging.id, busy);
      clouds.cloud.digitalocean.settle = "at-once";
    };
    const { exitCode, text } = await clouds.deploy("staging", "--wait", "30");
    expect(text).toContain(
      `waiting, 30 minutes at most: lingobot-staging is busy with the deployment ${busy}`,
    );
    expect(text).toContain("staging: what serves is what was asked");
    expect(exitCode).toBe(0);
  });

  test("gives up at the end of the time, and refuses at once without it", async () => {
    const busy = startDeployment();
    const waited = await clouds.deploy("staging", "--wait", "1");
    expect(waited.text).toContain(
      `app ready: after 1 minutes still: lingobot-staging is busy with the deployment ${busy}`,
    );
    expect(waited.exitCode).toBe(3);
    const refused = await clouds.deploy("staging");
    expect(refused.text).not.toContain("waiting");
    expect(refused.exitCode).toBe(3);
    apps().settleDeployment(clouds.staging.id, busy);
  });

  test("with --verify, waits for a deployment under way to become what serves", async () => {
    const busy = startDeployment();
    const now = await clouds.deploy("staging", "--verify", "--wait", "30");
    expect(now.text).toBe("staging: what serves is what was asked\n");
    expect(now.exitCode).toBe(0);
    expect(clouds.staging.active_deployment?.id).toBe(busy);
  });

  test("waits for the end of a rollback", async () => {
    const target = apps()
      .listDeployments(clouds.staging.id)
      .find(({ phase }) => phase === "SUPERSEDED");
    apps().rollback(clouds.staging.id, { deployment_id: target?.id ?? "" });
    let looks = 0;
    clouds.beforeCall = ({ path }) => {
      if (path !== "/v2/apps") return;
      looks += 1;
      if (looks === 6) apps().commitRollback(clouds.staging.id);
    };
    const { exitCode, text } = await clouds.deploy("staging", "--wait", "30", "--unreviewed");
    expect(text).toContain("waiting, 30 minutes at most: lingobot-staging is pinned by a rollback");
    expect(exitCode).toBe(0);
  });
});

test("an answer of a cloud that quotes a secret is shown without it", async () => {
  clouds.changeVariable();
  clouds.beforeApply = () => {
    throw new Error("422 invalid value openai-s3cret");
  };
  const { exitCode, text } = await clouds.deploy("staging");
  clouds.beforeApply = () => undefined;
  expect(text).toContain("422 invalid value (sensitive value)");
  expect(text).not.toContain("openai-s3cret");
  expect(exitCode).toBe(1);
  await putBack();
});

describe("--verify", () => {
  const verify = () => clouds.deploy("staging", "--verify");

  test("says so when what serves is what was asked", async () => {
    expect(await verify()).toEqual({ exitCode: 0, text: "staging: what serves is what was asked\n" });
  });

  test("tells secrets that are not the code's, which no deployment changes", async () => {
    const { id, spec } = clouds.staging;
    const without = spec.envs?.filter(({ key }) => key !== "LQBOT_GROK_API_KEY") ?? [];
    apps().update(id, { spec: { ...spec, envs: without } });
    const { exitCode, text } = await verify();
    expect(text).toBe(
      `staging: what serves is what was asked, but for secrets:
  staging: the secret LQBOT_GROK_API_KEY is in the code and not in the DigitalOcean app lingobot-staging; send it: npm run secrets -- apply staging
`,
    );
    expect(exitCode).toBe(0);
    apps().update(id, { spec });
  });

  test("tells a deployment that failed: what was asked for does not serve", async () => {
    clouds.cloud.faults.failDeployments({ deployment: "health-check" });
    clouds.changeVariable();
    const { exitCode, text } = await verify();
    expect(text).toContain("staging: applied but not serving as asked:");
    expect(text).toMatch(
      /lingobot-staging: its newest deployment \S+ is ERROR, and \S+ serves; read its logs, mend the cause and deploy again at https:\S+\/deployments/,
    );
    expect(text).toMatch(/not as Terraform left it: `digitalocean_app\.App_\w+`: `spec\.service\[api\]\.env/);
    expect(exitCode).toBe(1);
    await putBack();
  });

  test("tells everything that is missing at once", async () => {
    const github = clouds.cloud.github.as(clouds.cloud.github.tokenOwner);
    github.environments.delete("lingobot", "lingobot", "staging");
    const { exitCode, text } = await verify();
    expect(text).toContain(
      "lingobot/lingobot has no environment staging; deploy again: npm run deploy -- staging",
    );
    expect(exitCode).toBe(1);
    await putBack();
  });
});

test("what can be planned only after another stack is compared then, and stops there", async () => {
  clouds.changeVariable();
  const github = clouds.cloud.github.as(clouds.cloud.github.tokenOwner);
  github.repositories.delete("lingobot", "lingobot");
  rmSync(join(clouds.directory, "state/repository.tfstate"));
  const { exitCode, text } = await clouds.deploy("repository", "staging");
  expect(text).toContain("repository: what serves is what was asked");
  expect(text).toMatch(
    /problems?, staging was not deployed:\n[\s\S]*reviewed plan: staging github_repository_environment\.Deployment_\w+: create of what was in the state and is not found/,
  );
  expect(exitCode).toBe(3);
  expect(clouds.variable("LQBOT_LOG_LEVEL")).toBe("TRACE");
});
