import { type Api, badRequest, conflict, preconditionFailed, Table } from "./api";

/** `GET /v2/projects/{id}`. */
export interface Project {
  readonly id: string;
  readonly owner_uuid: string;
  readonly owner_id: number;
  readonly name: string;
  readonly description: string;
  /** One of the offered purposes, or "Other: " and the user's own words. */
  readonly purpose: string;
  readonly environment: string;
  readonly is_default: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

/** One row of `GET /v2/projects/{id}/resources`. */
export interface ProjectResource {
  readonly urn: string;
  readonly assigned_at: string;
  readonly links: { readonly self: string };
  /** `not_found` for a URN that names nothing (any more). */
  readonly status: "ok" | "assigned" | "already_assigned" | "not_found";
}

/** Which project a resource is in. */
export interface Assignment {
  readonly project: string;
  readonly assigned_at: string;
}

export interface ProjectsData {
  readonly projects: Readonly<Record<string, Project>>;
  readonly assignments: Readonly<Record<string, Assignment>>;
}

export interface ProjectRequest {
  readonly name: string;
  readonly description?: string;
  readonly purpose: string;
  readonly environment?: string;
}

const PURPOSES = [
  "Just trying out DigitalOcean",
  "Class project / Educational purposes",
  "Website or blog",
  "Web Application",
  "Service or API",
  "Mobile Application",
  "Machine learning / AI / Data processing",
  "IoT",
  "Operational / Developer tooling",
];
const ENVIRONMENTS = ["Development", "Staging", "Production"];

/** `/v2/projects`. Every resource that has a URN is in exactly one project. */
export class Projects {
  private readonly projects: Table<Project>;
  private readonly assignments: Table<Assignment>;

  constructor(
    data: ProjectsData,
    private readonly api: Api,
    private readonly owner: { readonly uuid: string; readonly id: number },
  ) {
    this.projects = new Table(data.projects);
    this.assignments = new Table(data.assignments);
  }

  /** Throws 409 for a name in use, 400 for an unknown environment. */
  create(request: ProjectRequest): Project {
    return this.api.call("POST", "/v2/projects", () => {
      this.requireFreeName(request.name);
      const { ids, clock } = this.api.context;
      const time = clock.tick();
      const id = ids.uuid("project");
      return this.projects.set(id, {
        id,
        owner_uuid: this.owner.uuid,
        owner_id: this.owner.id,
        name: request.name,
        description: request.description ?? "",
        purpose: purposeOf(request.purpose),
        environment: environmentOf(request.environment ?? ""),
        is_default: false,
        created_at: time,
        updated_at: time,
      });
    });
  }

  /** Throws 404. */
  get(id: string): Project {
    return this.api.call("GET", `/v2/projects/${id}`, () => this.projects.require(id));
  }

  list(): Project[] {
    return this.api.call("GET", "/v2/projects", () => this.projects.list());
  }

  getDefault(): Project {
    return this.api.call("GET", "/v2/projects/default", () => this.defaultProject());
  }

  /** Changes what is given. Throws 404, 409 for a name in use, 400 for an unknown environment. */
  update(id: string, change: Partial<ProjectRequest> & { readonly is_default?: boolean }): Project {
    return this.api.call("PATCH", `/v2/projects/${id}`, () => {
      const project = this.projects.require(id);
      if (change.name !== undefined) this.requireFreeName(change.name, id);
      if (change.is_default === true) this.unsetDefault();
      return this.projects.set(id, {
        ...project,
        name: change.name ?? project.name,
        description: change.description ?? project.description,
        purpose: change.purpose === undefined ? project.purpose : purposeOf(change.purpose),
        environment:
          change.environment === undefined ? project.environment : environmentOf(change.environment),
        is_default: change.is_default === true || project.is_default,
        updated_at: this.api.context.clock.tick(),
      });
    });
  }

