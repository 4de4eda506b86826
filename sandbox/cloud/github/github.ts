import type { CloudContext } from "../context";
import { GitHubApi } from "./api";
import type { Caller } from "./caller";
import type { GitHubData } from "./data";
import { Store } from "./store";

/** GitHub: what it holds, and its API for whoever calls. */
export class GitHub {
  private readonly store: Store;

  constructor(data: GitHubData, context: CloudContext) {
    this.store = new Store(data, context);
  }

  /** All that it holds, to look at. */
  get data(): GitHubData {
    return this.store.data;
  }

  /** The user whose token the sandbox's Terraform runs with; owns the organisations that list it as an owner. */
  get tokenOwner(): Caller {
    const login = this.store.data.token_owner;
    const isOwner = Object.values(this.store.data.organizations).some((each) =>
      each.memberships.some((membership) => membership.user === login && membership.role === "admin"),
    );
    return { login, access: "admin", organizationAdmin: isOwner };
  }

  /**
   * The API for one caller.
   * @param retries how often a call that meets 500, 502, 503 or 504 is tried again, as API clients do
   */
  as(caller: Caller, retries = 0): GitHubApi {
    return new GitHubApi(this.store, { caller, retries });
  }

  toJSON(): GitHubData {
    return this.store.data;
  }
}
