import type { SynthesizedStack } from "../../tools/synthesized";
import { table } from "../../tools/table";
import type { Clouds } from "../clouds/clouds";
import type { LiveDeployment } from "../clouds/digitalocean";
import { compare, describeDifferences } from "./differences";
import { type Found, find, type LiveSecrets, liveSecrets, same, sealedValue, servedValue } from "./live";
import { describePlace, type ForeignVariable, type GitHubPlace, placesOf, type SecretPlace } from "./places";

/** One secret of one environment. */
export interface ListedSecret {
  readonly stack: string;
  /** Name by which it is rotated; that of the place when Terraform knows the value. */
  readonly name: string;
  /** Name that it has where it lives. */
  readonly where: string;
  readonly set: "yes" | Exclude<Found, "set"> | "not in the code" | "taken away, still serving";
  /** When what serves got it, RFC 3339. @default - not known, or nothing serves with it */
  readonly changed?: string;
}

/** The secrets of a stack, those of the code first, and what differs in sentences. */
export interface SecretList {
  readonly secrets: readonly ListedSecret[];
  readonly differences: readonly string[];
}

/** Lists names, places and times. Values are never read. @throws CloudError when a cloud does not answer */
export async function listSecrets(stack: SynthesizedStack, clouds: Clouds): Promise<SecretList> {
  const live = await liveSecrets(stack, clouds);
  const differences = compare(stack, live);
  const history = await historyOf(live, clouds);
  return {
    secrets: [
      ...placesOf(stack).map((place) => listed(stack.name, place, live, history)),
      ...differences.extra.map((place) => unknown(stack.name, place, "not in the code")),
      ...differences.stillServing.map(({ place }) => unknown(stack.name, place, "taken away, still serving")),
    ],
    differences: describeDifferences(differences),
  };
}

function unknown(
  stack: string,
  place: ForeignVariable | GitHubPlace,
  set: "not in the code" | "taken away, still serving",
): ListedSecret {
  return { stack, name: place.name, where: describePlace(place), set };
}

type History = ReadonlyMap<string, readonly LiveDeployment[]>;

async function historyOf({ apps }: LiveSecrets, { digitalocean }: Clouds): Promise<History> {
  const found = await Promise.all(
    [...apps].map(
      async ([name, app]) => [name, app === undefined ? [] : await digitalocean.deployments(app.id)] as const,
    ),
  );
  return new Map(found);
}

function listed(stack: string, place: SecretPlace, live: LiveSecrets, history: History): ListedSecret {
  const found = find(place, live);
  const changed = changedAt(place, live, history);
  return {
    stack,
    name: place.variable ?? place.name,
    where: describePlace(place),
    set: found === "set" ? "yes" : found,
    ...(changed === undefined ? {} : { changed }),
  };
}

/** GitHub tells it. Of an app's secret it is the first deployment that served with the ciphertext that serves today. */
function changedAt(place: SecretPlace, live: LiveSecrets, history: History): string | undefined {
  if (place.kind === "github") {
    const secrets = live.environments.get(place.environment) ?? [];
    return secrets.find(({ name }) => same(name, place.name))?.updated_at;
  }
  const app = live.apps.get(place.app);
  const now = app && servedValue(place, app);
  if (now === undefined) return undefined;
  const deployments = (history.get(place.app) ?? []).filter(hasServed);
  const other = deployments.findIndex((deployment) => sealedValue(place, deployment) !== now);
  return (other === -1 ? deployments.at(-1) : deployments[other - 1])?.created_at;
}

/** Superseded are those that served, and those that were overtaken before they did: their steps are not all done. */
function hasServed({ phase, progress }: LiveDeployment): boolean {
  if (phase === "ACTIVE") return true;
  return phase === "SUPERSEDED" && progress?.success_steps === progress?.total_steps;
}

/** The lists as a person reads them. */
export function secretsReport(lists: readonly SecretList[]): string {
  const rows = lists.flatMap(({ secrets }) =>
    secrets.map(({ stack, name, where, set, changed }) => [stack, name, where, set, changed ?? ""]),
  );
  const differences = lists.flatMap((list) => list.differences);
  return [
    table(["STACK", "SECRET", "WHERE", "SET", "CHANGED"], rows),
    ...(differences.length === 0 ? [] : ["", ...differences]),
  ].join("\n");
}