  /** Throws 404, 412 while resources are in it and for the default project. */
  delete(id: string): void {
    this.api.call("DELETE", `/v2/projects/${id}`, () => {
      const project = this.projects.require(id);
      if (project.is_default) throw preconditionFailed("cannot delete the default project");
      if (this.urnsOf(id).length > 0) throw preconditionFailed("cannot delete a project with resources");
      this.projects.delete(id);
    });
  }

  /** Throws 404. */
  listResources(id: string): ProjectResource[] {
    return this.api.call("GET", `/v2/projects/${id}/resources`, () => {
      this.projects.require(id);
      return this.urnsOf(id).map((urn) => this.row(urn, "ok"));
    });
  }

  /** Moves resources into a project; a URN that names nothing is answered `not_found`. Throws 404 for the project. */
  assignResources(id: string, urns: readonly string[]): ProjectResource[] {
    return this.api.call("POST", `/v2/projects/${id}/resources`, () => {
      this.projects.require(id);
      return urns.map((urn) => {
        const known = this.assignments.find(urn);
        if (known === undefined) return this.row(urn, "not_found");
        if (known.project === id) return this.row(urn, "already_assigned");
        this.assignments.set(urn, { project: id, assigned_at: this.api.context.clock.tick() });
        return this.row(urn, "assigned");
      });
    });
  }

  /** Puts a new resource into a project, the default one when undefined. No API call. Throws 404 for the project. */
  assign(urn: string, project: string | undefined): void {
    const { id } = project === undefined ? this.defaultProject() : this.projects.require(project);
    this.assignments.set(urn, { project: id, assigned_at: this.api.context.clock.now() });
  }

  /** Forgets a resource that was deleted. No API call. */
  release(urn: string): void {
    if (this.assignments.find(urn) !== undefined) this.assignments.delete(urn);
  }

  /** Id of the project that a resource is in, "" if the resource does not exist. No API call. */
  projectOf(urn: string): string {
    return this.assignments.find(urn)?.project ?? "";
  }

  toJSON(): ProjectsData {
    return { projects: this.projects.toJSON(), assignments: this.assignments.toJSON() };
  }

  private defaultProject(): Project {
    const project = this.projects.list().find((each) => each.is_default);
    if (project === undefined) throw conflict("the account has no default project");
    return project;
  }

  private unsetDefault(): void {
    const project = this.defaultProject();
    this.projects.set(project.id, { ...project, is_default: false });
  }

  private urnsOf(project: string): string[] {
    const rows = Object.entries(this.assignments.toJSON());
    return rows.filter(([, each]) => each.project === project).map(([urn]) => urn);
  }

  private row(urn: string, status: ProjectResource["status"]): ProjectResource {
    const assigned_at = this.assignments.find(urn)?.assigned_at ?? "";
    return { urn, assigned_at, links: { self: selfLink(urn) }, status };
  }

  private requireFreeName(name: string, id?: string): void {
    const taken = this.projects.list().some((each) => each.name === name && each.id !== id);
    if (taken) throw conflict(`project name "${name}" is already in use`);
  }
}

function purposeOf(purpose: string): string {
  return PURPOSES.includes(purpose) || purpose.startsWith("Other: ") ? purpose : `Other: ${purpose}`;
}

function environmentOf(environment: string): string {
  if (environment === "") return "";
  const known = ENVIRONMENTS.find((each) => each.toLowerCase() === environment.toLowerCase());
  if (known === undefined) {
    throw badRequest(`environment "${environment}" is invalid, must be one of ${ENVIRONMENTS.join(", ")}`);
  }
  return known;
}

function selfLink(urn: string): string {
  const [, kind = "", ...id] = urn.split(":");
  const paths: Readonly<Record<string, string>> = { app: "apps", domain: "domains", dbaas: "databases" };
  return kind === "space"
    ? `https://${id.join(":")}.digitaloceanspaces.com`
    : `https://api.digitalocean.com/v2/${paths[kind] ?? `${kind}s`}/${id.join(":")}`;
}
