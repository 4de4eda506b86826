import { ApiGroup, found, remove } from "./api-group";
import { invalid } from "./errors";
import { writeTag } from "./git-tags";
import { API_URL, nodeId } from "./store";
import type { Autolink, DeployKey, Release, Webhook } from "./types";

/** Body of `POST /repos/{owner}/{repo}/hooks` and of PATCH. */
export type WebhookBody = Pick<Webhook, "active" | "events" | "config">;

/** Webhooks, deploy keys and autolinks of a repository. */
export class Integrations extends ApiGroup {
  createHook(owner: string, name: string, body: WebhookBody): Webhook {
    return this.call("POST", `/repos/${owner}/${name}/hooks`, "admin", () => {
      const { webhooks, repository } = this.writable(owner, name);
      if (webhooks.some((each) => sameHook(each, body))) {
        throw invalid("Validation Failed", {
          resource: "Hook",
          code: "custom",
          message: "Hook already exists on this repository",
        });
      }
      const id = this.store.id("Hook");
      const hook = {
        id,
        url: `${API_URL}/repos/${repository.full_name}/hooks/${id}`,
        ...structuredClone(body),
      };
      webhooks.push(hook);
      return shownHook(hook);
    });
  }

  hooks(owner: string, name: string): Webhook[] {
    return this.call("GET", `/repos/${owner}/${name}/hooks`, "admin", () =>
      this.repo(owner, name).webhooks.map(shownHook),
    );
  }

  hook(owner: string, name: string, id: number): Webhook {
    return this.call("GET", `/repos/${owner}/${name}/hooks/${id}`, "admin", () =>
      shownHook(found(this.repo(owner, name).webhooks, (each) => each.id === id)),
    );
  }

  updateHook(owner: string, name: string, id: number, body: WebhookBody): Webhook {
    return this.call("PATCH", `/repos/${owner}/${name}/hooks/${id}`, "admin", () => {
      const hook = found(this.writable(owner, name).webhooks, (each) => each.id === id);
      return shownHook(Object.assign(hook, structuredClone(body)));
    });
  }

  deleteHook(owner: string, name: string, id: number): void {
    this.call("DELETE", `/repos/${owner}/${name}/hooks/${id}`, "admin", () => {
      remove(this.writable(owner, name).webhooks, (each) => each.id === id);
    });
  }

  createKey(owner: string, name: string, body: Pick<DeployKey, "title" | "key" | "read_only">): DeployKey {
    return this.call("POST", `/repos/${owner}/${name}/keys`, "admin", () => {
      const { keys } = this.writable(owner, name);
      const key = body.key.trim().split(" ").slice(0, 2).join(" ");
      const used = Object.values(this.store.data.repositories).some((each) =>
        each.keys.some((other) => other.key === key),
      );
      if (used)
        throw invalid("Validation Failed", {
          resource: "PublicKey",
          code: "custom",
          field: "key",
          message: "key is already in use",
        });
      const made = { ...body, key, id: this.store.id("DeployKey"), created_at: this.store.now() };
      keys.push(made);
      return made;
    });
  }

  keys(owner: string, name: string): DeployKey[] {
    return this.call("GET", `/repos/${owner}/${name}/keys`, "admin", () => [...this.repo(owner, name).keys]);
  }

  key(owner: string, name: string, id: number): DeployKey {
    return this.call("GET", `/repos/${owner}/${name}/keys/${id}`, "admin", () =>
      found(this.repo(owner, name).keys, (each) => each.id === id),
    );
  }

  deleteKey(owner: string, name: string, id: number): void {
    this.call("DELETE", `/repos/${owner}/${name}/keys/${id}`, "admin", () => {
      remove(this.writable(owner, name).keys, (each) => each.id === id);
    });
  }

  autolinks(owner: string, name: string): Autolink[] {
    return this.call("GET", `/repos/${owner}/${name}/autolinks`, "admin", () => [
      ...this.repo(owner, name).autolinks,
    ]);
  }

  autolink(owner: string, name: string, id: number): Autolink {
    return this.call("GET", `/repos/${owner}/${name}/autolinks/${id}`, "admin", () =>
      found(this.repo(owner, name).autolinks, (each) => each.id === id),
    );
  }

