/** One change of a stack's configuration that must be found. */
export interface Hostile {
  readonly rule: string;
  /** Where the finding is. */
  readonly place: string;
  /** What is changed, steps apart by dots. @default - the place */
  readonly path?: string;
  /** What stands there then; undefined takes it away. */
  readonly value: unknown;
}

const EVIL = "https://evil.example";
const APP = "resource.digitalocean_app.App_F1B96344";
const BACKEND = "terraform.backend";

type Row = readonly [place: string, value: unknown, path?: string];

function rows(rule: string, all: readonly Row[]): Hostile[] {
  return all.map(([place, value, path]) => ({ rule, place, value, ...(path === undefined ? {} : { path }) }));
}

/** Every way around a rule that we could think of. */
export const HOSTILE: readonly Hostile[] = [
  ...rows("known-blocks", [
    ["module", { x: { source: "github.com/evil/module" } }],
    ["check", { x: { data: { http: { y: { url: EVIL } } } } }],
    ["ephemeral", { random_password: { x: {} } }],
    ["action", { local_command: { x: {} } }],
    ["locals", [{ x: "y" }]],
    ["__proto__", {}],
    ["resource", [{ null_resource: { x: { provisioner: {} } } }]],
    ["resource.digitalocean_app", [{ x: { provisioner: {} } }]],
    ["resource.digitalocean_app.x", [{ provisioner: {} }]],
    ["data", [{ http: { x: { url: EVIL } } }]],
    ["data.http.x", [{ url: EVIL }], "data.http.x"],
    ["variable", [{ x: {} }]],
    ["output", { value: 1 }, "output.a b"],
    ["moved", { from: "a.b", to: "a.c" }],
    ["provider", [{ digitalocean: {} }]],
  ]),
  ...rows("same-settings", [
    [BACKEND, EVIL, "terraform.backend.s3.endpoints.s3"],
    [BACKEND, "production/terraform.tfstate", "terraform.backend.s3.key"],
    [BACKEND, "other", "terraform.backend.s3.bucket"],
    [BACKEND, { http: { address: EVIL } }],
    [BACKEND, undefined],
    [BACKEND, undefined, "terraform"],
    [BACKEND, [{ backend: { http: { address: EVIL } } }], "terraform"],
    ["terraform.cloud", { organization: "evil" }],
    ["terraform.encryption", {}],
    ["terraform.experiments", ["x"]],
    ["terraform.provider_meta", {}],
    ["terraform.required_version", ">= 0.12"],
    ["terraform.required_providers.github", "evil/github", "terraform.required_providers.github.source"],
    ["terraform.required_providers.github", "6.9.1", "terraform.required_providers.github.version"],
    ["terraform.required_providers.github", undefined],
    ["terraform.required_providers.evil", { source: "evil/evil" }],
    ["terraform.required_providers.null", { x: {} }, "resource.null_resource"],
  ]),
  ...rows("same-providers", [
    ["provider.digitalocean", [{ api_endpoint: EVIL }]],
    ["provider.digitalocean", [{}, { alias: "x", spaces_endpoint: EVIL }]],
    ["provider.digitalocean", { api_endpoint: EVIL }],
    ["provider.digitalocean", [[{ api_endpoint: EVIL }]]],
    ["provider.github", EVIL, "provider.github.0.base_url"],
    ["provider.github", "evil", "provider.github.0.owner"],
    ["provider.github", '${file("/etc/passwd")}', "provider.github.0.token"],
    ["provider.external", [{}]],
    ["provider.github", []],
    ["provider.github", undefined],
    ["provider.github", undefined, "provider"],
    ["provider.github", null],
  ]),
  ...rows("known-resources", [
    ["resource.null_resource", { x: {} }],
    ["resource.null_resource", { x: {} }],
    ["resource.digitalocean_droplet", { x: {} }],
    ["resource.constructor", { x: {} }],
  ]),
  ...rows("plain-locals", [
    ["locals.x", "4f6c71e2-3d1e-4a8e-9a53-0d2b1f1e7a55"],
    ["locals.x", "${digitalocean_app.App.spec}"],
    ["locals.x", ["${digitalocean_app.App.id}"]],
    ["locals.x", "${digitalocean_app.App.id}${file(1)}"],
  ]),
  ...rows("same-data-sources", [
    ["data.external.x", { program: ["sh", "-c", "env"] }],
    ["data.http.x", { url: EVIL }],
    ["data.github_rest_api.x", { endpoint: "orgs/lingobot/members" }],
    ["data.github_rest_api.Repository_22E53BBD", "user", "data.github_rest_api.Repository_22E53BBD.endpoint"],
    ["data.github_rest_api.Repository_22E53BBD", ["a"], "data.github_rest_api.Repository_22E53BBD.for_each"],
    ["data.github_rest_api.x", { endpoint: "repos/lingobot/lingobot/actions/secrets" }],
    ["data.github_rest_api.x", { endpoint: "repos/lingobot/lingobot", depends_on: ["a.b"] }],
    [
      "data.github_rest_api.x",
      { endpoint: "repos/lingobot/lingobot", lifecycle: { replace_triggered_by: [] } },
    ],
    ["data.digitalocean_app.x", { app_id: "4f6c71e2-3d1e-4a8e-9a53-0d2b1f1e7a55" }],
    ["data.digitalocean_app.x", { app_id: "${local.App_Id}", provider: "digitalocean.other" }],
    ["data.github_team.x", { slug: "a/../b", summary_only: true }],
    ["data.github_team.x", { slug: "platform" }],
    ["data.github_user.x", { username: "${var.A}" }],
    ["data.github_user.x", { username: ["grace"] }],
    ["data.github_organization.x", { name: "lingobot" }],
    ["data.terraform_remote_state.x", { backend: "s3" }],
    ["data.digitalocean_account.x", {}],
    ["data.constructor.x", {}],
  ]),
  ...rows("plain-resources", [
    [`${APP}.provisioner`, { "local-exec": { command: "env" } }],
    [`${APP}.connection`, { host: "evil.example" }],
    [`${APP}.provider`, "digitalocean.x"],
    [`${APP}.count`, 1e6],
    [`${APP}.for_each`, { a: 1 }],
    [`${APP}.for_each`, '${toset(["a"])}'],
    ["resource.terraform_data.x.for_each", '${toset(split("", file("/etc/hostname")))}'],
    ["resource.terraform_data.x.for_each", '${toset(["${path.root}"])}'],
    ["resource.terraform_data.x.for_each", { a: 1 }],
    [`${APP}.spec.dynamic`, { env: {} }],
    [`${APP}.spec.service[0].dynamic`, {}, `${APP}.spec.service.0.dynamic`],
    [`${APP}.lifecycle`, [{ action_trigger: {} }]],
    [`${APP}.lifecycle.action_trigger`, []],
    [`${APP}.depends_on[0]`, ['file("/etc/hostname")'], `${APP}.depends_on`],
    [`${APP}.depends_on[1]`, ["github_branch.a", "module.x"], `${APP}.depends_on`],
    [`${APP}.depends_on[0]`, [["a.b"]], `${APP}.depends_on`],
    [`${APP}.depends_on`, "github_branch.a"],
    [`${APP}.lifecycle.ignore_changes[0]`, ['pathexpand("~")'], `${APP}.lifecycle.ignore_changes`],
    [`${APP}.lifecycle.ignore_changes[0]`, ["spec[0].env\n"], `${APP}.lifecycle.ignore_changes`],
    [`${APP}.lifecycle.ignore_changes`, 'file("x")'],
    [`${APP}.lifecycle.replace_triggered_by[0]`, ["path.root.x()"], `${APP}.lifecycle.replace_triggered_by`],
  ]),
  ...rows("plain-names", [
    ["resource.github_repository.x.name", "../../repos/lingobot/lingobot/environments/production/secrets?x="],
    ["resource.github_repository.x.name", ".."],
    ["resource.github_repository.x.name", "${var.LQBOT_OPENAI_API_KEY}"],
    ["resource.github_repository.x.name", "${github_issue_label.x.name}"],
    ["resource.github_repository.x.name", ["a"]],
    ["resource.github_repository_ruleset.x.repository", "lingobot/../other"],
    ["resource.github_repository_environment.x.environment", "a/../../b"],
    ["resource.github_actions_environment_secret.x.environment", "${digitalocean_project.x.name}"],
    ["resource.github_actions_environment_secret.x.secret_name", "A?x="],
    ["resource.github_actions_environment_variable.x.variable_name", "a b"],
    [`${APP}.spec.name`, "../account"],
    [`${APP}.spec.name`, [{ name: "%2e%2e" }], `${APP}.spec`],
  ]),
  ...rows("plain-variables", [
    ["variable.DO_ACCESS_TOKEN.ephemeral", true],
    ["variable.DO_ACCESS_TOKEN.type", "map(any)"],
  ]),
  ...rows("plain-moves", [
    ["import[0]", [{ id: "other-repository", to: "github_repository.x" }], "import"],
    ["moved[0]", [{ from: "module.x", to: "a.b" }], "moved"],
    ["moved[0]", [{ from: "a.b", to: "a.c", provisioner: {} }], "moved"],
    ["moved[0]", [{ from: ["a.b"], to: "a.c" }], "moved"],
    ["removed[0]", [{ from: "a.b", provisioner: { "local-exec": {} } }], "removed"],
    ["removed[0]", [{ from: "a.b", lifecycle: { provisioner: {} } }], "removed"],
  ]),
];

/** Makes the change. */
export function make({ place, path = place, value }: Hostile, configuration: object): void {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let holder = configuration as Record<string, unknown>;
  for (const step of steps) {
    if (!Object.hasOwn(holder, step)) define(holder, step, {});
    holder = holder[step] as Record<string, unknown>;
  }
  if (value === undefined) delete holder[last];
  else define(holder, last, value);
}

/** Not an assignment, so that `__proto__` becomes a key as it does in JSON. */
function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
