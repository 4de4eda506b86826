import { NOISE_RULES } from "../../report";
import type { Json, PlanJson, ResourceChangeJson } from "../../report/plan-json";
import { synthesizedStacks } from "../stacks/platform-under-test";
import { MEASURED, pinned, plan, recorded, recordedNames, reported, resource, update } from "./plans";

/** A recorded plan in which one resource is changed by hand, as its provider was measured to do it. */
function withMeasured(
  name: string,
  type: string,
  change: (values: Record<string, Json>, side: "before" | "after") => Record<string, Json>,
): PlanJson {
  const changes = (recorded(name).resource_changes ?? []).filter((each) => each.type === type).slice(0, 1);
  return plan(
    changes.map((each): ResourceChangeJson => {
      const values = each.change.before as Record<string, Json>;
      const sides = { before: change(values, "before"), after: change(values, "after") };
      return { ...each, change: { ...each.change, ...sides, actions: ["update"] } };
    }),
    MEASURED,
  );
}

const rulesOf = (planned: PlanJson) =>
  reported(planned)
    .report.noise.filter(({ where }) => where === "plan")
    .map(({ rule }) => rule);

describe("an unguarded app, recorded", () => {
  const { text, report } = reported(recorded("app-noise/2-only-noise"));

  test("of only noise says that there is nothing to do, and what applying would do", () => {
    expect(text).toContain("## Plan: nothing to do");
    expect(text).toContain("Applying would still send them, and deploy the apps below anew.");
    expect(text).toContain("1 unchanged");
    expect(report.exitCode).toBe(0);
    expect(report.changes).toEqual([]);
  });

  test.each([
    ["app-sealed-variables", "issues/1603", "`spec.env[TOKEN].value`"],
    ["app-sealed-registry-credentials", "pull/1137", "`spec.service[api].image.registry_credentials`"],
    ["app-alert-destinations", "issues/1606", "`spec.alert[DEPLOYMENT_FAILED].destinations`"],
  ])("%s is named with its upstream issue and the version it holds for", (rule, upstream, path) => {
    const [, section = ""] = text.split("### Known provider noise");
    expect(section).toContain(`- **${rule}**`);
    expect(section).toContain(`https://github.com/digitalocean/terraform-provider-digitalocean/${upstream}`);
    expect(section).toContain("Known for `digitalocean/digitalocean` 2.71.0");
    expect(section).toContain(path);
  });

  test("with an edit beside it shows the edit alone as the change", () => {
    const edited = reported(recorded("app-noise/3-noise-and-edit"));
    expect(edited.text).toContain("## Plan: 1 redeployed");
    expect(edited.report.changes[0]?.attributes.map(({ path }) => path)).toEqual([
      "spec.service[api].instance_count",
    ]);
    expect(edited.text).toContain("known provider noise beside it");
    expect(edited.text).toContain(
      "<details><summary>app-sealed-variables, app-sealed-registry-credentials, app-alert-destinations</summary>",
    );
    expect(text).not.toContain("<details>");
    expect(edited.report.exitCode).toBe(2);
  });

  test("guarded by the ignore list shows the pipeline's deployment as drift that stays", () => {
    const guarded = reported(recorded("app-noise-ignored/2-empty-after-pipeline-deploy"));
    expect(guarded.text).toContain('`spec.service[api].image.tag`: `"v1"` → `"v2"` — this plan leaves it');
    expect(guarded.report.exitCode).toBe(0);
  });
});

describe("GitHub, recorded plans with what was measured written in", () => {
  test("etag", () => {
    const planned = withMeasured("repository-minimal/2-again", "github_repository", (values, side) => ({
      ...values,
      etag: `W/${side}`,
    }));
    expect(rulesOf(planned)).toEqual(["github-etag"]);
    expect(reported(planned).text).toContain("## Plan: nothing to do");
  });

  test("security features that the provider does not read", () => {
    const planned = withMeasured("repository-full/2-again", "github_repository", (values, side) => {
      const [analysis] = values.security_and_analysis as Record<string, Json>[];
      const code_security = side === "before" ? [] : [{ status: "enabled" }];
      return { ...values, security_and_analysis: [{ ...analysis, code_security }] };
    });
    expect(rulesOf(planned)).toEqual(["github-unread-security-features"]);
    expect(reported(planned).report.exitCode).toBe(0);
  });

  test("the id of OrganizationAdmin, and no other actor's", () => {
    const bypass = (actor_type: string) =>
      withMeasured("branches-and-rulesets/2-again", "github_repository_ruleset", (values, side) => ({
        ...values,
        bypass_actors: [{ actor_type, actor_id: side === "before" ? 0 : 1, bypass_mode: "always" }],
      }));
    expect(rulesOf(bypass("OrganizationAdmin"))).toEqual(["github-organization-admin-id"]);
    expect(reported(bypass("OrganizationAdmin")).report.exitCode).toBe(0);
    expect(reported(bypass("RepositoryRole")).report.exitCode).toBe(2);
  });

  test("what the provider sends with an update rule", () => {
    const planned = withMeasured(
      "branches-and-rulesets/2-again",
      "github_repository_ruleset",
      (values, side) => {
        const [rules] = values.rules as Record<string, Json>[];
        return {
          ...values,
          rules: [{ ...rules, update: true, update_allows_fetch_and_merge: side === "before" }],
        };
      },
    );
    expect(rulesOf(planned)).toEqual(["github-update-rule-fetch"]);
    expect(reported(planned).report.exitCode).toBe(0);
  });
});

