import { readFileSync } from "node:fs";
import { type Case, evaluated, override, resultOf, standing } from "./evaluated";

/** Assembled, so that no scanner takes this file for a leak. */
const forms = {
  github: `ghp_${"a".repeat(36)}`,
  fineGrained: `github_pat_${"a".repeat(82)}`,
  digitalOcean: `dop_v1_${"a".repeat(64)}`,
  openai: `sk-proj-${"a".repeat(48)}`,
  xai: `xai-${"a".repeat(80)}`,
  aws: `AKIA${"A".repeat(16)}`,
  slack: `xoxb-${"1".repeat(24)}`,
  webhook: `https://hooks.slack.com/services/T${"A".repeat(8)}/B${"A".repeat(8)}/${"a".repeat(24)}`,
  address: `postgres://user:${"a".repeat(8)}@db.example/app`,
  pem: "-----BEGIN RSA PRIVATE KEY-----",
};

const app = (attribute: string, value: unknown) => override("App/Resource", attribute, value);
const LITERAL = "a-secret-of-somebody";

describe("violated", () => {
  test.each<[string, NonNullable<Case["change"]>, string]>([
    [
      "a secret variable of the app",
      app("spec.env.0.value", LITERAL),
      "the secret `value` stands in the code; allowed: a sensitive variable without a default (the value is not shown here); name it with Secret.named, set TF_VAR_ when deploying, and revoke the value if it was committed (digitalocean_app.App_F1B96344.spec.env[0].value)",
    ],
    ["a pull credential", app("spec.service.0.image.registry_credentials", LITERAL), "registry_credentials`"],
    [
      "a token of a log destination",
      app("spec.service.0.log_destination", [{ logtail: { token: LITERAL } }]),
      "`token`",
    ],
    [
      "a Slack address",
      app("spec.alert.0.destinations.slack_webhooks", [{ channel: "#a", url: LITERAL }]),
      "`url`",
    ],
    [
      "an environment's secret",
      override("Deployment/Secret-DO_ACCESS_TOKEN", "plaintext_value", LITERAL),
      "`plaintext_value`",
    ],
    [
      "a provider's token",
      (stack) => stack.addOverride("provider.digitalocean", [{ token: LITERAL }]),
      "(provider.digitalocean[1].token)",
    ],
    [
      "an App's key",
      (stack) => stack.addOverride("provider.github", [{ app_auth: [{ pem_file: LITERAL }] }]),
      "`pem_file`",
    ],
    [
      "the state's credentials",
      (stack) => stack.addOverride("terraform.backend.s3.secret_key", LITERAL),
      "(terraform.backend.s3.secret_key)",
    ],
    [
      "a default of a sensitive variable",
      (stack) => stack.addOverride("variable.DO_ACCESS_TOKEN.default", LITERAL),
      "the secret variable DO_ACCESS_TOKEN has a default, which stands in the code",
    ],
    [
      "a local",
      (stack) => {
        stack.addOverride("locals", { key: LITERAL });
        app("spec.env.0.value", "${local.key}")(stack);
      },
      "the secret `value` stands in the code",
    ],
    [
      "an expression of a literal",
      app("spec.env.0.value", `\${base64decode("${LITERAL}.aaa")}`),
      "stands in an expression that depends on nothing",
    ],
    [
      "a plain variable that is named as a secret",
      app("spec.service.0.env", [{ key: "DB_PASSWORD", type: "GENERAL", value: LITERAL }]),
      "a variable that is named as a secret has its value in the code",
    ],
    [
      "a variable of GitHub Actions that is named as a secret",
      (stack) => {
        override("Deployment/Variable-APP_URL", "variable_name", "DEPLOY_TOKEN")(stack);
        override("Deployment/Variable-APP_URL", "value", LITERAL)(stack);
      },
      "a variable that is named as a secret has its value in the code",
    ],
    [
      "a key, by its name",
      app("spec.service.0.env", [{ key: "LQBOT_OPENAI_KEY", type: "GENERAL", value: LITERAL }]),
      "a variable that is named as a secret has its value in the code",
    ],
    [
      "a name of a secret with an expression of a literal",
      app("spec.service.0.env", [{ key: "DB_PASSWORD", type: "GENERAL", value: `\${"${LITERAL}"}` }]),
      "a variable that is named as a secret has its value in the code",
    ],
    [
      "a value whose type is that of a local",
      (stack) => {
        stack.addOverride("locals", { type: "SECRET" });
        app("spec.service.0.env", [{ key: "A", type: "${local.type}", value: LITERAL }])(stack);
      },
      "the secret `value` stands in the code",
    ],
    [
      "a map as the default of a sensitive variable",
      (stack) => stack.addOverride("variable.all", { sensitive: "true", default: { a: LITERAL } }),
      "(variable.all.default.a)",
    ],
    [
      "a variable that plans show",
      (stack) => {
        stack.addOverride("variable.shown", { type: "string" });
        app("spec.env.0.value", "${var.shown}")(stack);
      },
      "the secret variable shown is not sensitive, so that plans show it",
    ],
    [
      "a default of a variable that is named as a secret",
      (stack) => stack.addOverride("variable.api_key", { default: LITERAL }),
      "(variable.api_key.default)",
    ],
  ])("%s", (_what, change, message) => {
    const { result, found } = standing("no-literal-secret", { change });
    expect(found.join("\n")).toContain(message);
    expect(found.join("\n")).not.toContain(LITERAL);
    expect(result).toBe("violated");
  });

  test.each(Object.entries(forms))("a credential of %s, wherever it stands", (_issuer, credential) => {
    const variable = { key: "NAME", type: "GENERAL", value: `see ${credential}` };
    const { result, found } = standing("no-literal-secret", {
      change: app("spec.service.0.env", [variable]),
    });
    expect(found).toEqual([expect.stringContaining("text that looks like a credential stands in the code")]);
    expect(found[0]).not.toContain(credential);
    expect(result).toBe("violated");
  });
});

