/**
 * What Terraform asks of a resource, answered from the model.
 */

import type { AttributePath } from "../plan/paths";
import { type PlanRequest, plan } from "../plan/planner";
import { type Context, PartialState, type Values } from "../resource-type";
import { type Diagnostic, failure } from "../validate/diagnostic";
import { validateConfig } from "../validate/validate";
import { conform } from "../value/codec";
import type { Dynamic } from "../value/dynamic";
import { knownValues } from "../value/known";
import type { DataSource, Resource } from "./resource";
import {
  hideRefresh,
  plannedOrPrior,
  stateOf,
  withConfigured,
  withEmptyBlocks,
  withPlanned,
  zeroWhatWasRemoved,
} from "./state";

/** A state, and what went wrong on the way to it. */
export interface Outcome {
  readonly state: Dynamic;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ApplyRequest {
  readonly prior: Dynamic;
  readonly planned: Dynamic;
  readonly config: Dynamic;
}

export function validateResource(resource: Resource, config: Dynamic): Diagnostic[] {
  const faults = validateConfig(config, resource.fields, resource.block);
  const own = resource.served?.validate?.(knownValues(config) as Values) ?? [];
  const notes: Diagnostic[] =
    resource.deprecated === undefined
      ? []
      : [{ severity: "warning", summary: "Deprecated Resource", detail: resource.deprecated }];
  return [...notes, ...faults, ...own.map((summary) => failure(summary))];
}

export function planResource(
  resource: Resource,
  request: PlanRequest,
): Outcome & { readonly requiresReplace: readonly AttributePath[] } {
  try {
    const { planned, requiresReplace } = plan(resource, request);
    return { state: planned, requiresReplace, diagnostics: [] };
  } catch (error) {
    return { state: request.prior, requiresReplace: [], diagnostics: [diagnosticOf(error)] };
  }
}

/** A state null afterwards means: the resource is gone. */
export async function readResource(resource: Resource, state: Dynamic, context: Context): Promise<Outcome> {
  if (resource.served === undefined) return { state, diagnostics: [] };
  try {
    const values = await resource.served.read(context, knownValues(state) as Values);
    if (values === undefined) return { state: null, diagnostics: [] };
    const read = stateOf(resource, values, state, "plan");
    return { state: hideRefresh(resource, read, state), diagnostics: [] };
  } catch (error) {
    return { state, diagnostics: [diagnosticOf(error)] };
  }
}

export async function applyResource(
  resource: Resource,
  request: ApplyRequest,
  context: Context,
): Promise<Outcome> {
  if (resource.served === undefined) return { state: request.prior, diagnostics: [notServed(resource)] };
  try {
    return { state: await change(resource, request, context), diagnostics: [] };
  } catch (error) {
    const kept = request.planned === null ? request.prior : stateAfterFailure(resource, request, error);
    return { state: kept, diagnostics: [diagnosticOf(error)] };
  }
}

async function change(resource: Resource, request: ApplyRequest, context: Context): Promise<Dynamic> {
  const { served } = resource;
  const { prior, planned, config } = request;
  const priorValues = knownValues(prior) as Values;
  if (served === undefined) throw new Error(`${resource.name} is not served`);
  if (planned === null) {
    await served.delete(context, priorValues);
    return null;
  }
  const plannedValues = knownValues(withConfigured(resource, planned, config)) as Values;
  if (prior !== null && served.update === undefined) throw new Error("doesn't support update");
  const values =
    prior === null
      ? await served.create(context, plannedValues)
      : await served.update?.(context, priorValues, plannedValues);
  return settle(resource, request, values ?? plannedValues);
}

function settle(resource: Resource, request: ApplyRequest, values: Values): Dynamic {
  const { prior, planned, config } = request;
  const kept = withPlanned(resource, values, planned, config);
  return stateOf(resource, zeroWhatWasRemoved(resource, kept, prior, planned), planned, "apply");
}

/** A new resource that exists in part is kept (Terraform taints it); a failed update keeps what was planned. */
function stateAfterFailure(resource: Resource, request: ApplyRequest, error: unknown): Dynamic {
  if (error instanceof PartialState) return settle(resource, request, error.state);
  return request.prior === null ? null : plannedOrPrior(request.planned, request.prior);
}

export async function importResource(resource: Resource, id: string, context: Context): Promise<Outcome> {
  const importer = resource.served?.import;
  if (resource.served === undefined) return { state: null, diagnostics: [notServed(resource)] };
  if (importer === undefined) {
    return { state: null, diagnostics: [failure(`resource ${resource.name} doesn't support import`)] };
  }
  try {
    const values = await importer.call(resource.served, context, id);
    const state = stateOf(resource, values, null, "plan");
    return { state: withEmptyBlocks(state, resource), diagnostics: [] };
  } catch (error) {
    return { state: null, diagnostics: [diagnosticOf(error)] };
  }
}

export async function readData(source: DataSource, config: Dynamic, context: Context): Promise<Outcome> {
  try {
    const given = withDefaults(source, knownValues(config) as Values);
    const values = await source.served.read(context, given);
    return { state: withEmptyBlocks(conform(values, source.type), source), diagnostics: [] };
  } catch (error) {
    return { state: null, diagnostics: [diagnosticOf(error)] };
  }
}

/** A data source is read with the defaults of what the configuration leaves out, and they show in its result. */
function withDefaults(source: DataSource, config: Values): Values {
  const defaults = Object.entries(source.served.schema.fields).flatMap(([name, field]) =>
    field.default === undefined || (config[name] ?? null) !== null ? [] : [[name, field.default] as const],
  );
  return { ...config, ...Object.fromEntries(defaults) };
}

/** Stored state in the shape of today's schema: what the schema lacks is dropped, what it has more is null. */
export function upgradeState(resource: Resource, stored: Dynamic): Dynamic {
  return withEmptyBlocks(stored, resource);
}

function diagnosticOf(error: unknown): Diagnostic {
  return failure(error instanceof Error ? error.message : String(error));
}

function notServed(resource: Resource): Diagnostic {
  return failure(
    `the sandbox does not serve ${resource.name}`,
    `The sandbox plans ${resource.name} as the real provider does, but its clouds do not hold such a thing, so nothing was changed. ` +
      "Leave it out of what is deployed in the sandbox, or add it in sandbox/terraform.",
  );
}
