import type { AppSpecServiceAutoscaling, AppSpecServiceImage } from "@cdktf/provider-digitalocean/lib/app";
import type { Construct } from "constructs";
import { ContainerImage, ImageRepository, tagAndDigest } from "../container-registry/container-image";
import { PULL_CREDENTIAL } from "../container-registry/pull-credential";
import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfPattern } from "../private/checks";
import { literalOnce } from "../private/literal";
import type { Problems } from "../private/problems";
import type { ComponentProps, JobKind } from "./app-environment-props";
import { InstanceSize } from "./instance-size";
import { Scaling } from "./scaling";
import type { Secret, SecretPrecondition } from "./secret";
import { problemsOfTermination, type TerminationProps } from "./termination";

/** Names of apps and of their components (digitalocean/openapi). */
const NAME = /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/;
const NAME_ADVICE = {
  allowed:
    "2 to 32 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen (^[a-z][a-z0-9-]*[a-z0-9]$)",
  next: "rename it, for example lingobot-staging",
};

/** Stands for an image that an untyped caller got wrong, until validation reports it. */
const NO_IMAGE = new ImageRepository({ registryType: "GHCR", server: "ghcr.io", repository: "none" }).byTag(
  "none",
);

/** @internal faults of the name of an app or a component */
export function problemsOfName(what: string, name: string): Problem[] {
  return problemsOfPattern(what, name, NAME, NAME_ADVICE);
}

/** @internal what a service, worker or job is made of */
export interface ComponentModel {
  readonly name: string;
  readonly image: ContainerImage;
  readonly size: InstanceSize;
  readonly scaling: Scaling;
  readonly runCommand?: string;
  /** @default - only those of the app */
  readonly variables?: Readonly<Record<string, string>>;
  readonly termination?: TerminationProps;
  /** @default - not a job */
  readonly jobKind?: JobKind;
}

/** @internal One component as the app keeps it: checked, its credential bound to the stack. */
export class Component {
  public readonly name: string;
  public readonly size: InstanceSize;
  public readonly scaling: Scaling;
  public readonly variables: Readonly<Record<string, string>>;
  public readonly termination: TerminationProps | undefined;
  public readonly jobKind: JobKind | undefined;
  /** What Terraform checks before it plans the component; undefined when there is nothing to check. */
  public readonly precondition: SecretPrecondition | undefined;
  /** The image, or what stands in for one that is none. */
  public readonly image: ContainerImage;
  /** Whether size and scaling go together, so that a price can be told. */
  public readonly hasSoundCapacity: boolean;
  private readonly runCommand: string | undefined;
  private readonly credential: string | undefined;

  public constructor(scope: Construct, problems: Problems, model: ComponentModel) {
    this.name = model.name;
    this.size = asSize(model.size);
    this.scaling = model.scaling instanceof Scaling ? model.scaling : Scaling.fixed(1);
    const ofCapacity = this.problemsOfCapacity(model.scaling);
    this.hasSoundCapacity = ofCapacity.length === 0;
    this.variables = model.variables ?? {};
    this.termination = model.termination;
    this.jobKind = model.jobKind;
    this.image = model.image instanceof ContainerImage ? model.image : NO_IMAGE;
    this.runCommand = model.runCommand;
    problems.add(...this.problems(model.image), ...ofCapacity);
    const credential = credentialOf(this.image);
    this.credential = credential?.in(scope);
    this.precondition = credential?.requiring(scope, PULL_CREDENTIAL);
  }

  /** Size, number, image and command as the provider writes them: always set, so that no default of the API shows as a change. */
  public render(): {
    name: string;
    instanceSizeSlug: string;
    image: AppSpecServiceImage;
    runCommand?: string;
  } {
    return {
      name: this.name,
      instanceSizeSlug: this.size.slug,
      image: this.renderImage(),
      ...(this.runCommand === undefined ? {} : { runCommand: literalOnce(this.runCommand) }),
    };
  }

  /** A fixed number, or autoscaling: the API refuses both together. */
  public renderScaling(): { instanceCount: number } | { autoscaling: AppSpecServiceAutoscaling } {
    const { min, max, percent } = this.scaling;
    if (percent === undefined) return { instanceCount: min };
    return { autoscaling: { minInstanceCount: min, maxInstanceCount: max, metrics: { cpu: { percent } } } };
  }

  /** The construct that makes the registry of the image; undefined when nothing in this app does. */
  public get registry(): Construct | undefined {
    return this.image._source.registry;
  }

  private renderImage(): AppSpecServiceImage {
    const { registryType, owner, repository } = this.image._source;
    return {
      registryType,
      ...(owner === undefined ? {} : { registry: owner }),
      repository,
      ...(this.image.digest === undefined
        ? { tag: this.image.tag ?? "latest" }
        : { digest: this.image.digest }),
      ...(this.credential === undefined ? {} : { registryCredentials: this.credential }),
    };
  }

  private problems(image: unknown): Problem[] {
    return [
      ...problemsOfName("name of the component", this.name),
      ...problemsOfImage(image),
      ...problemsOfChoice("kind of job", this.jobKind, ["pre-deploy", "post-deploy", "failed-deploy"]),
      ...problemsOfTermination(this.termination ?? {}, this.name),
    ];
  }

  private problemsOfCapacity(scaling: unknown): readonly Problem[] {
    return [
      ...this.size._problems(),
      ...problemsOfScaling(scaling, this.name),
      ...this.scaling._problems(this.size, this.name),
    ];
  }
}

/** What a component gets of a worker's or job's props. */
export function sharedModel(
  props: Pick<ComponentProps, "runCommand" | "variables" | "termination">,
): Pick<ComponentModel, "runCommand" | "variables" | "termination"> {
  return {
    ...(props.runCommand === undefined ? {} : { runCommand: props.runCommand }),
    ...(props.variables === undefined ? {} : { variables: props.variables }),
    ...(props.termination === undefined ? {} : { termination: props.termination }),
  };
}

/** The image's own faults, and an untyped caller's. */
function problemsOfImage(image: unknown): readonly Problem[] {
  if (image instanceof ContainerImage) return image._problems();
  if (typeof image === "object" && image !== null && "tag" in image && "digest" in image)
    return [tagAndDigest(image)];
  return [
    {
      fault: "the image is not a ContainerImage",
      got: image,
      allowed: "an image of a ContainerRegistry",
      next: 'write ContainerRegistry.ghcr("owner", "repository").image().byTag("tag")',
    },
  ];
}

function problemsOfScaling(scaling: unknown, component: string): Problem[] {
  if (scaling instanceof Scaling) return [];
  return [
    {
      fault: `the scaling of "${component}" is not a Scaling`,
      got: scaling,
      allowed: "Scaling.fixed(…), Scaling.onCpu({ … })",
      next: "make it with one of these",
    },
  ];
}

/** An untyped caller may name the size by its slug. */
function asSize(size: unknown): InstanceSize {
  return size instanceof InstanceSize ? size : InstanceSize.of(String(size));
}

/** The secret to pull with, unless a fault of the image stands in the way. */
function credentialOf(image: ContainerImage): Secret | undefined {
  return image._problems().length > 0 ? undefined : image.pullCredential;
}