describe("a secret that may hold its literal cannot be evaluated", () => {
  const MORE =
    "the secret `value` is more than one reference to a variable, a resource or a data source, and may hold the secret itself";

  test.each<[string, string]>([
    ["in a condition", `\${var.DO_ACCESS_TOKEN == "x" ? "a" : "${LITERAL}"}`],
    ["before a variable", `${LITERAL}\${var.DO_ACCESS_TOKEN}`],
    ["in a function", `\${coalesce(var.DO_ACCESS_TOKEN, "${LITERAL}")}`],
    ["in a local's map", "${local.all.key}"],
    ["in what the resource is made for each of", "${each.value}"],
    ["in what a resource echoes", "${terraform_data.echo.output}"],
    ["deep in a resource of the stack", "${digitalocean_app.App_F1B96344.spec[0].name}"],
  ])("%s", (_where, value) => {
    const change: Case["change"] = (stack) => {
      stack.addOverride("locals", { all: { key: LITERAL } });
      app("spec.env.0.value", value)(stack);
    };
    const { result, found } = standing("no-literal-secret", { change });
    expect(found).toEqual([expect.stringContaining(`the policy cannot be evaluated: ${MORE}`)]);
    expect(found[0]).not.toContain(LITERAL);
    expect(result).toBe("cannot be evaluated");
  });
});

