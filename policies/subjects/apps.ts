import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";

/** Kinds of components that run an image. */
export const RUNNING_KINDS = ["service", "worker", "job"] as const;

/** Kinds of components that take environment variables. */
export const COMPONENT_KINDS = [...RUNNING_KINDS, "function", "static_site"] as const;

/** The apps of the stack. */
export function appsOf(stack: StackView): readonly Place[] {
  return stack.resources("digitalocean_app");
}

/** The specs of the stack's apps. */
export function specsOf(stack: StackView): readonly Place[] {
  return appsOf(stack).flatMap((app) => app.blocks("spec"));
}

/** The components of these kinds. */
export function componentsOf(spec: Place, kinds: readonly string[]): readonly Place[] {
  return kinds.flatMap((kind) => spec.blocks(kind));
}

/** What a message calls a component or an app. */
export function nameOf(place: Place): string {
  return JSON.stringify(String(place.value("name") ?? "without a name"));
}
