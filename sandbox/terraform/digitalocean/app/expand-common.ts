import type { AlertSpec, CorsPolicy, EnvVariable, StringMatch } from "../../../cloud/digitalocean";
import type { Value, Values } from "../../resource-type";
import { block, blocks, compact, filled, flag, number, text, texts } from "../values";

export function expandEnvs(value: Value | undefined): EnvVariable[] {
  return blocks(value).map((env) =>
    compact<EnvVariable>({
      key: text(env.key) ?? "",
      value: text(env.value),
      scope: text(env.scope),
      type: text(env.type),
    }),
  );
}

/** Destinations are no part of the spec: they go to an endpoint of their own. */
export function expandAlerts(value: Value | undefined): AlertSpec[] {
  return blocks(value).map((alert) =>
    compact<AlertSpec>({
      rule: text(alert.rule) ?? "",
      disabled: flag(alert.disabled),
      operator: text(alert.operator),
      value: number(alert.value),
      window: text(alert.window),
    }),
  );
}

export function expandCors(value: Value | undefined): CorsPolicy | undefined {
  const cors = block(value);
  if (cors === undefined) return undefined;
  return compact<CorsPolicy>({
    allow_origins: filled(expandOrigins(block(cors.allow_origins))),
    allow_methods: filled(texts(cors.allow_methods)),
    allow_headers: filled(texts(cors.allow_headers)),
    expose_headers: filled(texts(cors.expose_headers)),
    max_age: text(cors.max_age),
    allow_credentials: flag(cors.allow_credentials),
  });
}

function expandOrigins(origins: Values | undefined): StringMatch[] {
  return (["exact", "prefix", "regex"] as const).flatMap((kind) => {
    const match = text(origins?.[kind]);
    return match === undefined ? [] : [{ [kind]: match }];
  });
}
