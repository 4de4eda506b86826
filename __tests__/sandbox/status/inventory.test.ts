import { inventory } from "../../../sandbox/status/inventory";
import { newCloud, specOf } from "../cloud/new-cloud";

function details(cloud: ReturnType<typeof newCloud>): string[] {
  return inventory(cloud)
    .filter(({ kind }) => kind === "app" || kind === "repository")
    .map(({ detail }) => detail);
}

test("an app whose newest deployment failed says so, whether or not the one before serves", () => {
  const cloud = newCloud();
  const { apps } = cloud.digitalocean;
  const service = "api 1 x apps-s-1vcpu-1gb";
  cloud.faults.failDeployments({ deployment: "build" });
  const { id } = apps.create({ spec: specOf() });
  expect(details(cloud)).toEqual([`not serving, the last deployment failed; ${service}`]);

  apps.createDeployment(id);
  expect(details(cloud)).toEqual([`active; ${service}`]);

  cloud.faults.failDeployments({ deployment: "health-check" });
  apps.createDeployment(id);
  expect(details(cloud)).toEqual([`active, the last deployment failed; ${service}`]);
});

test("what there is one of is told as one", () => {
  const cloud = newCloud();
  const github = cloud.github.as(cloud.github.tokenOwner);
  github.repositories.create("lingobot", { name: "one", visibility: "public", auto_init: true });
  expect(details(cloud)).toEqual(["public, 1 branch, 0 rulesets"]);
});

test("an app is what runs, not what was wanted of a deployment that failed", () => {
  const cloud = newCloud();
  const { apps } = cloud.digitalocean;
  const { id, spec } = apps.create({ spec: specOf() });
  cloud.faults.failDeployments({ deployment: "health-check" });
  const services = (spec.services ?? []).map((each) => ({ ...each, instance_size_slug: "apps-s-1vcpu-2gb" }));
  apps.update(id, { spec: { ...spec, services } });
  const [app] = inventory(cloud).filter(({ kind }) => kind === "app");
  expect(app).toMatchObject({
    detail: "active, the last deployment failed; api 1 x apps-s-1vcpu-1gb",
    price: { best: 12, worst: 12 },
  });
});