describe("a secret where everybody reads it", () => {
  const general = (value: string) => app("spec.service.0.env", [{ key: "X", type: "GENERAL", value }]);

  test.each<[string, NonNullable<Case["change"]>, string]>([
    [
      "a plain variable of a component",
      general("${var.DO_ACCESS_TOKEN}"),
      "var.DO_ACCESS_TOKEN is secret, and stands where everybody reads it; allowed: the whole value of a SECRET, or of an attribute that holds a secret; name it in the secrets (Secret.named), or use another value here (digitalocean_app.App_F1B96344.spec.service[0].env[3].value)",
    ],
    ["a part of it", general("x-${substr(var.DO_ACCESS_TOKEN, 0, 9)}"), "var.DO_ACCESS_TOKEN is secret"],
    [
      "a local of a local of it",
      (stack) => {
        stack.addOverride("locals", {
          outer: "${local.inner}",
          inner: ["${nonsensitive(var.DO_ACCESS_TOKEN)}"],
        });
        general("${local.outer[0]}")(stack);
      },
      "local.outer is secret",
    ],
    ["an attribute that holds one", general("${data.vault.db.password}"), "password is secret"],
    [
      "a variable of GitHub Actions",
      override("Deployment/Variable-APP_URL", "value", "${var.DO_ACCESS_TOKEN}"),
      "var.DO_ACCESS_TOKEN is secret",
    ],
    [
      "an output",
      (stack) => stack.addOverride("output.leak", { value: "${nonsensitive(var.DO_ACCESS_TOKEN)}" }),
      "(output.leak.value)",
    ],
    [
      "a question to somebody",
      (stack) => stack.addOverride("data.github_rest_api.Q", { endpoint: "x/${var.DO_ACCESS_TOKEN}" }),
      "(data.github_rest_api.Q.endpoint)",
    ],
    [
      "a variable that is secret by its name",
      (stack) => {
        stack.addOverride("variable.db_password", { type: "string" });
        general("${var.db_password}")(stack);
      },
      "var.db_password is secret",
    ],
  ])("%s", (_what, change, message) => {
    const { result, found } = standing("no-literal-secret", { change });
    expect(found).toEqual([expect.stringContaining(message)]);
    expect(result).toBe("violated");
  });
});

test.each<[string, NonNullable<Case["change"]>]>([
  [
    "a secret that passes on: a local, a sensitive output, an input of a module",
    (stack) => {
      stack.addOverride("locals", { token: "${var.DO_ACCESS_TOKEN}" });
      stack.addOverride("output.token", { value: "${local.token}", sensitive: true });
      stack.addOverride("module.cache", { source: "./cache", input: "${var.DO_ACCESS_TOKEN}" });
    },
  ],
  ["a key that is public", app("spec.service.0.env", [{ key: "PUBLIC_KEY", type: "GENERAL", value: "a" }])],
  ["a deep path of a data source", app("spec.env.0.value", '${data.vault.db.data["password"]}')],
  ["an address without a password", app("spec.service.0.env", [{ key: "A", value: "https://a:8080@b" }])],
  ["a ciphertext of App Platform", app("spec.env.0.value", "EV[1:nonce:cipher]")],
  ["a binding to a database", app("spec.env.0.value", "$${db.DATABASE_URL}")],
  [
    "a user's name before a variable",
    app("spec.service.0.image.registry_credentials", "bot:${var.DO_ACCESS_TOKEN}"),
  ],
  ["an attribute of a data source", app("spec.env.0.value", "${data.vault.secret.value}")],
  ["a plain variable", app("spec.service.0.env", [{ key: "A", type: "GENERAL", value: "sk-" }])],
])("holds: %s", (_what, change) => {
  expect(standing("no-literal-secret", { change })).toEqual({ result: "holds", found: [] });
});

test("LingoBot's own files, which speak of credentials, hold", () => {
  const evaluation = evaluated();
  expect(
    ["repository", "staging", "production"].map(
      (stack) => resultOf(evaluation, "no-literal-secret", stack).result,
    ),
  ).toEqual(["holds", "holds", "holds"]);
});

/** What the providers mark as sensitive and a configuration can give. */
test("every sensitive attribute that the providers take is known as a secret", () => {
  const rule = readFileSync("policies/subjects/secret-places.ts", "utf8");
  const sensitive = ["digitalocean-2.71.0", "github-6.9.0"].flatMap((file) =>
    given(JSON.parse(readFileSync(`sandbox/facts/${file}.json`, "utf8")), ""),
  );
  expect(sensitive.length).toBeGreaterThan(5);
  // A variable's value is secret by its type; a sealed value and a webhook's address, which often holds nothing, are not.
  const others = ["value", "encrypted_value", "url"];
  expect(
    [...new Set(sensitive)].filter((name) => !others.includes(name) && !rule.includes(`"${name}"`)),
  ).toEqual([]);
});

interface Field {
  readonly sensitive?: boolean;
  readonly optional?: boolean;
  readonly required?: boolean;
}

function given(value: unknown, name: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { sensitive, optional, required } = value as Field;
  const own = sensitive === true && (optional === true || required === true) ? [name] : [];
  return [...own, ...Object.entries(value).flatMap(([key, each]) => given(each, key))];
}
