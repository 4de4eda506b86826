import { githubDataSources, githubResources } from "../../../../sandbox/terraform/github";
import { everyDataSource, everyResource } from "./every-resource";
import { Terraform } from "./terraform";

jest.setTimeout(120_000);

let terraform: Terraform;

beforeEach(async () => {
  terraform = await Terraform.start();
});

afterEach(() => terraform.close());

const BOT = ["lingobot", "bot"] as const;
const repository = "${github_repository.bot.name}";
const bot = { bot: { name: "bot", visibility: "private", auto_init: true, vulnerability_alerts: true } };
const production = { it: { repository, environment: "production", wait_timer: 5 } };

function main(rules: object, more: object = {}) {
  const conditions = { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } };
  return {
    it: { repository, name: "main", target: "branch", enforcement: "active", conditions, rules, ...more },
  };
}

test("every resource and data source: applied, nothing to change, destroyed", async () => {
  expect(Object.keys(everyResource).sort()).toEqual(Object.keys(githubResources).sort());
  expect(Object.keys(everyDataSource).sort()).toEqual(Object.keys(githubDataSources).sort());
  await terraform.apply(everyResource, everyDataSource);
  expect(await terraform.changes()).toEqual([]);
  await terraform.destroy();
  expect(Object.keys(terraform.cloud.github.data.repositories)).toEqual([]);
});

test("drift: what is seen is healed, removed reviewers and rotated secrets are what the provider makes of them", async () => {
  const { github } = terraform;
  await terraform.apply(
    {
      github_repository: bot,
      github_repository_environment: {
        it: { ...production.it, reviewers: { users: ["${data.github_user.ada.id}"] } },
      },
      github_issue_labels: { it: { repository, label: [{ name: "x", color: "ffffff" }] } },
      github_actions_secret: { it: { repository, secret_name: "A", plaintext_value: "1" } },
      github_actions_environment_secret: {
        it: {
          repository,
          environment: "${github_repository_environment.it.environment}",
          secret_name: "A",
          plaintext_value: "1",
        },
      },
      github_repository_ruleset: main({ deletion: true }),
    },
    { github_user: { ada: { username: "ada" } } },
  );
  github.issues.deleteLabel(...BOT, "x");
  github.secrets.put({ owner: "lingobot", repository: "bot" }, "A", "2");
  github.secrets.put({ owner: "lingobot", repository: "bot", environment: "production" }, "A", "2");
  const { id = 0 } = github.rulesets.list(...BOT)[0] ?? {};
  github.rulesets.update(...BOT, id, { enforcement: "disabled" });
  github.environments.put(...BOT, "production", { wait_timer: 5 });

  expect(await terraform.changes()).toEqual([
    "github_actions_environment_secret.it: delete, create",
    "github_actions_secret.it: create",
    "github_issue_labels.it: update",
    "github_repository_ruleset.it: update",
  ]);
});

test("noise: settings that the provider never reads back differ for ever", async () => {
  const bypass_actors = [{ actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "always" }];
  await terraform.apply({
    github_repository: {
      bot: { ...bot.bot, security_and_analysis: { code_security: { status: "enabled" } } },
    },
    github_repository_ruleset: {
      ...main({ deletion: true }, { bypass_actors }),
      update: main({ update: true }, { name: "update" }).it,
    },
  });
  expect(await terraform.changes()).toEqual([
    "github_repository.bot: update",
    "github_repository_ruleset.it: update",
    "github_repository_ruleset.update: update",
  ]);
});

test("a file under a ruleset without bypass cannot be written, before it can", async () => {
  const file = { ci: { repository, file: "ci.yml", content: "1", overwrite_on_create: true } };
  const rules = main({ pull_request: {} }, { depends_on: ["github_repository_file.ci"] });
  await terraform.apply({
    github_repository: bot,
    github_repository_file: file,
    github_repository_ruleset: rules,
  });
  const edited = { ci: { ...file.ci, content: "2" } };
  const output = await terraform.failToApply({
    github_repository: bot,
    github_repository_file: edited,
    github_repository_ruleset: rules,
  });
  expect(output).toContain(
    "PUT https://api.github.com/repos/lingobot/bot/contents/ci.yml: 409 Repository rule violations found Changes must be made through a pull request.",
  );
});

test("a repository that is gone is planned anew, with all that was in it", async () => {
  await terraform.apply({ github_repository: bot, github_repository_environment: production });
  terraform.github.repositories.delete(...BOT);
  expect(await terraform.changes()).toEqual([
    "github_repository.bot: create",
    "github_repository_environment.it: create",
  ]);
});

test("secret scanning without the product leaves the repository tainted", async () => {
  const { organizations } = terraform.cloud.github.data;
  Object.assign(organizations.lingobot ?? {}, { secret_protection: false, code_security: false });
  const security_and_analysis = { secret_scanning: { status: "enabled" } };
  const output = await terraform.failToApply({
    github_repository: { bot: { ...bot.bot, security_and_analysis } },
  });
  expect(output).toContain("422 Secret scanning is not available for this repository. []");
  terraform.write({ github_repository: bot });
  expect(await terraform.changes()).toEqual(["github_repository.bot: delete, create"]);
});
