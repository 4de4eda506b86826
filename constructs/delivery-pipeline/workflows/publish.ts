import type { RegistryLogin } from "../../container-registry";
import type { Pins } from "../pinned-versions";
import { Grant } from "../workflow/grant";
import type { Permissions, Step } from "../workflow/model";
import { expression } from "./steps";

/** What pushing an image depends on. */
export interface PublishProps {
  readonly pins: Pins;
  /** Host, owner and repository of the image, without tag. */
  readonly image: string;
  readonly login: RegistryLogin;
}

/** The grants that the registry asks for. */
export function registryPermissions(login: RegistryLogin): Permissions {
  const asks = Object.keys(login.permissions).length > 0;
  return asks ? { packages: Grant.write("push the image") } : {};
}

/** Puts the builder in place. By itself the action runs a builder named by a tag that moves. */
export function buildxStep(pins: Pins): Step {
  return {
    name: "Set up Buildx",
    uses: pins.action("docker/setup-buildx-action"),
    with: { "driver-opts": `image=${pins.image("moby/buildkit")}` },
  };
}

/** Puts the builder in place and logs in to the registry. */
export function registrySteps({ pins, login }: PublishProps): readonly Step[] {
  return [
    buildxStep(pins),
    {
      name: "Log in to the registry",
      uses: pins.action("docker/login-action"),
      with: { registry: login.server, username: login.username, password: login.password },
    },
  ];
}

/** What is built and under which tags. */
export interface BuildProps extends PublishProps {
  /** Whole references, tag included. */
  readonly references: readonly string[];
  /** @default - always built */
  readonly if?: string;
}

/**
 * Builds and pushes, with a list of what is inside (SBOM) and of how it was built (provenance).
 * Without a cache: what ships is built from the locked sources alone.
 */
export function buildStep(props: BuildProps): Step {
  return {
    name: "Build and push",
    id: "build",
    ...(props.if === undefined ? {} : { if: props.if }),
    uses: props.pins.action("docker/build-push-action"),
    with: {
      context: ".",
      push: true,
      "no-cache": true,
      platforms: "linux/amd64",
      provenance: "mode=max",
      // `true` would run a generator named by a tag that moves.
      sbom: `generator=${props.pins.image("docker/buildkit-syft-scanner")}`,
      tags: `${props.references.join("\n")}\n`,
      labels: `org.opencontainers.image.revision=${expression("github.sha")}\norg.opencontainers.image.source=${expression("github.server_url")}/${expression("github.repository")}\n`,
    },
  };
}
