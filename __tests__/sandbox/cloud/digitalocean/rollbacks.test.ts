import type { AppSpec } from "../../../../sandbox/cloud/digitalocean";
import { newCloud, specOf } from "../new-cloud";

function withThreeDeployments() {
  const cloud = newCloud();
  const { apps } = cloud.digitalocean;
  const app = apps.create({ spec: specOf() });
  apps.update(app.id, { spec: specOf({ instance_count: 2 }) });
  apps.update(app.id, { spec: specOf({ instance_count: 3 }) });
  const [third, second, first] = apps.listDeployments(app.id).map(({ id }) => id);
  return { cloud, apps, id: app.id, first: first ?? "", second: second ?? "", third: third ?? "" };
}

describe("rollback", () => {
  test("pins the app: nothing is deployed until it is committed, which makes its spec the app's", () => {
    const { apps, id, first } = withThreeDeployments();

    const deployment = apps.rollback(id, { deployment_id: first });

    expect(deployment).toMatchObject({
      phase: "ACTIVE",
      cloned_from: first,
      cause_details: { type: "MANUAL_ROLLBACK" },
    });
    expect(apps.get(id)).toMatchObject({
      pinned_deployment: { id: deployment.id },
      active_deployment: { id: deployment.id },
    });
    expect(apps.get(id).spec.services?.[0]?.instance_count).toBe(3);
    expect(() => apps.update(id, { spec: specOf() })).toThrow(
      /409 .*app "lingobot" is pinned to deployment .* by a rollback: no new deployments until the rollback is committed or reverted/,
    );
    expect(() => apps.createDeployment(id)).toThrow("409");
    apps.commitRollback(id);
    expect(apps.get(id).pinned_deployment).toBeUndefined();
    expect(apps.get(id).spec.services?.[0]?.instance_count).toBe(1);
    apps.update(id, { spec: specOf() });
  });

  test("reverting deploys the spec from before", () => {
    const { apps, id, first } = withThreeDeployments();
    apps.rollback(id, { deployment_id: first });

    const deployment = apps.revertRollback(id);

    expect(deployment.spec.services?.[0]?.instance_count).toBe(3);
    expect(apps.get(id).active_deployment?.id).toBe(deployment.id);
    expect(apps.get(id).pinned_deployment).toBeUndefined();
  });

  test("skip_pin commits at once", () => {
    const { apps, id, first } = withThreeDeployments();

    apps.rollback(id, { deployment_id: first, skip_pin: true });

    expect(apps.get(id).pinned_deployment).toBeUndefined();
    expect(apps.get(id).spec.services?.[0]?.instance_count).toBe(1);
  });

  test("without one there is nothing to commit or to revert", () => {
    const { apps, id } = withThreeDeployments();

    expect(() => apps.commitRollback(id)).toThrow(
      'cannot commit a rollback: app "lingobot" has none in progress',
    );
    expect(() => apps.revertRollback(id)).toThrow("cannot revert a rollback");
  });

  test("warns of images by tag and of static sites", () => {
    const { apps, id, first } = withThreeDeployments();

    const { valid, warnings } = apps.validateRollback(id, { deployment_id: first });

    expect(valid).toBe(true);
    expect(warnings).toEqual([
      expect.objectContaining({ code: "image_source_missing_digest", components: ["api"] }),
    ]);
  });

  test("an image by digest needs no warning, a static site does", () => {
    const cloud = newCloud();
    const { apps } = cloud.digitalocean;
    const digest = cloud.images.push("ghcr.io/lingobot/lingobot:v2");
    const image = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", digest };
    const site = { name: "docs", git: { repo_clone_url: "https://git.example/docs.git", branch: "main" } };
    const app = apps.create({ spec: specOf({ image }, { static_sites: [site] }) });
    apps.createDeployment(app.id);

    const { warnings } = apps.validateRollback(app.id, { deployment_id: app.active_deployment?.id ?? "" });

    expect(warnings.map(({ code }) => code)).toEqual(["static_site_requires_rebuild"]);
  });

  test("app_pinned while another is in progress", () => {
    const { apps, id, first, second } = withThreeDeployments();
    apps.rollback(id, { deployment_id: first });

    expect(apps.validateRollback(id, { deployment_id: second }).error?.code).toBe("app_pinned");
    expect(() => apps.rollback(id, { deployment_id: second })).toThrow("400 ");
  });

  test("incompatible_phase for the deployment that serves", () => {
    const { apps, id, third } = withThreeDeployments();

    expect(apps.validateRollback(id, { deployment_id: third })).toMatchObject({
      valid: false,
      error: { code: "incompatible_phase" },
    });
  });

  test("incompatible_result for one that failed or never served", () => {
    const { cloud, apps, id } = withThreeDeployments();
    cloud.faults.failDeployments({ deployment: "build" });
    const failed = apps.createDeployment(id);
    cloud.digitalocean.settle = "per-poll";
    const waiting = apps.createDeployment(id);
    apps.createDeployment(id);

    for (const { id: deployment_id } of [failed, waiting]) {
      expect(apps.validateRollback(id, { deployment_id }).error?.code).toBe("incompatible_result");
    }
  });

  test("exceeded_revision_limit beyond the ten most recent successful deployments", () => {
    const { apps, id, first, second } = withThreeDeployments();
    for (let count = 0; count < 8; count += 1) apps.createDeployment(id);

    expect(apps.validateRollback(id, { deployment_id: first }).error?.code).toBe("exceeded_revision_limit");
    expect(apps.validateRollback(id, { deployment_id: second }).valid).toBe(true);
  });

  test.each<[string, Partial<AppSpec>]>([
    ["region_conflict", { region: "ams" }],
    ["database_config_conflict", { databases: [{ name: "db", engine: "PG" }] }],
  ])("%s", (code, change) => {
    const { apps, id, third } = withThreeDeployments();
    apps.update(id, { spec: specOf({}, change) });

    expect(apps.validateRollback(id, { deployment_id: third }).error?.code).toBe(code);
  });
});
