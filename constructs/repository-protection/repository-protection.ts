import { Branch } from "@cdktf/provider-github/lib/branch";
import { BranchDefault } from "@cdktf/provider-github/lib/branch-default";
import { Repository } from "@cdktf/provider-github/lib/repository";
import { RepositoryDependabotSecurityUpdates } from "@cdktf/provider-github/lib/repository-dependabot-security-updates";
import { RepositoryFile } from "@cdktf/provider-github/lib/repository-file";
import {
  RepositoryRuleset,
  type RepositoryRulesetConfig,
} from "@cdktf/provider-github/lib/repository-ruleset";
import { dependable, type ITerraformDependable, Lazy } from "cdktf";
import { Construct } from "constructs";
import { addProblems, type Problem } from "../errors";
import { Problems } from "../private/problems";
import { keepAll, keepSame } from "../private/same-object";
import { type AccessList, type RepositoryPermission, toAccess } from "./access";
import type { ActionsSettings } from "./actions-policy";
import {
  branchSetProblems,
  checkProblems,
  mergeProblems,
  problemsOfBranch,
  rulesetProblems,
} from "./branch-problems";
import { LONG_LIVED_BRANCHES, type ProtectedBranch } from "./branch-rules";
import type { Label } from "./label";
import { resolveMergeSettings } from "./merge-settings";
import { RepositoryPolicies } from "./repository-policies";
import { type RepositorySettings, settingsProblems, toRepository } from "./repository-settings";
import type { RequiredCheck } from "./required-check";
import { toBranchRules, toBypassActors, toTagRules } from "./ruleset-rendering";
import { hasDependabotUpdates, securityProblems } from "./security";
import { IGNORED_AFTER_SEEDING, type SeedFile, seedProblems, toRepositoryFile } from "./seed-file";

/** What RepositoryProtection takes. */
export interface RepositoryProtectionProps extends RepositorySettings {
  /** The branch that pull requests go to when they say nothing, and that new branches start from. @default "main" */
  readonly defaultBranch?: string;
  /** The long-lived branches and their rules. @default - LONG_LIVED_BRANCHES: main, staging and develop */
  readonly branches?: readonly ProtectedBranch[];
  /** Patterns of tags that are neither moved back nor deleted. @default ["v*"] */
  readonly releaseTags?: readonly string[];
  /** All labels; others are deleted, GitHub's own nine among them. @default - left as they are */
  readonly labels?: readonly Label[];
  /** All teams with access, by slug; others lose theirs. @default - left as they are, unless `collaborators` is given */
  readonly teams?: AccessList;
  /** All people with access of their own, by login; others lose theirs. @default - left as they are, unless `teams` is given */
  readonly collaborators?: AccessList;
  /** What GitHub Actions may do. @default - selected actions where the plan has it, a read-only token */
  readonly actions?: ActionsSettings;
}

interface GuardedBranch {
  readonly branch: ProtectedBranch;
  readonly checks: RequiredCheck[];
  readonly ruleset?: RepositoryRuleset;
}

/**
 * A repository with its branches, and the rules that guard them.
 *
 * Creates the repository (or adopts it), its default and long-lived branches, one ruleset per branch and one for
 * release tags, Dependabot and secret scanning settings, GitHub Actions permissions, labels and access. Rulesets are
 * created last and destroyed first, because they refuse direct commits, Terraform's too.
 */
export class RepositoryProtection extends Construct {
  /** The repository's name, as a token that waits for the repository. */
  public readonly repositoryName: string;
  /** OWNER/NAME. */
  public readonly fullName: string;

