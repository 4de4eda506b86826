import { etag, type Release, type Webhook } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import { api, block, flag, goTime, idParts, ifFound, number, owner, strings, text } from "./support";

/** github_repository_autolink_reference; its etag is never set. */
export const autolink: ResourceType = {
  create(context, planned) {
    const { id } = api(context).integrations.createAutolink(owner(context), text(planned.repository), {
      key_prefix: text(planned.key_prefix),
      url_template: text(planned.target_url_template),
      is_alphanumeric: flag(planned.is_alphanumeric),
    });
    return autolinkState(context, { ...planned, id: String(id) });
  },
  read: (context, state) => ifFound(() => autolinkState(context, state)),
  delete(context, state) {
    api(context).integrations.deleteAutolink(owner(context), text(state.repository), number(state.id));
  },
  import(context, id) {
    const [repository = "", idOrPrefix = "", ...more] = id.split("/");
    if (idOrPrefix === "" || more.length > 0) {
      throw new Error(
        "invalid ID specified: supplied ID must be written as <repository>/<autolink_reference_id>",
      );
    }
    if (/^\d+$/.test(idOrPrefix)) return { id: idOrPrefix, repository };
    const links = api(context).integrations.autolinks(owner(context), repository);
    const link = links.find((each) => each.key_prefix === idOrPrefix);
    if (link === undefined)
      throw new Error(`cannot find autolink reference ${idOrPrefix} in repository ${repository}`);
    return { id: String(link.id), repository };
  },
};

function autolinkState(context: Context, base: Values): Values {
  const link = api(context).integrations.autolink(owner(context), text(base.repository), number(base.id));
  const { key_prefix, url_template, is_alphanumeric } = link;
  return { etag: "", ...base, key_prefix, target_url_template: url_template, is_alphanumeric };
}

/** github_repository_webhook: GitHub hides the secret, the state keeps the configured one. */
export const webhook: ResourceType = {
  create(context, planned) {
    const name = text(planned.repository);
    const { id } = api(context).integrations.createHook(owner(context), name, hookBody(planned));
    return hookState(context, { ...planned, id: String(id) });
  },
  read: (context, state) => ifFound(() => hookState(context, state)),
  update(context, _prior, planned) {
    api(context).integrations.updateHook(
      owner(context),
      text(planned.repository),
      number(planned.id),
      hookBody(planned),
    );
    return hookState(context, planned);
  },
  delete(context, state) {
    api(context).integrations.deleteHook(owner(context), text(state.repository), number(state.id));
  },
  import(_context, id) {
    const parts = id.split("/");
    if (parts.length !== 2) {
      throw new Error("invalid ID specified: supplied ID must be written as <repository>/<webhook_id>");
    }
    return { id: parts[1] ?? "", repository: parts[0] ?? "" };
  },
};

function hookBody(planned: Values): Pick<Webhook, "active" | "events" | "config"> {
  const config = block(planned.configuration);
  const secret = text(config?.secret);
  return {
    active: flag(planned.active),
    events: strings(planned.events),
    config: {
      url: text(config?.url),
      content_type: text(config?.content_type) || "form",
      insecure_ssl: flag(config?.insecure_ssl) ? "1" : "0",
      ...(secret === "" ? {} : { secret }),
    },
  };
}

function hookState(context: Context, base: Values): Values {
  const hook = api(context).integrations.hook(owner(context), text(base.repository), number(base.id));
  const known = text(block(base.configuration)?.secret);
  const { url, content_type, insecure_ssl, secret } = hook.config;
  const shown = secret === undefined ? "" : known || secret;
  return {
    etag: "",
    ...base,
    url: hook.url,
    active: hook.active,
    events: [...hook.events],
    configuration: [{ url, content_type, insecure_ssl: insecure_ssl === "1", secret: shown }],
  };
}

/** github_repository_deploy_key. */
export const deployKey: ResourceType = {
  create(context, planned) {
    const name = text(planned.repository);
    const { id } = api(context).integrations.createKey(owner(context), name, {
      title: text(planned.title),
      key: text(planned.key),
      read_only: flag(planned.read_only),
    });
    return keyState(context, { ...planned, id: `${name}:${id}` });
  },
  read: (context, state) => ifFound(() => keyState(context, state)),
  delete(context, state) {
    const [name = "", id = ""] = idParts(state.id, "repository", "ID");
    api(context).integrations.deleteKey(owner(context), name, Number(id));
  },
  import: (_context, id) => ({ id }),
};

function keyState(context: Context, base: Values): Values {
  const [name = "", id = ""] = idParts(base.id, "repository", "ID");
  const key = api(context).integrations.key(owner(context), name, Number(id));
  return {
    ...base,
    etag: etag(key),
    key: key.key,
    read_only: key.read_only,
    repository: name,
    title: key.title,
  };
}

