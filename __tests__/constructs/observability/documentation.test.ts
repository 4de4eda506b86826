import { staging } from "../../../examples/snippets/app-environment";
import { alerts, uptime } from "../../../examples/snippets/observability";
import { inventedCode } from "../documentation";
import { onlyResource, resourcesOf, synthesize, testStack } from "../synthesize";

test("the page shows only code that runs", () => {
  expect(inventedCode("observability")).toEqual([]);
});

test("the alerts and the check are those of the page", () => {
  const stack = testStack();
  const app = staging(stack);
  alerts(app);
  uptime(stack, app);
  const json = synthesize(stack);
  expect(onlyResource(json, "digitalocean_app")).toMatchObject({
    spec: {
      alert: [{ rule: "DOMAIN_FAILED" }, { rule: "DEPLOYMENT_FAILED" }, { rule: "AUTOSCALE_FAILED" }],
      service: [
        { alert: [{ rule: "CPU_UTILIZATION" }, { rule: "MEM_UTILIZATION" }, { rule: "RESTART_COUNT" }] },
      ],
    },
  });
  expect(onlyResource(json, "digitalocean_uptime_check")).toHaveProperty("regions", ["eu_west", "us_east"]);
  expect(Object.keys(resourcesOf(json, "digitalocean_uptime_alert"))).toHaveLength(3);
});
