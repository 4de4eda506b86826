import type { Projects } from "../../cloud/digitalocean";
import type { ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { assignToDefault, moveResources } from "./project";
import { stateOf } from "./state";
import { text, texts } from "./values";

/** `digitalocean_project_resources`: cannot be imported; a project that is gone takes it along. */
export const projectResources: ResourceType = {
  create({ cloud }, planned) {
    return put(cloud.digitalocean.projects, [], planned);
  },

  read({ cloud }, state) {
    const { projects } = cloud.digitalocean;
    const id = text(state.id) ?? "";
    const found = lookUp("Error while retrieving project", () => projects.get(id));
    return found && stateOfResources(projects, id, state);
  },

  update({ cloud }, prior, planned) {
    return put(cloud.digitalocean.projects, texts(prior.resources), planned);
  },

  delete({ cloud }, state) {
    const { projects } = cloud.digitalocean;
    const id = text(state.project) ?? "";
    if (lookUp("Error while retrieving project", () => projects.get(id)) === undefined) return;
    const urns = texts(state.resources);
    if (urns.length > 0) assignToDefault(projects, urns, "Error assigning resources to default project");
  },
};

function put(projects: Projects, before: readonly string[], planned: Values): Values {
  const id = text(planned.project) ?? "";
  call(`Error while retrieving project ${id}`, () => projects.get(id));
  moveResources(projects, id, before, texts(planned.resources));
  return stateOfResources(projects, id, planned);
}

/** Only what is configured is looked for: whatever else is in the project is none of this resource. */
function stateOfResources(projects: Projects, id: string, kept: Values): Values {
  const failure = "Error while retrieving project resources";
  const urns = call(failure, () => projects.listResources(id)).map(({ urn }) => urn);
  const resources = texts(kept.resources).filter((urn) => urns.includes(urn));
  return stateOf(kept, { id, project: id, resources });
}
