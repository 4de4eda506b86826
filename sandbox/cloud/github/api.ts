import { Access } from "./access";
import { ActionsSettings } from "./actions-settings";
import { Activity } from "./activity";
import type { Client } from "./api-group";
import { BranchProtections } from "./branch-protections";
import type { Caller } from "./caller";
import { Contents } from "./contents";
import { CustomProperties } from "./custom-properties";
import { Environments } from "./environments";
import { Git } from "./git";
import { Integrations, Releases } from "./integrations";
import { Issues } from "./issues";
import { Pulls } from "./pulls";
import { Repositories } from "./repositories";
import { Rulesets } from "./rulesets";
import { SecretsApi, VariablesApi } from "./secrets";
import type { Store } from "./store";
import { Organizations } from "./teams";
import { WorkflowRuns } from "./workflow-runs";

/** GitHub's API as one caller sees it. Every call throws CloudError when GitHub would refuse. */
export class GitHubApi {
  readonly repositories: Repositories;
  readonly git: Git;
  readonly contents: Contents;
  readonly rulesets: Rulesets;
  readonly branchProtections: BranchProtections;
  readonly environments: Environments;
  readonly secrets: SecretsApi;
  readonly variables: VariablesApi;
  readonly actions: ActionsSettings;
  readonly issues: Issues;
  readonly pulls: Pulls;
  readonly access: Access;
  readonly organizations: Organizations;
  readonly integrations: Integrations;
  readonly releases: Releases;
  readonly activity: Activity;
  readonly workflowRuns: WorkflowRuns;
  readonly customProperties: CustomProperties;
  readonly caller: Caller;

  constructor(store: Store, client: Client) {
    this.caller = client.caller;
    this.repositories = new Repositories(store, client);
    this.git = new Git(store, client);
    this.contents = new Contents(store, client);
    this.rulesets = new Rulesets(store, client);
    this.branchProtections = new BranchProtections(store, client);
    this.environments = new Environments(store, client);
    this.secrets = new SecretsApi(store, client);
    this.variables = new VariablesApi(store, client);
    this.actions = new ActionsSettings(store, client);
    this.issues = new Issues(store, client);
    this.pulls = new Pulls(store, client);
    this.access = new Access(store, client);
    this.organizations = new Organizations(store, client);
    this.integrations = new Integrations(store, client);
    this.releases = new Releases(store, client);
    this.activity = new Activity(store, client);
    this.workflowRuns = new WorkflowRuns(store, client);
    this.customProperties = new CustomProperties(store, client);
  }
}
