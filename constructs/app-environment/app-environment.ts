import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { addProblems, type Problem } from "../errors";
import { AppAlert } from "../observability/app-alert";
import { ComponentAlert } from "../observability/component-alert";
import { Problems } from "../private/problems";
import { keepSame } from "../private/same-object";
import { Alerts } from "./alerts";
import type {
  AlertOptions,
  AppEnvironmentProps,
  JobProps,
  SecretOptions,
  WorkerProps,
} from "./app-environment-props";
import { type AppRendering, AppResource } from "./app-resource";
import { Component, sharedModel } from "./component";
import { refuseAnotherOrder } from "./component-order";
import { dependablesOf } from "./dependencies";
import { type DomainProps, problemsOfDomains } from "./domain";
import { ignoredChanges } from "./ignored-changes";
import type { InstanceSize } from "./instance-size";
import { LogDestinations } from "./log-destinations";
import { type MonthlyPrice, NO_PRICE, priceOf, problemsOfBudget } from "./price";
import { createProject } from "./project";
import { problemsOfEdge, problemsOfProps } from "./props-problems";
import { Scaling } from "./scaling";
import type { Secret, SecretPrecondition } from "./secret";
import { type Parts, renderSpec } from "./spec";
import { Variables } from "./variables";

/**
 * One environment of an application on DigitalOcean App Platform: a service behind HTTPS, with workers and jobs
 * beside it if wanted.
 *
 * The construct owns the app's shape, and the pipeline the running image. Applying it is followed by an empty plan,
 * whatever the pipeline deployed meanwhile.
 *
 * @typeParam S the size of the service, which decides how it may scale: wrong scaling does not compile
 */
