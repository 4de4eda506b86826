import { type TerraformStack, Testing } from "cdktf";
import { AppEnvironment, type AppEnvironmentProps, InstanceSize } from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { type Json, onlyResource, problemsOf, synthesize, testStack } from "../synthesize";

/** LingoBot's image in staging. */
export const IMAGE = ContainerRegistry.ghcr("lingobot", "lingobot").image().byTag("staging-latest");

/** A stack of its own. */
export function stack(): TerraformStack {
  return testStack("staging");
}

/** An app like LingoBot's staging. */
export function lingobot(scope: TerraformStack, props: Partial<AppEnvironmentProps> = {}): AppEnvironment {
  return new AppEnvironment(scope, "App", {
    appName: "lingobot-staging",
    region: "fra",
    image: IMAGE,
    size: InstanceSize.of("apps-s-1vcpu-1gb" as string),
    ...props,
  });
}

/** The app resource of a stack that holds one. */
export function appOf(scope: TerraformStack): { readonly spec: Json; readonly lifecycle: Json } & Json {
  return onlyResource(synthesize(scope), "digitalocean_app") as { spec: Json; lifecycle: Json };
}

/** The spec of an app like LingoBot's staging. */
export function specOf(props: Partial<AppEnvironmentProps> = {}): Json {
  const scope = stack();
  lingobot(scope, props);
  return appOf(scope).spec;
}

/** The service of an app like LingoBot's staging. */
export function serviceOf(props: Partial<AppEnvironmentProps> = {}): Json {
  return first(specOf(props).service);
}

/** The first of a list in the JSON. */
export function first(list: unknown): Json {
  const [element] = list as Json[];
  if (element === undefined) throw new Error("the list is empty");
  return element;
}

/** What is wrong with an app like LingoBot's staging; rendering it must not fail before that is told. */
export function problemsWith(props: Partial<AppEnvironmentProps>): string[] {
  const scope = stack();
  lingobot(scope, props);
  Testing.synth(scope);
  return problemsOf(scope);
}
