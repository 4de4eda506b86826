import type { Route } from "./call";

/** A route that fits, with the variable parts of the path. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
}

/** Finds the line of the route table that a call belongs to. */
export class Router {
  private readonly compiled: readonly Compiled[];

  public constructor(routes: readonly Route[]) {
    this.compiled = routes.map((route) => ({ route, pattern: compile(route.path) }));
  }

  /** The first route that fits; undefined when none does. */
  public find(method: string, path: string): Match | undefined {
    for (const { route, pattern } of this.compiled) {
      const groups = route.method === method ? pattern.exec(path)?.groups : undefined;
      if (groups !== undefined) return { route, params: decode(groups) };
    }
    return undefined;
  }
}

function compile(path: string): RegExp {
  const source = path
    .replaceAll(".", "\\.")
    .replace(/:(\w+)/g, "(?<$1>[^/]+)")
    .replace(/\*(\w+)/g, "(?<$1>.+)");
  return new RegExp(`^${source}(?<_>)$`);
}

function decode(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
}
