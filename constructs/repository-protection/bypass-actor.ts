import type { Construct } from "constructs";
import type { Problem } from "../errors";
import { slugProblems } from "../private/names";
import { teamId } from "./team-lookup";

/** When an actor may step around a ruleset: only by merging a pull request, or always. */
export type BypassMode = "pull_request" | "always";

/** The repository roles that a ruleset can name. */
export type BypassRole = "maintain" | "write" | "admin";

/** GitHub's ids of its built-in repository roles (REST API, "Create a repository ruleset"). */
const ROLE_IDS: Readonly<Record<BypassRole, number>> = { maintain: 2, write: 4, admin: 5 };

interface RenderedActor {
  readonly actorType: string;
  readonly actorId?: number;
  readonly bypassMode: BypassMode;
}

/** Someone who may step around a ruleset. The default is nobody; by pull request is the milder way, always must be typed out. */
export class BypassActor {
  /** The owners of the organization. */
  public static organizationAdmins(mode: BypassMode = "pull_request"): BypassActor {
    // No id: the API answers none for this actor, and any other value is a difference in every plan.
    return new BypassActor("organization admins", () => ({
      actorType: "OrganizationAdmin",
      bypassMode: mode,
    }));
  }

  /** A GitHub App, by its id (not its installation's). */
  public static app(appId: number, mode: BypassMode = "pull_request"): BypassActor {
    return new BypassActor(
      `app ${appId}`,
      () => ({ actorType: "Integration", actorId: appId, bypassMode: mode }),
      appIdProblems(appId),
    );
  }

  /** A team of the organization, by its slug. */
  public static team(slug: string, mode: BypassMode = "pull_request"): BypassActor {
    return new BypassActor(
      `team ${slug}`,
      (scope) => ({ actorType: "Team", actorId: teamId(scope, slug), bypassMode: mode }),
      slugProblems("a bypassing team", slug),
    );
  }

  /** Everyone with the repository role. */
  public static role(role: BypassRole, mode: BypassMode = "pull_request"): BypassActor {
    return new BypassActor(`role ${role}`, () => ({
      actorType: "RepositoryRole",
      actorId: ROLE_IDS[role],
      bypassMode: mode,
    }));
  }

  private constructor(
    /** Who it is, for messages. */
    public readonly description: string,
    private readonly render: (scope: Construct) => RenderedActor,
    private readonly faults: readonly Problem[] = [],
  ) {}

  /** @internal */
  public _toActor(scope: Construct): RenderedActor {
    return this.render(scope);
  }

  /** @internal */
  public _problems(): readonly Problem[] {
    return this.faults;
  }
}

function appIdProblems(appId: number): Problem[] {
  if (Number.isInteger(appId) && appId > 0) return [];
  return [
    {
      fault: "a bypassing app is named by its numeric id",
      got: appId,
      allowed: "a positive whole number",
      next: "look it up with `gh api /apps/SLUG --jq .id`",
    },
  ];
}
