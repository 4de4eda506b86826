import { InstanceSize } from "../../../constructs/app-environment";
import { resourcesOf, synthesize } from "../synthesize";
import { lingobot, stack } from "./lingobot";

test("an app that is one service is not looked up", () => {
  const scope = stack();
  lingobot(scope);
  const { data, locals } = synthesize(scope) as Record<string, object>;
  expect({ data, locals }).toEqual({});
  expect(Object.keys(resourcesOf(synthesize(scope), "terraform_data"))).toEqual([
    "same-app-lingobot-staging",
  ]);
});

test("an app with workers and jobs is looked up once, and their order held against it", () => {
  const scope = stack();
  lingobot(scope)
    .addWorker("queue", { size: InstanceSize.XXS })
    .addJob("migrate")
    .addWorker("mail", { size: InstanceSize.XXS });
  const { data, locals } = synthesize(scope) as Record<string, object>;
  expect(data).toEqual({ digitalocean_app: { App_Live_76A2DB4D: { app_id: "${local.App_Id_CC0C5D62}" } } });
  expect(locals).toEqual({ App_Id_CC0C5D62: "${digitalocean_app.App_F1B96344.id}" });
  const next =
    "Deploy with `npm run deploy`, which gives each its own; or first take away from the live app what the code no longer has, and add new ones after the others.";
  const live = "data.digitalocean_app.App_Live_76A2DB4D.spec[0]";
  const { App_ComponentOrder_C238FF0C: order } = synthesize(scope).resource?.terraform_data ?? {};
  expect(order?.lifecycle).toEqual({
    precondition: [
      {
        condition: `\${alltrue([for i, name in ["queue", "mail"] : try(${live}.worker[i].name, name) == name])}`,
        error_message: `the workers of the live app stand in another order than in the code (queue, mail), and Terraform leaves images where they stand, so that one would get another's. ${next}`,
      },
      {
        condition: `\${alltrue([for i, name in ["migrate"] : try(${live}.job[i].name, name) == name])}`,
        error_message: `the jobs of the live app stand in another order than in the code (migrate), and Terraform leaves images where they stand, so that one would get another's. ${next}`,
      },
    ],
  });
});
