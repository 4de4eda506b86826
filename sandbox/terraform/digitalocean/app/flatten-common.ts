import type { AlertSpec, CorsPolicy, EnvVariable } from "../../../cloud/digitalocean";
import type { Values } from "../../resource-type";
import { compact } from "../values";

export function flattenEnvs(envs: readonly EnvVariable[] = []): Values[] {
  return envs.map(({ key, value, scope, type }) => compact<Values>({ key, value, scope, type }));
}

/** Destinations are never read back; thresholds pass through single precision. */
export function flattenAlerts(alerts: readonly AlertSpec[] = []): Values[] {
  return alerts.map(({ rule, disabled, operator, value, window }) =>
    compact<Values>({
      rule,
      disabled,
      operator,
      value: value === undefined ? undefined : Math.fround(value),
      window,
    }),
  );
}

export function flattenCors(policy: CorsPolicy | undefined): Values[] {
  if (policy === undefined) return [];
  const origins = Object.assign({}, ...(policy.allow_origins ?? [])) as Values;
  return [
    compact<Values>({
      allow_origins: (policy.allow_origins ?? []).length === 0 ? [] : [origins],
      allow_methods: [...(policy.allow_methods ?? [])],
      allow_headers: [...(policy.allow_headers ?? [])],
      expose_headers: [...(policy.expose_headers ?? [])],
      max_age: policy.max_age ?? "",
      allow_credentials: policy.allow_credentials ?? false,
    }),
  ];
}
