import type { App, Apps, Deployment, Progress, ProgressStep } from "../../../cloud/digitalocean";
import { appUrn } from "../../../cloud/digitalocean";
import { type Context, PartialState, type ResourceType, type Values } from "../../resource-type";
import { call, lookUp } from "../calls";
import { stateOf } from "../state";
import { block, blocks, compact, goTime, text } from "../values";
import { alertDestinations, syncAlertDestinations } from "./alert-destinations";
import { expandSpec } from "./expand-spec";
import { flattenSpec } from "./flatten-spec";

/** `digitalocean_app`. */
export const app: ResourceType = {
  create({ cloud }, planned) {
    const { apps } = cloud.digitalocean;
    const spec = block(planned.spec) ?? {};
    const project = text(planned.project_id);
    const request = { spec: expandSpec(spec), ...(project === undefined ? {} : { project_id: project }) };
    const { id } = call("Error creating App", () => apps.create(request));
    deploy(apps, id, { ...planned, id });
    syncAlertDestinations(apps, id, spec);
    return stateOfApp(
      planned,
      call("Error reading App", () => apps.get(id)),
    );
  },

  read({ cloud }, state) {
    const found = lookUp("Error reading App", () => cloud.digitalocean.apps.get(idOf(state)));
    return found && stateOfApp(state, found);
  },

  update({ cloud }, prior, planned) {
    const { apps } = cloud.digitalocean;
    const id = idOf(prior);
    if (fingerprint(prior) !== fingerprint(planned)) updateSpec(apps, id, planned);
    return stateOfApp(
      planned,
      call("Error reading App", () => apps.get(id)),
    );
  },

  delete({ cloud }, state) {
    call("Error deletingApp", () => cloud.digitalocean.apps.delete(idOf(state)));
  },

  import: (_context: Context, id: string) => ({ id }),
};

function idOf(state: Values): string {
  return text(state.id) ?? "";
}

/** Equal for two states whose `spec` asks for the same. */
function fingerprint(state: Values): string {
  const spec = block(state.spec) ?? {};
  return JSON.stringify([expandSpec(spec), alertDestinations(spec)]);
}

function updateSpec(apps: Apps, id: string, planned: Values): void {
  const spec = block(planned.spec) ?? {};
  call(`Error updating app (${id})`, () => apps.update(id, { spec: expandSpec(spec) }));
  deploy(apps, id, { ...planned, id });
  syncAlertDestinations(apps, id, spec);
}

/** Waits for the newest deployment; time in the sandbox is free, so the provider's 10 seconds between looks pass at once. */
function deploy(apps: Apps, id: string, state: Values): void {
  const failure = "error trying to read app deployment state";
  const [newest] = call(failure, () => apps.listDeployments(id));
  if (newest === undefined) throw new PartialState(state, `timeout waiting for app (${id}) deployment`);
  const deployment = apps.settleDeployment(id, newest.id);
  if (deployment.progress.error_steps > 0) throw new PartialState(state, failureOf(id, deployment));
}

function failureOf(id: string, deployment: Deployment): string {
  const lines = failedSteps(deployment.progress);
  return `error deploying app (${id}) (deployment ID: ${deployment.id}):\n${lines.join("\n")}`;
}

/** Where it failed and why, a line a step: the provider prints the whole progress. */
function failedSteps(progress: Progress): string[] {
  const walk = (step: ProgressStep, path: string): string[] => {
    if (step.status !== "ERROR") return [];
    const name = path === "" ? step.name : `${path}/${step.name}`;
    const inner = (step.steps ?? []).flatMap((each) => walk(each, name));
    if (inner.length > 0) return inner;
    return [`${name}: ${step.status} ${step.reason?.code ?? ""}: ${step.reason?.message ?? ""}`];
  };
  return progress.steps.flatMap((step) => walk(step, ""));
}

/** The state of an app, as the resource and the data source read it. */
export function stateOfApp(kept: Values, found: App): Values {
  const hadDomainBlocks = blocks(block(kept.spec)?.domain).length > 0;
  const ips = found.dedicated_ips;
  const read = compact<Values>({
    id: found.id,
    default_ingress: found.default_ingress,
    live_url: found.live_url,
    live_domain: found.live_domain,
    updated_at: goTime(found.updated_at),
    created_at: goTime(found.created_at),
    urn: appUrn(found.id),
    project_id: found.project_id,
    dedicated_ips: ips?.map((ip) => ({ ...ip })) ?? [],
    spec: [flattenSpec(found.spec, hadDomainBlocks)],
    active_deployment_id: found.active_deployment?.id ?? "",
  });
  return stateOf(kept, read);
}