test.each([
  ["a variable", (value: string) => ({ env: [{ key: "MODE", type: "GENERAL", value }] })],
  [
    "a credential",
    (image: string) => ({ service: [{ name: "a", image: [{ registry_credentials: image }] }] }),
  ],
])("a ciphertext that stands in the code hides no change of %s", (_, spec) => {
  const app = (value: string) => ({ spec: [{ name: "app", ...spec(value) }] }) as Json;
  const planned = (before: string, after: string) =>
    reported({
      ...plan([
        resource(
          "digitalocean_app.a",
          ["update"],
          { before: app(before), after: app(after) },
          { provider_name: "registry.terraform.io/digitalocean/digitalocean" },
        ),
      ]),
      ...MEASURED,
    }).report.exitCode;
  expect(planned("EV[1:a:b]", "sent")).toBe(0);
  expect(planned("sent", "EV[1:a:b]")).toBe(2);
});

test("no recorded plan outside app-noise has noise in it: rules swallow no intended change", () => {
  const noisy = recordedNames.filter((name) => rulesOf(recorded(name)).length > 0).sort();
  expect(noisy).toEqual(["app-noise/2-only-noise", "app-noise/3-noise-and-edit"]);
});

test("a rule does not hold for another version of its provider, nor for another provider", () => {
  const noise = recorded("app-noise/2-only-noise");
  const configured = noise.configuration?.provider_config?.digitalocean;
  const provider_config = { digitalocean: { ...configured, version_constraint: "2.72.0" } };
  const newer = reported({ ...noise, configuration: { ...noise.configuration, provider_config } });
  expect(newer.text).toContain("## Plan: 1 redeployed");
  const other = {
    ...noise,
    ...pinned({ "acme/digitalocean": "2.71.0" }),
    resource_changes: noise.resource_changes?.map((each) => ({
      ...each,
      provider_name: "registry.terraform.io/acme/digitalocean",
    })),
  };
  expect(reported(other as PlanJson).report.exitCode).toBe(2);
  const opentofu = {
    ...noise,
    resource_changes: noise.resource_changes?.map((each) => ({
      ...each,
      provider_name: "registry.opentofu.org/digitalocean/digitalocean",
    })),
  };
  expect(reported(opentofu as PlanJson).report.exitCode).toBe(0);
});

describe("a difference that might be noise, by a provider of unknown version", () => {
  const alert = (emails: string[]) => ({
    spec: [
      {
        name: "app",
        alert: [{ rule: "DOMAIN_FAILED", destinations: emails.length > 0 ? [{ emails }] : [] }],
      },
    ],
  });
  const provider_name = "registry.terraform.io/digitalocean/digitalocean";
  const first = { ...update("digitalocean_app.a", alert([]), alert(["a@x.example"])), provider_name };
  const constrained = (version: string) =>
    reported(plan([first], pinned({ "digitalocean/digitalocean": version })));

  test.each([
    [">= 2.70.0"],
    ["~> 2.71"],
    ["~> 2.71.0"],
    ["~> 2.0, != 2.72.0"],
    ["<= 2.71.0"],
    ["> 2.0, < 3"],
    [""],
  ])("%j is a change, with the rule that may explain it", (version) => {
    const { text, report } = constrained(version);
    expect(report.exitCode).toBe(2);
    expect(report.noise).toEqual([]);
    expect(text).toContain("## Plan: 1 redeployed");
    expect(text).toContain(
      "— perhaps known noise, `app-alert-destinations`: the plan does not tell the provider's version",
    );
  });

  test.each([
    ["~> 2.80"],
    ["> 2.71.0"],
    ["~> 2.70.0"],
    ["!= 2.71.0"],
    ["< 2.71.0"],
    [">= 3"],
    ["2.99.0"],
    ["2.72.0-beta1"],
  ])("%j cannot be what was measured, and is a change like any other", (version) => {
    const { text, report } = constrained(version);
    expect(report.exitCode).toBe(2);
    expect(text).not.toContain("perhaps known noise");
  });

  test.each([["2.71.0"], ["= 2.71.0"], [">= 2.0, 2.71.0"]])("%j is what was measured", (version) => {
    expect(constrained(version).report.exitCode).toBe(0);
  });

  test("without a configuration too, in drift as well", () => {
    expect(reported(plan([first])).report.exitCode).toBe(2);
    const drifted = { ...update("digitalocean_app.a", alert(["a@x.example"]), alert([])), provider_name };
    const { text, report } = reported(plan([], { resource_drift: [drifted] }));
    expect(report.drift).toHaveLength(1);
    expect(text).toContain("perhaps known noise, `app-alert-destinations`");
  });
});

describe("pins", () => {
  const required = Object.values(synthesizedStacks()).flatMap(({ terraform }) =>
    Object.values(
      (terraform as { required_providers: Record<string, { source: string; version: string }> })
        .required_providers,
    ),
  );

  test.each(NOISE_RULES.map((rule) => [rule.id, rule] as const))(
    "%s was looked at with the provider's pinned version",
    (_, rule) => {
      const pinned = required.filter(({ source }) => source.toLowerCase() === rule.provider);
      expect(pinned.length).toBeGreaterThan(0);
      // Red after a change of the pin: measure whether the noise is still there, then name the new version in the rule.
      for (const { version } of pinned) expect(rule.versions).toContain(version);
    },
  );

  test("every rule has an id of its own and an upstream address", () => {
    expect(new Set(NOISE_RULES.map(({ id }) => id)).size).toBe(NOISE_RULES.length);
    for (const { upstream } of NOISE_RULES)
      expect(upstream).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+\/(issues|pull)\/\d+$/);
  });
});
