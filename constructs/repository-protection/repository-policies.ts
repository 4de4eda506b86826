import { ActionsRepositoryAccessLevel } from "@cdktf/provider-github/lib/actions-repository-access-level";
import { ActionsRepositoryPermissions } from "@cdktf/provider-github/lib/actions-repository-permissions";
import { IssueLabels } from "@cdktf/provider-github/lib/issue-labels";
import { RepositoryCollaborators } from "@cdktf/provider-github/lib/repository-collaborators";
import { WorkflowRepositoryPermissions } from "@cdktf/provider-github/lib/workflow-repository-permissions";
import type { Construct } from "constructs";
import type { Problem } from "../errors";
import { literal } from "../private/literal";
import { type Access, accessProblems } from "./access";
import {
  type ActionsSettings,
  actionsProblems,
  resolveAllowedActions,
  toActionsPermissions,
} from "./actions-policy";
import type { GitHubTier } from "./github-plan";
import { type Label, labelProblems } from "./label";

interface PolicyProps extends GitHubTier {
  readonly actions?: ActionsSettings;
}

/** The lists that a repository keeps and that grow: labels, access, allowed actions. */
export class RepositoryPolicies {
  private readonly labels: Label[] = [];
  private readonly teams: Access[] = [];
  private readonly people: Access[] = [];
  private readonly actions: string[] = [];
  private readonly permissions: ActionsRepositoryPermissions;
  private labelsResource?: IssueLabels;
  private accessResource?: RepositoryCollaborators;

  public constructor(
    private readonly scope: Construct,
    private readonly repository: string,
    private readonly props: PolicyProps,
  ) {
    const settings = props.actions ?? {};
    const allowed = resolveAllowedActions(settings, props);
    this.permissions = new ActionsRepositoryPermissions(scope, "ActionsPermissions", {
      repository,
      ...toActionsPermissions(allowed, this.actions),
    });
    new WorkflowRepositoryPermissions(scope, "WorkflowPermissions", {
      repository,
      defaultWorkflowPermissions: settings.defaultTokenPermissions ?? "read",
      canApprovePullRequestReviews: settings.mayApprovePullRequests ?? false,
    });
    if (settings.accessLevel !== undefined) {
      new ActionsRepositoryAccessLevel(scope, "ActionsAccessLevel", {
        repository,
        accessLevel: settings.accessLevel,
      });
    }
  }

  /** The access of teams and people, when it is managed. */
  public get access(): RepositoryCollaborators | undefined {
    return this.accessResource;
  }

  public addLabel(label: Label): void {
    this.labels.push(label);
    this.labelsResource ??= new IssueLabels(this.scope, "Labels", { repository: this.repository });
    this.labelsResource.putLabel(
      this.labels.map((known) => ({
        name: literal(known.name),
        color: known.color.toLowerCase(),
        ...(known.description === undefined ? {} : { description: literal(known.description) }),
      })),
    );
  }

  public addTeam(team: Access): void {
    this.teams.push(team);
    const teams = this.teams.map(({ name, permission }) => ({ teamId: name, permission }));
    this.managedAccess().putTeam(teams);
  }

  public addCollaborator(person: Access): void {
    this.people.push(person);
    const users = this.people.map(({ name, permission }) => ({ username: name, permission }));
    this.managedAccess().putUser(users);
  }

  public addAllowedAction(pattern: string): void {
    this.actions.push(pattern);
    const allowed = resolveAllowedActions(this.props.actions ?? {}, this.props);
    const { allowedActionsConfig } = toActionsPermissions(allowed, this.actions);
    if (allowedActionsConfig !== undefined) this.permissions.putAllowedActionsConfig(allowedActionsConfig);
  }

  public problems(): Problem[] {
    return [
      ...labelProblems(this.labels),
      ...accessProblems(this.teams, this.people),
      ...actionsProblems(this.props.actions ?? {}, this.actions, this.props),
    ];
  }

  /** One resource for teams and people: it removes whoever is not named, so a second one would fight it. */
  private managedAccess(): RepositoryCollaborators {
    this.accessResource ??= new RepositoryCollaborators(this.scope, "Access", {
      repository: this.repository,
    });
    return this.accessResource;
  }
}
