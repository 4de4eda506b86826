import type { Cloud } from "../../../../sandbox/cloud/cloud";
import { digitaloceanProvider } from "../../../../sandbox/terraform/engine/digitalocean-provider";
import { githubProvider } from "../../../../sandbox/terraform/engine/github-provider";
import { type Environment, Provider } from "../../../../sandbox/terraform/engine/provider";

const none = { resources: {}, dataSources: {} };
const cloud = {} as Cloud;

function github(config: object, environment: Environment) {
  const provider = new Provider(githubProvider(none), cloud, () => environment);
  const diagnostics = provider.configure(config as never);
  return { provider, diagnostics, values: provider.configured().provider };
}

const write = { typeName: "github_repository", action: "create" } as const;
const app = { GITHUB_APP_ID: "1", GITHUB_APP_INSTALLATION_ID: "2", GITHUB_APP_PEM_FILE: "pem" };

describe("github", () => {
  test("GITHUB_OWNER beats the owner of the provider block", () => {
    const { values } = github({ owner: "acme" }, { GITHUB_TOKEN: "t", GITHUB_OWNER: "lingobot" });

    expect(values.owner).toBe("lingobot");
  });

  test("without GITHUB_OWNER the configured owner counts", () => {
    expect(github({ owner: "acme" }, { GITHUB_TOKEN: "t" }).values.owner).toBe("acme");
  });

  test("writes without credentials are refused, reads are not", () => {
    const { provider } = github({ owner: "acme" }, {});

    expect(provider.refusal(write)).toMatch(
      /^401 Requires authentication \[\] \(set GITHUB_TOKEN, or an app_auth/,
    );
    expect(provider.refusal({ ...write, action: "read" })).toBeUndefined();
  });

  test("a token allows writes, from the environment or from the provider block", () => {
    expect(github({}, { GITHUB_TOKEN: "t" }).provider.refusal(write)).toBeUndefined();
    expect(github({ token: "t" }, {}).provider.refusal(write)).toBeUndefined();
  });

  test("an app's variables count only with an app_auth block", () => {
    expect(github({ app_auth: [{}] }, app).provider.refusal(write)).toBeUndefined();
    expect(github({}, app).provider.refusal(write)).toContain("401");
  });

  test("an app_auth block without its variables is refused, naming the first that is missing", () => {
    const { diagnostics } = github({ app_auth: [{}] }, { GITHUB_APP_ID: "1" });

    expect(diagnostics.map((each) => each.detail)).toEqual([
      "app_auth.installation_id must be set and contain a non-empty value",
    ]);
  });

  test("the fields of app_auth are required unless the environment gives them", () => {
    const required = (environment: Environment) => {
      const provider = new Provider(githubProvider(none), cloud, () => environment);
      return provider.schema().block.blocks.app_auth?.block.attributes.id?.required;
    };

    expect(required({})).toBe(true);
    expect(required(app)).toBe(false);
  });

  test.each([
    [{ write_delay_ms: 0 }, "write_delay_ms must be greater than 0ms"],
    [{ read_delay_ms: -1 }, "read_delay_ms must be greater than or equal to 0ms"],
  ])("%j is refused", (config, detail) => {
    expect(github(config, { GITHUB_TOKEN: "t" }).diagnostics[0]?.detail).toBe(detail);
  });

  test.each([
    [{ max_retries: -1 }, "max_retries must be greater than or equal to 0"],
    [{ max_per_page: 0 }, "max_per_page must be greater than than 0"],
  ])("%j is refused", (config, summary) => {
    expect(github(config, { GITHUB_TOKEN: "t" }).diagnostics[0]?.summary).toBe(summary);
  });
});

describe("digitalocean", () => {
  const configured = (config: object, environment: Environment) => {
    const provider = new Provider(digitaloceanProvider(none), cloud, () => environment);
    provider.configure(config as never);
    return provider;
  };

  test("the token of the provider block beats the environment's", () => {
    expect(configured({ token: "mine" }, { DIGITALOCEAN_TOKEN: "env" }).configured().provider.token).toBe(
      "mine",
    );
  });

  test("DIGITALOCEAN_ACCESS_TOKEN is a second name", () => {
    expect(configured({}, { DIGITALOCEAN_ACCESS_TOKEN: "env" }).configured().provider.token).toBe("env");
  });

  test("reads need a token as well", () => {
    const call = { typeName: "digitalocean_app", action: "read" } as const;

    expect(configured({}, {}).refusal(call)).toMatch(
      /^GET https:\/\/api\.digitalocean\.com\/v2\/apps: 401 Unable to authenticate you/,
    );
  });
});

test("calls before the configuration, of unknown types and of unknown data sources are refused", () => {
  const provider = new Provider(digitaloceanProvider(none), cloud, () => ({}));

  expect(() => provider.configured()).toThrow("the provider is not configured");
  expect(() => provider.resource("digitalocean_moon")).toThrow("unknown resource type: digitalocean_moon");
  expect(() => provider.dataSource("digitalocean_moon")).toThrow("unknown data source: digitalocean_moon");
});