/** github_release. */
export const release: ResourceType = {
  create(context, planned) {
    const created = api(context).releases.create(
      owner(context),
      text(planned.repository),
      releaseBody(planned),
    );
    return { etag: "", ...planned, ...releaseState(created) };
  },
  read(context, state) {
    const found = ifFound(() =>
      api(context).releases.get(owner(context), text(state.repository), number(state.id)),
    );
    return found === undefined
      ? undefined
      : {
          etag: "",
          ...state,
          generate_release_notes: flag(state.generate_release_notes),
          ...releaseState(found),
        };
  },
  update(context, prior, planned) {
    const name = text(planned.repository);
    const changed = api(context).releases.update(
      owner(context),
      name,
      number(prior.id),
      releaseBody(planned),
    );
    return { ...planned, ...releaseState(changed) };
  },
  delete(context, state) {
    api(context).releases.delete(owner(context), text(state.repository), number(state.id));
  },
  import(context, id) {
    const [name = "", releaseId = ""] = idParts(id, "repository", "release");
    const repository = api(context).repositories.get(owner(context), name).name;
    return {
      id: String(api(context).releases.get(owner(context), repository, Number(releaseId)).id),
      repository,
    };
  },
};

function releaseBody(planned: Values) {
  const category = text(planned.discussion_category_name);
  return {
    tag_name: text(planned.tag_name),
    target_commitish: text(planned.target_commitish),
    name: text(planned.name),
    body: text(planned.body),
    draft: flag(planned.draft),
    prerelease: flag(planned.prerelease),
    ...(category === "" ? {} : { discussion_category_name: category }),
  };
}

function releaseState(found: Release): Values {
  const { id, created_at, published_at, discussion_category_name, ...rest } = found;
  return {
    ...rest,
    id: String(id),
    release_id: id,
    discussion_category_name: discussion_category_name ?? "",
    created_at: goTime(created_at),
    published_at: published_at === null ? "0001-01-01 00:00:00 +0000 UTC" : goTime(published_at),
  };
}

/** github_repository_pull_request: deleting closes it. */
export const pullRequest: ResourceType = {
  create(context, planned) {
    const login = text(planned.owner) || owner(context);
    const name = text(planned.base_repository);
    const { number: created } = api(context).pulls.create(login, name, {
      title: text(planned.title),
      head: text(planned.head_ref),
      base: text(planned.base_ref),
      body: text(planned.body),
      maintainer_can_modify: flag(planned.maintainer_can_modify),
    });
    return pullState(context, { ...planned, id: `${login}:${name}:${created}` });
  },
  read: (context, state) => pullState(context, state),
  update(context, _prior, planned) {
    const [login = "", name = "", pull = ""] = idParts(planned.id, "owner", "base_repository", "number");
    api(context).pulls.update(login, name, Number(pull), {
      title: text(planned.title),
      body: text(planned.body),
      base: text(planned.base_ref),
      maintainer_can_modify: flag(planned.maintainer_can_modify),
    });
    return pullState(context, planned);
  },
  delete(context, state) {
    if (text(state.state) !== "open") return;
    const [login = "", name = "", pull = ""] = idParts(state.id, "owner", "base_repository", "number");
    api(context).pulls.update(login, name, Number(pull), { state: "closed" });
  },
  import(_context, id) {
    const [, repository = ""] = idParts(id, "owner", "base_repository", "number");
    return { id, base_repository: repository };
  },
};

function pullState(context: Context, base: Values): Values {
  const [login = "", name = "", pull = ""] = idParts(base.id, "owner", "base_repository", "number");
  const found = api(context).pulls.get(login, name, Number(pull));
  return {
    ...base,
    number: found.number,
    head_ref: found.head.ref,
    head_sha: found.head.sha,
    base_ref: found.base.ref,
    base_sha: found.base.sha,
    body: found.body ?? "",
    title: found.title,
    draft: found.draft,
    maintainer_can_modify: found.maintainer_can_modify,
    state: found.state,
    opened_at: Date.parse(found.created_at) / 1000,
    updated_at: Date.parse(found.updated_at) / 1000,
    opened_by: found.user.login,
    labels: found.labels.map((each) => each.name),
  };
}

/** github_repository_custom_property. */
export const customProperty: ResourceType = {
  create(context, planned) {
    const [name, property] = [text(planned.repository), text(planned.property_name)];
    api(context).customProperties.set(owner(context), name, property, strings(planned.property_value));
    return { ...planned, id: `${owner(context)}:${name}:${property}` };
  },
  read(context, state) {
    const [login = "", repository = "", property = ""] = idParts(
      state.id,
      "owner",
      "repoName",
      "propertyName",
    );
    const value = api(context).customProperties.values(login, repository)[property];
    return value === undefined
      ? undefined
      : { ...state, repository, property_name: property, property_value: [...value] };
  },
  delete(context, state) {
    api(context).customProperties.set(owner(context), text(state.repository), text(state.property_name), []);
  },
  import: (_context, id) => ({ id }),
};
