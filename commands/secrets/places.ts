import type { SynthesizedStack } from "../../tools/synthesized";
import {
  addressOf,
  appName,
  type ConfiguredResource,
  literalOf,
  repositoryOf,
  resourcesOf,
  specOf,
  variableOf,
} from "../configuration";

/** A secret environment variable of an app. */
export interface AppPlace {
  readonly kind: "app";
  /** Key of the environment variable. */
  readonly name: string;
  readonly app: string;
}

/** A variable at an app's level that the code does not have there. */
export interface ForeignVariable extends AppPlace {
  readonly secret: boolean;
}

/** What a component pulls its image with. */
export interface PullPlace {
  readonly kind: "pull";
  /** Name of the component. */
  readonly name: string;
  readonly app: string;
  /** Where the component stands in the spec: `service`, 0. */
  readonly component: readonly ["service" | "worker" | "job", number];
}

/** A secret of a GitHub environment. */
export interface GitHubPlace {
  readonly kind: "github";
  readonly name: string;
  /** OWNER/NAME */
  readonly repository: string;
  readonly environment: string;
}

/** Where a secret lives, as the code has it. */
export type SecretPlace = (AppPlace | PullPlace | GitHubPlace) & {
  /** Name of the Terraform variable with the value; undefined when Terraform knows the value, as an app's id. */
  readonly variable: string | undefined;
  /** Address of the resource, `digitalocean_app.App_F1B96344`. */
  readonly address: string;
};

const COMPONENTS = ["service", "worker", "job"] as const;

/** Every secret of the stack, by where it lives. */
export function placesOf(stack: SynthesizedStack): SecretPlace[] {
  const apps = resourcesOf(stack, "digitalocean_app");
  return [
    ...apps.flatMap(appPlaces),
    ...apps.flatMap(pullPlaces),
    ...resourcesOf(stack, "github_actions_environment_secret").flatMap((secret) =>
      githubPlaces(secret, stack),
    ),
  ];
}

/** Where it is, in words. */
export function describePlace(place: SecretPlace | AppPlace | GitHubPlace): string {
  if (place.kind === "github") return `GitHub environment ${place.environment}`;
  return `DigitalOcean app ${place.app}${place.kind === "pull" ? `, image of ${place.name}` : ""}`;
}

interface CodeVariable {
  readonly key: string;
  readonly type?: string;
  readonly value: unknown;
}

/** The app-level environment variables of an app, as they were synthesized. */
export function codeVariables(app: ConfiguredResource): readonly CodeVariable[] {
  return (specOf(app).env ?? []) as readonly CodeVariable[];
}

function appPlaces(app: ConfiguredResource): SecretPlace[] {
  return codeVariables(app)
    .filter(({ type }) => type === "SECRET")
    .map(({ key, value }) => ({
      kind: "app",
      name: key,
      app: appName(app),
      variable: variableOf(value),
      address: addressOf(app),
    }));
}

interface CodeComponent {
  readonly name: string;
  readonly image?: { readonly registry_credentials?: string };
}

function pullPlaces(app: ConfiguredResource): SecretPlace[] {
  return COMPONENTS.flatMap((kind) =>
    ((specOf(app)[kind] ?? []) as readonly CodeComponent[]).flatMap(({ name, image }, index) =>
      image?.registry_credentials === undefined
        ? []
        : [
            {
              kind: "pull" as const,
              name,
              app: appName(app),
              component: [kind, index] as const,
              variable: variableOf(image.registry_credentials),
              address: addressOf(app),
            },
          ],
    ),
  );
}

function githubPlaces(secret: ConfiguredResource, stack: SynthesizedStack): SecretPlace[] {
  const { values } = secret;
  const name = repositoryOf(stack);
  if (name === undefined) return [];
  return [
    {
      kind: "github",
      name: String(values.secret_name),
      repository: `${name.owner}/${name.repository}`,
      environment: literalOf(stack, values.environment),
      variable: variableOf(values.plaintext_value),
      address: addressOf(secret),
    },
  ];
}
