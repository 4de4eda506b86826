import type { Difference } from "../diff/differences";
import { schemaPath } from "../diff/path";

interface Effect {
  /** Attributes whose change sets it off: their path and everything below. */
  readonly attribute: RegExp;
  readonly effect: string;
}

const APP = "the app is deployed anew";

/** Updates in place that restart what runs. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  // Every change of a spec makes a deployment (docs.digitalocean.com, App Platform, App Spec).
  digitalocean_app: { attribute: /^spec(\.|$)/, effect: APP },
  aws_ecs_service: { attribute: /^(task_definition|desired_count|force_new_deployment)(\.|$)/, effect: APP },
  azurerm_container_app: { attribute: /^template(\.|$)/, effect: APP },
  google_cloud_run_v2_service: { attribute: /^template(\.|$)/, effect: APP },
  heroku_app: { attribute: /^(config_vars|sensitive_config_vars|stack)(\.|$)/, effect: APP },
  kubernetes_deployment: { attribute: /^spec(\.|$)/, effect: APP },
  kubernetes_deployment_v1: { attribute: /^spec(\.|$)/, effect: APP },
  helm_release: { attribute: /./, effect: "the release is upgraded" },
};

/**
 * What updating these attributes sets off; undefined when nothing restarts. An update that shows no attribute sets it
 * off too: something is sent.
 */
export function effectOf(type: string, differences: readonly Difference[]): string | undefined {
  const effect = Object.hasOwn(EFFECTS, type) ? EFFECTS[type] : undefined;
  if (effect === undefined) return undefined;
  const isSetOff =
    differences.length === 0 || differences.some(({ path }) => effect.attribute.test(schemaPath(path)));
  return isSetOff ? effect.effect : undefined;
}
