import { production, scaled, staging, withWorkerAndJob } from "../../../examples/snippets/app-environment";
import { inventedCode } from "../documentation";
import { onlyResource, synthesize, testStack } from "../synthesize";

test("the page shows only code that runs", () => {
  expect(inventedCode("app-environment")).toEqual([]);
});

test.each([
  ["staging", staging, { best: 5, worst: 5 }, ["api"]],
  ["production", production, { best: 24, worst: 24 }, ["api"]],
  ["scaled", scaled, { best: 58, worst: 145 }, ["api"]],
  ["with a worker and a job", withWorkerAndJob, { best: 10, worst: 10 }, ["api", "queue", "migrate"]],
] as const)("%s costs and consists of what the page says", (_, create, price, components) => {
  const stack = testStack();
  const app = create(stack);
  expect(onlyResource(synthesize(stack), "digitalocean_app")).toHaveProperty("spec.region", "fra");
  expect(app.monthlyPrice).toEqual(price);
  expect(app.componentNames).toEqual(components);
});
