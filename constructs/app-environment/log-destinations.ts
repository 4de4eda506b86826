import type { AppSpecServiceLogDestination } from "@cdktf/provider-digitalocean/lib/app";
import type { Construct } from "constructs";
import type { Problems } from "../private/problems";
import { LogDestination } from "./log-destination";

/** The log destinations of an app, which every component sends to. */
export class LogDestinations {
  private readonly bound = new Map<string, AppSpecServiceLogDestination>();

  public constructor(scope: Construct, problems: Problems, destinations: readonly LogDestination[]) {
    const names = new Set<string>();
    for (const destination of destinations) {
      if (!(destination instanceof LogDestination)) {
        const allowed = "LogDestination.papertrail, .datadog, .logtail, .openSearch, .managedOpenSearch";
        problems.add({ fault: "not a log destination", allowed, next: "make it with one of these" });
        continue;
      }
      problems.add(...destination._problems());
      problems.require(!names.has(destination.name), {
        fault: `two log destinations are called "${destination.name}"`,
        next: "give each its own name",
      });
      names.add(destination.name);
      const bound = destination._bind(scope);
      if (bound !== undefined) this.bound.set(destination.name, bound);
    }
  }

  /** Undefined when there are none. */
  public render(): AppSpecServiceLogDestination[] | undefined {
    return this.bound.size === 0 ? undefined : [...this.bound.values()];
  }
}