  private readonly repository: Repository;
  private readonly branchDefault: BranchDefault;
  private readonly policies: RepositoryPolicies;
  private readonly problems: Problems;
  private readonly guarded: GuardedBranch[] = [];
  private readonly seeds = new Map<string, RepositoryFile>();
  private readonly branchResources: Branch[] = [];
  private readonly tagRulesets: RepositoryRuleset[] = [];
  private readonly addresses = new Map<ITerraformDependable, string>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RepositoryProtectionProps,
  ) {
    super(scope, id);
    this.problems = new Problems(this);
    this.problems.add(...settingsProblems(props), ...securityProblems(props.security ?? {}, props));
    addProblems(this, () => this.lateProblems());
    this.repository = new Repository(this, "Resource", toRepository(props));
    if (props.adopt === true) this.repository.importFrom(props.repository);
    // Its `id` is its name, and an update of the name changes it.
    if (props.deletionProtection !== false) this.keep();
    this.repositoryName = this.repository.name;
    this.fullName = `${props.owner}/${props.repository}`;
    this.branchDefault = this.createDefaultBranch();
    this.policies = new RepositoryPolicies(this, this.repositoryName, props);
    this.createDependabotUpdates();
    for (const branch of props.branches ?? LONG_LIVED_BRANCHES) this.addBranch(branch);
    this.createTagRuleset();
    this.fillPolicies();
  }

  /** @internal the access of teams and people, when it is managed and the repository is this one, by name or token */
  public _accessTo(repository: string): ITerraformDependable[] {
    const { access } = this.policies;
    const isThis = [this.repositoryName, this.props.repository].includes(repository);
    return isThis && access !== undefined ? [access] : [];
  }

  /** The name of the default branch. */
  public get defaultBranch(): string {
    return this.props.defaultBranch ?? "main";
  }

  /** The long-lived branches, in the order given. */
  public get branches(): readonly ProtectedBranch[] {
    return this.guarded.map(({ branch }) => branch);
  }

  /** The rulesets, for what must come after them. */
  public get rulesets(): readonly ITerraformDependable[] {
    return this.allRulesets();
  }

  /** Adds a long-lived branch, created from the default branch unless it is that. */
  public addBranch(branch: ProtectedBranch): void {
    if (this.guarded.some((known) => known.branch.name === branch.name)) {
      this.problems.add({
        fault: "a branch is given twice",
        got: branch.name,
        next: "give each branch once",
      });
      return;
    }
    this.problems.add(...problemsOfBranch(branch, this.props));
    const merge = resolveMergeSettings(this.props.merge ?? {}, this.props);
    this.problems.add(...mergeProblems(branch, merge, this.defaultBranch));
    if (branch.name !== this.defaultBranch) this.createBranch(branch.name);
    const checks = [...(branch.requiredChecks ?? [])];
    const guard = branch.protected === false ? {} : { ruleset: this.createBranchRuleset(branch, checks) };
    this.guarded.push({ branch, checks, ...guard });
  }

  /**
   * Requires a check before a merge.
   * @param branches the branches to require it on; by default every one that a ruleset guards
   */
  public addRequiredCheck(check: RequiredCheck, branches?: readonly string[]): void {
    for (const name of branches ?? this.guardedNames()) {
      const guarded = this.guarded.find(({ branch }) => branch.name === name);
      if (guarded?.ruleset === undefined) {
        this.problems.add(this.unguardedProblem(name));
        continue;
      }
      guarded.checks.push(check);
      guarded.ruleset.putRules(toBranchRules(guarded.branch, guarded.checks));
    }
  }

  /** Puts a file into a new repository before the rulesets; afterwards it changes by pull requests only. */
  public seedFile(file: SeedFile): void {
    if (this.seeds.has(file.path)) {
      this.problems.add({ fault: "a file is seeded twice", got: file.path, next: "seed each path once" });
      return;
    }
    this.problems.add(...seedProblems(file));
    const resource = new RepositoryFile(this, `File-${file.path}`, {
      repository: this.repositoryName,
      ...toRepositoryFile(file, this.props.adopt === true),
      dependsOn: [this.branchDefault],
      lifecycle: { ignoreChanges: IGNORED_AFTER_SEEDING },
    });
    this.seeds.set(file.path, resource);
  }

  /** Gives a team access; once one is given, teams not named lose theirs. */
  public addTeam(slug: string, permission: RepositoryPermission): void {
    this.policies.addTeam({ name: slug, permission });
  }

  /** Gives a person access; once one is given, people not named lose theirs. */
  public addCollaborator(login: string, permission: RepositoryPermission): void {
    this.policies.addCollaborator({ name: login, permission });
  }

  /** Adds a label; once one is given, labels not named are deleted. */
  public addLabel(label: Label): void {
    this.policies.addLabel(label);
  }

  /** Lets workflows use an action, for example "docker/login-action@*". */
  public addAllowedAction(pattern: string): void {
    this.policies.addAllowedAction(pattern);
  }

  private keep(): void {
    const { repository: name } = this.props;
    keepSame(this, { kind: "repository", name, id: this.repository.repoId });
    const names = () =>
      this.branches.map((branch) => branch.name).filter((one) => one !== this.defaultBranch);
    keepAll(this, { kind: "branches", of: name, names });
  }

  private createDefaultBranch(): BranchDefault {
    return new BranchDefault(this, "DefaultBranch", {
      repository: this.repositoryName,
      branch: this.defaultBranch,
      // A new repository's first branch has the name that the owner's settings say.
      ...(this.props.adopt === true ? {} : { rename: true }),
      // So that `adopt` can be dropped once it has done its work.
      lifecycle: { ignoreChanges: ["rename"] },
    });
  }

  private createBranch(name: string): void {
    const branch = new Branch(this, `Branch-${name}`, {
      repository: this.repositoryName,
      branch: name,
      sourceBranch: this.defaultBranch,
      lifecycle: { preventDestroy: this.props.deletionProtection ?? true },
    });
    branch.dependsOn = Lazy.listValue({ produce: () => this.beforeBranches() });
    this.branchResources.push(branch);
  }

  private createBranchRuleset(branch: ProtectedBranch, checks: readonly RequiredCheck[]): RepositoryRuleset {
    const bypass = branch.bypass ?? [];
    return this.last(`Ruleset-${branch.name}`, {
      repository: this.repositoryName,
      name: branch.rulesetName ?? branch.name,
      target: "branch",
      enforcement: branch.enforcement ?? "active",
      conditions: { refName: { include: [`refs/heads/${branch.name}`], exclude: [] } },
      ...(bypass.length === 0 ? {} : { bypassActors: toBypassActors(this, bypass) }),
      rules: toBranchRules(branch, checks),
    });
  }

  private last(id: string, config: RepositoryRulesetConfig): RepositoryRuleset {
    const ruleset = new RepositoryRuleset(this, id, config);
    ruleset.dependsOn = Lazy.listValue({ produce: () => this.beforeRulesets() });
    return ruleset;
  }

  private get releaseTags(): readonly string[] {
    return this.props.releaseTags ?? ["v*"];
  }

  private createTagRuleset(): void {
    const patterns = this.releaseTags;
    if (patterns.length === 0) return;
    const ruleset = this.last("Ruleset-release-tags", {
      repository: this.repositoryName,
      name: "release-tags",
      target: "tag",
      enforcement: "active",
      conditions: { refName: { include: patterns.map((pattern) => `refs/tags/${pattern}`), exclude: [] } },
      rules: toTagRules(),
    });
    this.tagRulesets.push(ruleset);
  }

  private createDependabotUpdates(): void {
    new RepositoryDependabotSecurityUpdates(this, "DependabotUpdates", {
      repository: this.repositoryName,
      enabled: hasDependabotUpdates(this.props.security ?? {}),
    });
  }

  private fillPolicies(): void {
    for (const label of this.props.labels ?? []) this.policies.addLabel(label);
    for (const team of toAccess(this.props.teams)) this.policies.addTeam(team);
    for (const person of toAccess(this.props.collaborators)) this.policies.addCollaborator(person);
  }

  /** Branches come after the files that they start with. Rendered late: files are added until the end. */
  private beforeBranches(): string[] {
    return [this.branchDefault, ...this.seeds.values()].map((one) => this.named(one));
  }

  /** Rulesets come after everything, because they refuse direct commits. */
  private beforeRulesets(): string[] {
    const { access } = this.policies;
    const late = [...this.branchResources, ...(access === undefined ? [] : [access])];
    return [...this.beforeBranches(), ...late.map((one) => this.named(one))];
  }

  /** The address of a resource for `depends_on`, made once: each costs a stack trace. */
  private named(resource: ITerraformDependable): string {
    const name = this.addresses.get(resource) ?? dependable(resource);
    this.addresses.set(resource, name);
    return name;
  }

  private allRulesets(): RepositoryRuleset[] {
    const branches = this.guarded.flatMap(({ ruleset }) => (ruleset === undefined ? [] : [ruleset]));
    return [...branches, ...this.tagRulesets];
  }

  private guardedNames(): string[] {
    return this.guarded.filter(({ ruleset }) => ruleset !== undefined).map(({ branch }) => branch.name);
  }

  private unguardedProblem(name: string): Problem {
    return {
      fault: "a check is required on a branch that no ruleset guards",
      got: name,
      allowed: this.guardedNames().join(", ") || "none",
      next: "require it on another branch, or add the branch first",
    };
  }

  private lateProblems(): Problem[] {
    return [
      ...rulesetProblems(this.branches, this.releaseTags, this.props),
      ...branchSetProblems(this.branches, this.defaultBranch),
      ...this.guarded.flatMap(({ branch, checks }) => checkProblems(branch.name, checks)),
      ...this.policies.problems(),
    ];
  }
}
