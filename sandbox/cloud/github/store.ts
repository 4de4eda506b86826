import type { CloudContext } from "../context";
import { sha256 } from "../ids";
import { own } from "../own";
import type { GitHubData, OrganizationRecord, RepositoryRecord } from "./data";
import type { Team, User } from "./types";

/** Address under which GitHub's API answers. */
export const API_URL = "https://api.github.com";

/** The data and the ways to find something in it. */
export class Store {
  constructor(
    readonly data: GitHubData,
    readonly context: CloudContext,
  ) {}

  now(): string {
    return this.context.clock.now();
  }

  /** The next id of a kind, for instance "Repository". */
  id(kind: string): number {
    return this.context.ids.number(`github:${kind}`, 1001);
  }

  organization(login: string): OrganizationRecord | undefined {
    return own(this.data.organizations, login.toLowerCase());
  }

  user(login: string): User | undefined {
    return own(this.data.users, login.toLowerCase());
  }

  userById(id: number): User | undefined {
    return Object.values(this.data.users).find((each) => each.id === id);
  }

  team(id: number): Team | undefined {
    return this.teams().find((each) => each.id === id);
  }

  teams(): Team[] {
    return Object.values(this.data.organizations).flatMap((each) => each.teams);
  }

  /** By name as it is now, else by a name it had: GitHub redirects. */
  repository(owner: string, name: string): RepositoryRecord | undefined {
    const wanted = `${owner}/${name}`.toLowerCase();
    const records = Object.values(this.data.repositories);
    return (
      records.find((each) => each.repository.full_name.toLowerCase() === wanted) ??
      records.find((each) => each.formerNames.includes(wanted))
    );
  }

  repositoriesOf(owner: string): RepositoryRecord[] {
    const wanted = owner.toLowerCase();
    return Object.values(this.data.repositories).filter(
      (each) => each.repository.owner.login.toLowerCase() === wanted,
    );
  }
}

/** Global id in GitHub's older form: base64 of "010:Repository1001". */
export function nodeId(kind: string, id: number): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString("base64");
}

/** The weak entity tag of an answer. */
export function etag(answer: unknown): string {
  return `W/"${sha256(JSON.stringify(answer))}"`;
}