  createAutolink(owner: string, name: string, body: Omit<Autolink, "id">): Autolink {
    return this.call("POST", `/repos/${owner}/${name}/autolinks`, "admin", () => {
      const { autolinks } = this.writable(owner, name);
      if (autolinks.some((each) => each.key_prefix === body.key_prefix)) {
        throw invalid("Validation Failed", {
          resource: "KeyLink",
          code: "already_exists",
          field: "key_prefix",
        });
      }
      const link = { id: this.store.id("Autolink"), ...body };
      autolinks.push(link);
      return link;
    });
  }

  deleteAutolink(owner: string, name: string, id: number): void {
    this.call("DELETE", `/repos/${owner}/${name}/autolinks/${id}`, "admin", () => {
      remove(this.writable(owner, name).autolinks, (each) => each.id === id);
    });
  }
}

/** Body of `POST /repos/{owner}/{repo}/releases` and of PATCH. */
export interface ReleaseBody {
  readonly tag_name: string;
  readonly target_commitish: string;
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly discussion_category_name?: string;
}

/** Releases; publishing one makes its tag. */
export class Releases extends ApiGroup {
  create(owner: string, name: string, body: ReleaseBody): Release {
    return this.call("POST", `/repos/${owner}/${name}/releases`, "write", () => {
      const record = this.writable(owner, name);
      if (record.releases.some((each) => each.tag_name === body.tag_name && !each.draft && !body.draft)) {
        throw invalid("Validation Failed", {
          resource: "Release",
          code: "already_exists",
          field: "tag_name",
        });
      }
      const id = this.store.id("Release");
      const release = shownRelease(record.repository.full_name, id, body, this.store.now());
      if (!body.draft) writeTag(record, body.tag_name, body.target_commitish);
      record.releases.push(release);
      return release;
    });
  }

  get(owner: string, name: string, id: number): Release {
    return this.call("GET", `/repos/${owner}/${name}/releases/${id}`, "none", () =>
      found(this.repo(owner, name).releases, (each) => each.id === id),
    );
  }

  update(owner: string, name: string, id: number, body: ReleaseBody): Release {
    return this.call("PATCH", `/repos/${owner}/${name}/releases/${id}`, "write", () => {
      const record = this.writable(owner, name);
      const before = found(record.releases, (each) => each.id === id);
      if (!body.draft) writeTag(record, body.tag_name, body.target_commitish);
      const after = {
        ...shownRelease(record.repository.full_name, id, body, this.store.now()),
        created_at: before.created_at,
      };
      record.releases[record.releases.indexOf(before)] = after;
      return after;
    });
  }

  delete(owner: string, name: string, id: number): void {
    this.call("DELETE", `/repos/${owner}/${name}/releases/${id}`, "write", () => {
      remove(this.writable(owner, name).releases, (each) => each.id === id);
    });
  }
}

function sameHook(hook: Webhook, body: WebhookBody): boolean {
  return (
    hook.config.url === body.config.url && [...hook.events].sort().join() === [...body.events].sort().join()
  );
}

function shownHook(hook: Webhook): Webhook {
  const { secret, ...config } = hook.config;
  return { ...hook, config: secret === undefined ? config : { ...config, secret: "********" } };
}

function shownRelease(fullName: string, id: number, body: ReleaseBody, now: string): Release {
  const api = `${API_URL}/repos/${fullName}`;
  const tag = body.draft ? `untagged-${id}` : body.tag_name;
  return {
    ...body,
    id,
    node_id: nodeId("Release", id),
    created_at: now,
    published_at: body.draft ? null : now,
    html_url: `https://github.com/${fullName}/releases/tag/${tag}`,
    url: `${api}/releases/${id}`,
    assets_url: `${api}/releases/${id}/assets`,
    upload_url: `https://uploads.github.com/repos/${fullName}/releases/${id}/assets{?name,label}`,
    tarball_url: `${api}/tarball/${body.tag_name}`,
    zipball_url: `${api}/zipball/${body.tag_name}`,
  };
}
