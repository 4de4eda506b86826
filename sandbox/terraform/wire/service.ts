/**
 * The calls of the plugin protocol, answered by a provider.
 */
import {
  type ApplyRequest,
  applyResource,
  importResource,
  type Outcome,
  planResource,
  readData,
  readResource,
  upgradeState,
  validateResource,
} from "../engine/calls";
import type { Provider, ProviderCall } from "../engine/provider";
import { failure } from "../validate/diagnostic";
import { validateConfig } from "../validate/validate";
import type { Dynamic } from "../value/dynamic";
import {
  fromWire,
  parseJson,
  toWire,
  type WireValue,
  wireDiagnostics,
  wirePath,
  wireSchema,
} from "./messages";

/** A request of any call: each reads the fields it has. */
export interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly config?: WireValue | null;
  readonly prior_state?: WireValue | null;
  readonly planned_state?: WireValue | null;
  readonly proposed_new_state?: WireValue | null;
  readonly current_state?: WireValue | null;
  readonly raw_state?: { readonly json?: Uint8Array } | null;
  readonly private?: Uint8Array;
  readonly prior_private?: Uint8Array;
  readonly planned_private?: Uint8Array;
}

export type Call = (request: Request) => unknown | Promise<unknown>;

/** The protocol's calls by name. */
export function providerCalls(
  provider: Provider,
  beforeApply?: (type: string) => void | Promise<void>,
): Record<string, Call> {
  return {
    GetSchema: () => getSchema(provider),
    PrepareProviderConfig: (request) => prepareConfig(provider, request),
    Configure: (request) => configure(provider, request),
    ValidateResourceTypeConfig: (request) => validateResourceConfig(provider, request),
    ValidateDataSourceConfig: (request) => validateDataConfig(provider, request),
    UpgradeResourceState: (request) => upgrade(provider, request),
    ReadResource: (request) => read(provider, request),
    PlanResourceChange: (request) => planChange(provider, request),
    ApplyResourceChange: async (request) => {
      await beforeApply?.(request.type_name);
      return applyChange(provider, request);
    },
    ImportResourceState: (request) => importState(provider, request),
    ReadDataSource: (request) => readDataSource(provider, request),
    GetFunctions: () => ({}),
    Stop: () => ({}),
  };
}

function getSchema(provider: Provider): unknown {
  const resources = [...provider.resources].map(([name, resource]) => {
    return [name, wireSchema(resource.block, resource.facts.schema_version ?? 0)];
  });
  const data = [...provider.dataSources].map(([name, source]) => [name, wireSchema(source.block, 0)]);
  return {
    provider: wireSchema(provider.schema().block, 0),
    resource_schemas: Object.fromEntries(resources),
    data_source_schemas: Object.fromEntries(data),
  };
}

function prepareConfig(provider: Provider, request: Request): unknown {
  const { type } = provider.schema();
  const config = fromWire(request.config, type);
  return { prepared_config: toWire(config, type), diagnostics: wireDiagnostics(provider.validate(config)) };
}

function configure(provider: Provider, request: Request): unknown {
  return {
    diagnostics: wireDiagnostics(provider.configure(fromWire(request.config, provider.schema().type))),
  };
}

function validateResourceConfig(provider: Provider, request: Request): unknown {
  const resource = provider.resource(request.type_name);
  return {
    diagnostics: wireDiagnostics(validateResource(resource, fromWire(request.config, resource.type))),
  };
}

function validateDataConfig(provider: Provider, request: Request): unknown {
  const source = provider.dataSource(request.type_name);
  const config = fromWire(request.config, source.type);
  return { diagnostics: wireDiagnostics(validateConfig(config, source.fields, source.block)) };
}

function upgrade(provider: Provider, request: Request): unknown {
  const resource = provider.resource(request.type_name);
  const json = request.raw_state?.json;
  const stored: Dynamic = json === undefined || json.length === 0 ? null : parseJson(json, resource.type);
  return { upgraded_state: toWire(upgradeState(resource, stored), resource.type) };
}

async function read(provider: Provider, request: Request): Promise<unknown> {
  const resource = provider.resource(request.type_name);
  const state: Dynamic = fromWire(request.current_state, resource.type);
  const refusal = provider.refusal({ typeName: resource.name, action: "read" });
  const outcome: Outcome =
    refusal === undefined
      ? await readResource(resource, state, provider.configured())
      : { state, diagnostics: [failure(refusal)] };
  return {
    new_state: toWire(outcome.state, resource.type),
    diagnostics: wireDiagnostics(outcome.diagnostics),
    private: request.private,
  };
}

function planChange(provider: Provider, request: Request): unknown {
  const resource = provider.resource(request.type_name);
  const outcome = planResource(resource, {
    prior: fromWire(request.prior_state, resource.type),
    proposed: fromWire(request.proposed_new_state, resource.type),
    config: fromWire(request.config, resource.type),
  });
  return {
    planned_state: toWire(outcome.state, resource.type),
    requires_replace: outcome.requiresReplace.map(wirePath),
    planned_private: request.prior_private,
    diagnostics: wireDiagnostics(outcome.diagnostics),
    legacy_type_system: true,
  };
}

async function applyChange(provider: Provider, request: Request): Promise<unknown> {
  const resource = provider.resource(request.type_name);
  const change: ApplyRequest = {
    prior: fromWire(request.prior_state, resource.type),
    planned: fromWire(request.planned_state, resource.type),
    config: fromWire(request.config, resource.type),
  };
  const refusal = provider.refusal({
    typeName: resource.name,
    action: actionOf(change.prior, change.planned),
  });
  const outcome: Outcome =
    refusal === undefined
      ? await applyResource(resource, change, provider.configured())
      : { state: change.prior, diagnostics: [failure(refusal)] };
  provider.save();
  return {
    new_state: toWire(outcome.state, resource.type),
    private: request.planned_private,
    diagnostics: wireDiagnostics(outcome.diagnostics),
    legacy_type_system: true,
  };
}

function actionOf(prior: Dynamic, planned: Dynamic): ProviderCall["action"] {
  if (prior === null) return "create";
  return planned === null ? "delete" : "update";
}

async function importState(provider: Provider, request: Request): Promise<unknown> {
  const resource = provider.resource(request.type_name);
  const outcome = await importResource(resource, request.id, provider.configured());
  const state = toWire(outcome.state, resource.type);
  return {
    imported_resources: outcome.state === null ? [] : [{ type_name: resource.name, state }],
    diagnostics: wireDiagnostics(outcome.diagnostics),
  };
}

async function readDataSource(provider: Provider, request: Request): Promise<unknown> {
  const source = provider.dataSource(request.type_name);
  const config = fromWire(request.config, source.type);
  const outcome = await readData(source, config, provider.configured());
  return { state: toWire(outcome.state, source.type), diagnostics: wireDiagnostics(outcome.diagnostics) };
}
