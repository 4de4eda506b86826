import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfPattern, problemsOfRange } from "../private/checks";
import type { AppEnvironmentProps } from "./app-environment-props";
import { problemsOfName } from "./component";
import { problemsOfHealthCheck } from "./health-check";
import { problemsOfProject } from "./project";
import { REGIONS } from "./region";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is wrong with the plain values of an app's props; the value classes check themselves. */
export function problemsOfProps(props: Omit<AppEnvironmentProps, "scaling">): Problem[] {
  return [
    ...problemsOfName("app name", props.appName),
    ...problemsOfChoice("region", props.region, REGIONS),
    ...problemsOfRange("port of the service", props.port, 1, 65535),
    ...problemsOfHealthCheck(props.healthCheck ?? {}),
    ...(props.maintenance?._problems() ?? []),
    ...(props.project === undefined ? [] : problemsOfProject(props.project)),
    ...problemsOfChoice("kind of egress", props.egress, ["shared", "dedicated-ip"]),
    ...problemsOfPattern("VPC id", props.vpc, UUID, {
      allowed: "a UUID",
      next: "copy it from `doctl vpcs list`; the name will not do",
    }),
  ];
}

/** Switches of the CDN that DigitalOcean offers only with a domain of one's own (docs.digitalocean.com, App Platform). */
export function problemsOfEdge(
  props: Pick<AppEnvironmentProps, "edgeCache" | "emailObfuscation" | "enhancedThreatControl">,
  hasDomain: boolean,
): Problem[] {
  if (hasDomain) return [];
  const switches = {
    "edgeCache: false": props.edgeCache === false,
    "emailObfuscation: false": props.emailObfuscation === false,
    "enhancedThreatControl: true": props.enhancedThreatControl === true,
  };
  return Object.entries(switches)
    .filter(([, isSet]) => isSet)
    .map(([setting]) => ({
      fault: `${setting} needs a domain of your own`,
      next: "add a domain with addDomain, or leave the setting out",
    }));
}
