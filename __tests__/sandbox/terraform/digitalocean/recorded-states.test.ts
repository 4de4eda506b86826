import type { Values } from "../../../../sandbox/terraform/resource-type";
import { adapter, asTheSdkKeepsIt, newContext, recorded, recordedChanges, stable } from "./harness";

/** Sets have no order. */
function sorted(state: Values): Values {
  const text = (value: unknown): string => JSON.stringify(value);
  const walk = (value: Values[string], key: string): Values[string] => {
    if (Array.isArray(value)) {
      const items = value.map((each) => walk(each, ""));
      const isSet = ["env", "regions", "allow_methods", "features", "domains"].includes(key);
      return isSet ? items.sort((left, right) => text(left).localeCompare(text(right))) : items;
    }
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([left], [right]) => left.localeCompare(right))
        .map(([name, each]) => [name, walk(each, name)]),
    );
  };
  return walk(state, "") as Values;
}

describe("states after apply and refresh, against those of the real provider", () => {
  const app = adapter("digitalocean_app");

  test.each(["app-full", "app-minimal"])("%s", (scenario) => {
    const context = newContext();
    const planned = recorded(`${scenario}/1-create`, "digitalocean_app.app").after;

    const state = app.read(context, app.create(context, planned));

    const expected = recorded(`${scenario}/2-again`, "digitalocean_app.app").before;
    expect(stable(sorted(asTheSdkKeepsIt("digitalocean_app", state as Values)))).toEqual(
      stable(sorted(expected)),
    );
  });

  test("app-noise: secrets come back sealed, destinations not at all", () => {
    const context = newContext();
    const planned = recorded("app-noise/1-create", "digitalocean_app.app").after;

    const state = app.read(context, app.create(context, planned));

    const expected = recorded("app-noise/2-only-noise", "digitalocean_app.app").before;
    expect(stable(sorted(asTheSdkKeepsIt("digitalocean_app", state as Values)))).toEqual(
      stable(sorted(expected)),
    );
  });

  test("around-the-app: everything but the app", () => {
    const context = newContext();
    const created = recordedChanges("around-the-app/1-create");
    const again = recordedChanges("around-the-app/2-again");
    const planned = (address: string, known: Values = {}): Values => ({
      ...created[address]?.change.after,
      ...known,
    });
    const check = (address: string, known: Values = {}): Values => {
      const type = address.split(".")[0] ?? "";
      const resource = adapter(type);
      const read = resource.read(context, resource.create(context, planned(address, known))) as Values;
      const state = asTheSdkKeepsIt(type, read);
      const expected = again[address]?.change.before as Values;
      const { id: _numbered, ...rest } = expected;
      expect(stable(sorted({ ...state, id: "" }))).toEqual(stable(sorted({ ...rest, id: "" })));
      return state;
    };

    const state = check("digitalocean_app.app");
    check("digitalocean_container_registry.r");
    check("digitalocean_domain.d");
    const host = String(state.live_domain);
    const record = adapter("digitalocean_record");
    const cname = planned("digitalocean_record.c", { domain: "example.com", value: `${host}.` });
    expect(record.create(context, cname)).toMatchObject({
      fqdn: "bot.example.com",
      value: `${host}.`,
      ttl: 1800,
    });
    check("digitalocean_project.p", { resources: [state.urn ?? ""] });
    const uptime = check("digitalocean_uptime_check.u", { target: `${state.live_url}/health` });
    for (const name of ["down", "lat", "tls"]) {
      check(`digitalocean_uptime_alert.${name}`, { check_id: uptime.id ?? "" });
    }
  });
});
