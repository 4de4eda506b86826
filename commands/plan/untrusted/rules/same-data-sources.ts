import { canonical, entriesOf } from "../json";
import type { Found, Rule } from "../rule";
import { withoutNotes } from "../trusted";

/** A data source is one of the base's, whole. */
export const sameDataSources: Rule = {
  id: "same-data-sources",
  reason:
    "data sources are read while planning: `external` runs a program, `http` calls an address, `github_rest_api` asks anything the token may ask",
  check: ({ configuration }, { dataSources }) =>
    entriesOf(configuration.data).flatMap(([type, named]) =>
      entriesOf(named)
        .filter(([, body]) => !dataSources.get(type)?.has(canonical(withoutNotes(body))))
        .map(([name, body]) => unknown(type, name, withoutNotes(body), dataSources)),
    ),
};

function unknown(
  type: string,
  name: string,
  got: unknown,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): Found {
  return {
    place: `data.${type}.${name}`,
    fault: "a data source must be one that the base reads, with the same arguments",
    got,
    allowed: [...(known.get(type) ?? [])].join(" or ") || `one of ${[...known.keys()].join(", ") || "none"}`,
    next: "plan it yourself: npm run plan -- --live",
  };
}
