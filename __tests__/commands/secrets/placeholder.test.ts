import { rotating } from "../../../commands/secrets/change";
import { sendingConfiguration } from "../../../commands/secrets/configuration";
import type { LiveSecrets } from "../../../commands/secrets/live";
import { isPlaceholder, PLACEHOLDER, PLACEHOLDER_MARK } from "../../../stacks/placeholder";
import { onlyResource, resourcesOf } from "../../constructs/synthesize";
import { synthesizedStacks } from "../../stacks/platform-under-test";

const { staging } = synthesizedStacks();

test("a placeholder has every form that the constructs ask of a secret", () => {
  const patterns = [...JSON.stringify(synthesizedStacks()).matchAll(/regex\(\\+"(\^[^"\\]+)/g)];
  const webhook = "^https://hooks[.]slack(-gov)?[.]com/(services|workflows|triggers)/[A-Za-z0-9/]+$";
  const asked = patterns.map(([, pattern = ""]) => pattern);
  expect(asked).toContain("^[^: ]+:[^ ]+$");
  for (const pattern of [...asked, webhook]) expect(PLACEHOLDER).toMatch(new RegExp(pattern));
});

test("no other value is taken for one", () => {
  expect(isPlaceholder(PLACEHOLDER)).toBe(true);
  expect(isPlaceholder("https://hooks.slack.com/services/T0/B0/x")).toBe(false);
  expect(new RegExp(PLACEHOLDER_MARK).test(PLACEHOLDER)).toBe(true);
});

test("what would send a placeholder is refused, by what it is about to be", () => {
  const secrets = Object.values(resourcesOf(staging ?? {}, "github_actions_environment_secret"));
  const guarded = secrets.filter(({ lifecycle }) => JSON.stringify(lifecycle)?.includes(PLACEHOLDER_MARK));
  expect(guarded.map(({ secret_name: name }) => name)).toEqual(["DO_ACCESS_TOKEN"]);
  expect(JSON.stringify(onlyResource(staging ?? {}, "digitalocean_app").lifecycle)).toContain(
    PLACEHOLDER_MARK,
  );
});

describe("the configuration that sends secrets", () => {
  const stack = { name: "staging", directory: "", configuration: staging ?? {} };
  const live = (value: string): LiveSecrets => ({
    environments: new Map(),
    apps: new Map([
      [
        "lingobot-staging",
        {
          id: "1",
          spec: {
            name: "lingobot-staging",
            envs: [
              { key: "LQBOT_OPENAI_API_KEY", value, type: "SECRET", scope: "RUN_TIME" },
              { key: "GREETING", value: "${name}", type: "GENERAL", scope: "RUN_TIME" },
            ],
          },
        },
      ],
    ]),
  });
  const send = (value: string) =>
    sendingConfiguration(
      stack,
      rotating(stack, "LQBOT_GROK_API_KEY"),
      live(value),
    ) as typeof stack.configuration;

  test("keeps what is live, word for word", () => {
    const app = onlyResource(send("EV[1:bm9uY2U=:Y2lwaGVy]"), "digitalocean_app");
    expect((app.spec as { env: unknown }).env).toEqual([
      { key: "LQBOT_OPENAI_API_KEY", value: "EV[1:bm9uY2U=:Y2lwaGVy]", type: "SECRET", scope: "RUN_TIME" },
      { key: "GREETING", value: "$${name}", type: "GENERAL", scope: "RUN_TIME" },
      { key: "LQBOT_GROK_API_KEY", value: "${var.LQBOT_GROK_API_KEY}", type: "SECRET", scope: "RUN_TIME" },
    ]);
    const { ignore_changes: ignored } = app.lifecycle as { ignore_changes: string[] };
    expect(ignored).not.toContain("spec[0].env");
    expect(ignored).toContain("spec[0].service[0].image[0].registry_credentials");
  });

  test("leaves the stack's own as it is", () => {
    const before = JSON.stringify(staging);
    send("EV[1:bm9uY2U=:Y2lwaGVy]");
    expect(JSON.stringify(staging)).toBe(before);
  });

  test("is not made of a secret that did not come back encrypted", () => {
    expect(() => send("plain-s3cret")).toThrow(
      /^the secret LQBOT_OPENAI_API_KEY cannot be kept as it is: DigitalOcean did not give it back as EV\[…\]; nothing was changed$/,
    );
  });
});
