import type { Project, Projects } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { compact, text, texts } from "./values";

/** `digitalocean_project`. */
export const project: ResourceType = {
  create({ cloud }, planned) {
    const { projects } = cloud.digitalocean;
    const { id } = call("Error creating Project", () =>
      projects.create(
        compact<Parameters<Projects["create"]>[0]>({
          name: text(planned.name) ?? "",
          purpose: text(planned.purpose) ?? "",
          description: text(planned.description),
          environment: text(planned.environment),
        }),
      ),
    );
    const urns = texts(planned.resources);
    if (urns.length > 0) assignOrUndo(projects, id, urns);
    if (planned.is_default === true) {
      call("Error setting project as default", () => projects.update(id, { is_default: true }));
    }
    return stateOfProject(
      projects,
      planned,
      call("Error reading Project", () => projects.get(id)),
    );
  },

  read({ cloud }, state) {
    const { projects } = cloud.digitalocean;
    const found = lookUp("Error reading Project", () => projects.get(text(state.id) ?? ""));
    return found && stateOfProject(projects, state, found);
  },

  update({ cloud }, prior, planned) {
    const { projects } = cloud.digitalocean;
    const id = text(prior.id) ?? "";
    call("Error updating Project", () =>
      projects.update(id, {
        name: text(planned.name) ?? "",
        description: text(planned.description) ?? "",
        purpose: text(planned.purpose) ?? "",
        environment: text(planned.environment) ?? "",
        is_default: planned.is_default === true,
      }),
    );
    if (planned.resources !== null)
      moveResources(projects, id, texts(prior.resources), texts(planned.resources));
    return stateOfProject(
      projects,
      planned,
      call("Error reading Project", () => projects.get(id)),
    );
  },

  delete({ cloud }, state) {
    const { projects } = cloud.digitalocean;
    const id = text(state.id) ?? "";
    const urns = texts(state.resources);
    if (urns.length > 0) assignToDefault(projects, urns, "Error assigning resource to default project");
    call(`Error deleting project (${id})`, () => projects.delete(id));
  },

  import: (_context: Context, id: string) => ({ id }),
};

/** Moves what left a project to the default one and what came into it. */
export function moveResources(
  projects: Projects,
  id: string,
  before: readonly string[],
  after: readonly string[],
): void {
  const removed = before.filter((urn) => !after.includes(urn));
  const added = after.filter((urn) => !before.includes(urn));
  if (removed.length > 0) assignToDefault(projects, removed, "Error assigning resources to default project");
  if (added.length > 0) call("Error Updating project", () => projects.assignResources(id, added));
}

/** Moves resources to the default project: a project cannot be left any other way. */
export function assignToDefault(projects: Projects, urns: readonly string[], failure: string): void {
  const { id } = call("Error locating default project", () => projects.getDefault());
  call(failure, () => projects.assignResources(id, urns));
}

function assignOrUndo(projects: Projects, id: string, urns: readonly string[]): void {
  try {
    call("Error creating Project: Error assigning resources", () => projects.assignResources(id, urns));
  } catch (error) {
    call("Error deleting project", () => projects.delete(id));
    throw error;
  }
}

function stateOfProject(projects: Projects, kept: Values, found: Project): Values {
  const resources = call("Error loading project resources", () => projects.listResources(found.id));
  return stateOf(kept, {
    ...found,
    purpose: found.purpose.replace(/^Other: /, ""),
    resources: resources.map(({ urn }) => urn),
  });
}
