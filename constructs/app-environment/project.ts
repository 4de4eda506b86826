import { Project } from "@cdktf/provider-digitalocean/lib/project";
import type { Construct } from "constructs";
import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfLength } from "../private/checks";
import { literal } from "../private/literal";

/** What a project is for. */
export type ProjectEnvironment = "development" | "staging" | "production";

/** A DigitalOcean project: a folder of the console, made for one environment. */
export interface ProjectProps {
  /** 1 to 175 characters. */
  readonly name: string;
  readonly environment: ProjectEnvironment;
  /** At most 255 characters. @default "Web Application" */
  readonly purpose?: string;
  /** At most 255 characters. @default - none */
  readonly description?: string;
}

const ENVIRONMENTS: readonly ProjectEnvironment[] = ["development", "staging", "production"];

/** @internal faults of a project */
export function problemsOfProject(props: ProjectProps): Problem[] {
  return [
    ...problemsOfLength("name of the project", props.name, 1, 175),
    ...problemsOfLength("purpose of the project", props.purpose, 0, 255),
    ...problemsOfLength("description of the project", props.description, 0, 255),
    ...problemsOfChoice("environment of the project", props.environment, ENVIRONMENTS),
  ];
}

/**
 * @internal The project takes the app in by its URN: by the app's own `project_id`, moving the app in the console
 * would make Terraform replace it. Deleting waits for the app to leave, which takes longer than the provider's
 * 3 minutes at times (digitalocean/terraform-provider-digitalocean#1608).
 */
export function createProject(scope: Construct, props: ProjectProps, appUrn: string): Project {
  return new Project(scope, "Project", {
    name: literal(props.name),
    purpose: literal(props.purpose ?? "Web Application"),
    environment: `${props.environment.charAt(0).toUpperCase()}${props.environment.slice(1)}`,
    ...(props.description === undefined ? {} : { description: literal(props.description) }),
    resources: [appUrn],
    timeouts: { delete: "10m" },
  });
}