export class AppEnvironment<S extends InstanceSize = InstanceSize> extends Construct {
  /** Identifier of the app, which a pipeline deploys to. Known after the first apply. */
  public readonly appId: string;
  public readonly appName: string;
  /** `do:app:<id>`, by which projects name the app. */
  public readonly appUrn: string;
  /** Address of the app with https://, of its primary domain if it has one. Known after the first deployment. */
  public readonly liveUrl: string;
  /** Address given by DigitalOcean, which a CNAME record of a domain points to. */
  public readonly defaultIngress: string;
  /** Name of the service. */
  public readonly serviceName: string;
  /** Port that the service listens on. */
  public readonly port: number;
  private readonly parts: Parts;
  private readonly problems: Problems;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AppEnvironmentProps<S>,
  ) {
    super(scope, id);
    this.appName = props.appName;
    this.serviceName = props.serviceName ?? "api";
    this.port = props.port ?? 8081;
    this.problems = new Problems(this);
    this.problems.add(...problemsOfProps(props));
    addProblems(this, () => this.lateProblems());
    this.parts = this.createParts();
    this.addAllOf(props);
    const app = new AppResource(this, "Resource", () => this.render());
    this.appId = app.id;
    this.appUrn = app.urn;
    this.liveUrl = app.liveUrl;
    this.defaultIngress = app.defaultIngress;
    if (props.deletionProtection !== false) keepSame(this, { kind: "app", name: props.appName, id: app.id });
    if (props.project !== undefined) createProject(this, props.project, app.urn);
  }

  /** Adds a component without a port that runs all the time. @param name unique in the app, 2 to 32 characters */
  public addWorker<W extends InstanceSize>(name: string, props: WorkerProps<W>): this {
    if (this.isTaken(name)) return this;
    const { image = this.parts.service.image, size, scaling = Scaling.fixed(1) } = props;
    const model = { name, image, size, scaling, ...sharedModel(props) };
    this.parts.workers.push(new Component(this, this.problems, model));
    this.keepOrder();
    for (const alert of props.alerts ?? []) this.parts.alerts.addToComponent(name, alert);
    return this;
  }

  /** Adds a component that runs once per deployment. @param name unique in the app, 2 to 32 characters */
  public addJob(name: string, props: JobProps = {}): this {
    if (this.isTaken(name)) return this;
    const { image = this.parts.service.image, size = this.parts.service.size, kind = "pre-deploy" } = props;
    const model = { name, image, size, scaling: Scaling.fixed(1), jobKind: kind, ...sharedModel(props) };
    this.parts.jobs.push(new Component(this, this.problems, model));
    this.keepOrder();
    for (const alert of props.alerts ?? []) this.parts.alerts.addToComponent(name, alert);
    return this;
  }

  /** Adds a plain environment variable to all components. A change of it is planned and applied. */
  public addVariable(key: string, value: string): this {
    this.parts.variables.addPlain(key, value);
    return this;
  }

  /** Adds a secret environment variable to all components. Its value is sent at creation, or by `rotateSecrets`. */
  public addSecret(secret: Secret, options: SecretOptions = {}): this {
    this.parts.variables.addSecret(secret, options.key);
    return this;
  }

  /** Adds an address. */
  public addDomain(domain: DomainProps): this {
    if (this.parts.domains.some(({ name }) => name === domain.name)) {
      this.problems.add({ fault: `the domain ${domain.name} is declared twice`, next: "keep one of them" });
    } else {
      this.parts.domains.push(domain);
    }
    return this;
  }

  /** Adds an alert on an event of the app, or on a measure of one component: the service, unless `component` names another. */
  public addAlert(alert: AppAlert | ComponentAlert, options: AlertOptions = {}): this {
    if (alert instanceof AppAlert) this.parts.alerts.addToApp(alert);
    else if (alert instanceof ComponentAlert) {
      this.parts.alerts.addToComponent(options.component ?? this.serviceName, alert);
    } else {
      const allowed = "an AppAlert or a ComponentAlert";
      this.problems.add({
        fault: "not an alert",
        got: alert,
        allowed,
        next: "write AppAlert.of(rule) or ComponentAlert.of(rule, …)",
      });
    }
    return this;
  }

  /** USD per month of everything that runs all the time: at the least scale, and at the greatest. */
  public get monthlyPrice(): MonthlyPrice {
    const { service, workers } = this.parts;
    return priceOf([service, ...workers], this.props.egress === "dedicated-ip");
  }

  /** Names of the service, the workers and the jobs, in this order. */
  public get componentNames(): string[] {
    const { service, workers, jobs } = this.parts;
    return [service, ...workers, ...jobs].map(({ name }) => name);
  }

  private createParts(): Parts {
    const { image, size, scaling = Scaling.fixed(1), notify = [], logDestinations = [] } = this.props;
    const model = { name: this.serviceName, image, size, scaling, ...sharedModel(this.props) };
    return {
      service: new Component(this, this.problems, { ...model, variables: {} }),
      workers: [],
      jobs: [],
      domains: [],
      variables: new Variables(this, this.problems, this.props.variableScope),
      alerts: new Alerts(this, this.problems, notify),
      logDestinations: new LogDestinations(this, this.problems, logDestinations),
    };
  }

  private addAllOf(props: AppEnvironmentProps<S>): void {
    for (const [key, value] of Object.entries(props.variables ?? {})) this.addVariable(key, value);
    for (const secret of props.secrets ?? []) this.addSecret(secret);
    for (const domain of props.domains ?? []) this.addDomain(domain);
    for (const alert of props.alerts ?? []) this.addAlert(alert);
  }

  /** Only an app that has workers or jobs is looked up. */
  private keepOrder(): void {
    const { workers, jobs } = this.parts;
    if (workers.length + jobs.length > 1) return;
    const names = (components: readonly Component[]) => components.map(({ name }) => name);
    refuseAnotherOrder(this, this.appId, () => ({ worker: names(workers), job: names(jobs) }));
  }

  private isTaken(name: string): boolean {
    const isTaken = this.componentNames.includes(name);
    if (isTaken) {
      this.problems.add({
        fault: `the app already has a component "${name}"`,
        next: "give each component its own name",
      });
    }
    return isTaken;
  }

  private render(): AppRendering {
    const { rotateSecrets = false, resendAlertDestinations = false, deletionProtection = true } = this.props;
    const spec = renderSpec(this.props, this.port, this.parts);
    return {
      spec,
      ignoreChanges: ignoredChanges(spec, { rotateSecrets, resendAlertDestinations }),
      dependsOn: this.dependencies().flatMap(dependablesOf),
      preventDestroy: deletionProtection,
      preconditions: this.preconditions(),
    };
  }

  private dependencies() {
    const { service, workers, jobs } = this.parts;
    const stack = TerraformStack.of(this);
    const registries = [service, ...workers, ...jobs].flatMap(({ registry }) => registry ?? []);
    return [...(this.props.dependsOn ?? []), ...registries.filter((one) => TerraformStack.of(one) === stack)];
  }

  private preconditions(): SecretPrecondition[] {
    const { service, workers, jobs, alerts } = this.parts;
    const ofImages = [service, ...workers, ...jobs].flatMap(({ precondition }) => precondition ?? []);
    return [...ofImages, ...alerts.preconditions];
  }

  private lateProblems(): Problem[] {
    const { alerts, domains, variables, workers, jobs } = this.parts;
    return [
      ...problemsOfDomains(domains),
      ...problemsOfEdge(this.props, domains.length > 0),
      ...[...workers, ...jobs].flatMap((component) =>
        variables.problemsOfOwn(component.variables, component.name),
      ),
      ...alerts.lateProblems(this.componentNames),
      ...this.problemsOfPrice(),
    ];
  }

  private problemsOfPrice(): Problem[] {
    const { service, workers } = this.parts;
    // What cannot run has no price.
    const isSound = [service, ...workers].every(({ hasSoundCapacity }) => hasSoundCapacity);
    return problemsOfBudget(isSound ? this.monthlyPrice : NO_PRICE, this.props.monthlyBudget);
  }
}
