import { definePolicy } from "../policy";
import { nameOf, specsOf } from "../subjects/apps";

export const healthCheck = definePolicy({
  id: "health-check",
  title: "every service answers a health check by HTTP",
  reason:
    "App Platform sends traffic to a new version once its check passes; without a path it only looks whether the port is open, so that a version that answers nothing but errors goes live",
  source: "docs.digitalocean.com, App Platform, Manage health checks",
  scope: "production",
  subject: "apps",
  check: (stack) => {
    for (const service of specsOf(stack).flatMap((spec) => spec.blocks("service"))) {
      const problem = {
        fault: `the service ${nameOf(service)} has no health check by HTTP`,
        allowed: "a path that begins with /",
        next: 'give it a path, for example healthCheck: { path: "/health" }',
      };
      const [check] = service.blocks("health_check");
      if (check === undefined) service.note("health_check", { ...problem, got: null });
      else check.require("http_path", { ...problem, holds: (path) => String(path ?? "").startsWith("/") });
    }
    return undefined;
  },
});
