import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";

/** The settings of a type that belong to a repository of the stack; a repository without any is noted. */
export function settingsOfRepositories(
  stack: StackView,
  type: string,
  missing: { readonly fault: string; readonly next: string },
): readonly Place[] {
  const settings = stack.guards(type);
  for (const repository of stack.resources("github_repository")) {
    const name = repository.value("name");
    if (settings.some((each) => each.value("repository") === name)) continue;
    repository.note("", missing);
  }
  // Also settings of repositories that this stack does not make.
  return stack.resources(type);
}
