import { InstanceSize, Scaling } from "../../../constructs/app-environment";
import { lingobot, problemsWith, stack } from "./lingobot";

test("LingoBot costs what its price list says: $5 and $24", () => {
  const staging = lingobot(stack(), { size: InstanceSize.XXS });
  const production = lingobot(stack(), { size: InstanceSize.XS, scaling: Scaling.fixed(2) });
  expect(staging.monthlyPrice).toEqual({ best: 5, worst: 5 });
  expect(production.monthlyPrice).toEqual({ best: 24, worst: 24 });
});

test("autoscaling costs from its least to its greatest scale", () => {
  const app = lingobot(stack(), {
    size: InstanceSize.DEDICATED_1VCPU_512MB,
    scaling: Scaling.onCpu({ min: 2, max: 5 }),
  });
  expect(app.monthlyPrice).toEqual({ best: 58, worst: 145 });
});

test("workers and dedicated egress are added, jobs are not", () => {
  const app = lingobot(stack(), { egress: "dedicated-ip" });
  app.addWorker("queue", {
    size: InstanceSize.DEDICATED_1VCPU_1GB,
    scaling: Scaling.onCpu({ min: 1, max: 3 }),
  });
  app.addJob("migrate", { size: InstanceSize.DEDICATED_8VCPU_32GB });
  expect(app.monthlyPrice).toEqual({ best: 12 + 25 + 34, worst: 12 + 25 + 102 });
});

test("a price at the budget is within it", () => {
  expect(problemsWith({ monthlyBudget: 12 })).toEqual([]);
});
