import { canonical, entriesOf } from "../json";
import type { Found, Rule } from "../rule";
import { type Trusted, withoutNotes } from "../trusted";
import { isOwnApp, isReviewerLookUp, plainEndpoint } from "../vocabulary";

/**
 * A data source is one of the base's, whole; or it looks up a reviewer or the stack's own app, or asks what the base asks
 * under other conditions.
 */
export const sameDataSources: Rule = {
  id: "same-data-sources",
  reason:
    "data sources are read while planning: `external` runs a program, `http` calls an address, `github_rest_api` asks anything the token may ask",
  check: ({ configuration }, base) =>
    entriesOf(configuration.data).flatMap(([type, named]) =>
      entriesOf(named)
        .map(([name, body]) => ({ type, name, body: withoutNotes(body) }))
        .filter((source) => !isKnown(source, base))
        .map((source) => told(source, base)),
    ),
};

interface Source {
  readonly type: string;
  readonly name: string;
  readonly body: unknown;
}

function isKnown({ type, body }: Source, { dataSources, endpoints }: Trusted): boolean {
  if (dataSources.get(type)?.has(canonical(body)) || isReviewerLookUp(type, body) || isOwnApp(type, body))
    return true;
  const endpoint = type === "github_rest_api" ? plainEndpoint(body) : undefined;
  return endpoint !== undefined && endpoints.has(endpoint);
}

function told({ type, name, body }: Source, { dataSources }: Trusted): Found {
  return {
    place: `data.${type}.${name}`,
    fault: "a data source must be one that the base reads, with the same arguments",
    got: body,
    allowed:
      [...(dataSources.get(type) ?? [])].join(" or ") ||
      `one of ${[...dataSources.keys()].join(", ") || "none"}`,
    next: "plan it yourself: npm run plan -- --live",
  };
}
