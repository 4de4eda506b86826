import type { DatabaseUser, FirewallRule } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { blocks, compact, text } from "./values";

/** `digitalocean_database_db`. */
export const databaseDb: ResourceType = {
  create({ cloud }, planned) {
    const { cluster, name } = partOf(planned);
    call("Error creating Database DB", () => cloud.digitalocean.databases.createDatabase(cluster, name));
    return stateOf(planned, { id: `${cluster}/database/${name}` });
  },

  read({ cloud }, state) {
    const { cluster, name } = partOf(state);
    const failure = "Error retrieving Database DB";
    return lookUp(failure, () => {
      cloud.digitalocean.databases.requireDatabase(cluster, name);
      return stateOf(state, {});
    });
  },

  delete({ cloud }, state) {
    const { cluster, name } = partOf(state);
    call("Error deleting Database DB", () => cloud.digitalocean.databases.deleteDatabase(cluster, name));
  },

  import: (_context: Context, id: string) => importPart(id, "database"),
};

/** `digitalocean_database_user`: settings are known from the answer to their making only. */
export const databaseUser: ResourceType = {
  create({ cloud }, planned) {
    const { cluster, name } = partOf(planned);
    const plugin = text(planned.mysql_auth_plugin);
    const user = call("Error creating Database User", () =>
      cloud.digitalocean.databases.createUser(cluster, name, plugin),
    );
    return flattenUser({ ...planned, id: `${cluster}/user/${name}` }, user);
  },

  read({ cloud }, state) {
    const { cluster, name } = partOf(state);
    const failure = "Error retrieving Database User";
    const user = lookUp(failure, () => cloud.digitalocean.databases.getUser(cluster, name));
    return user && flattenUser(state, user);
  },

  update({ cloud }, prior, planned) {
    const { cluster, name } = partOf(prior);
    const { databases } = cloud.digitalocean;
    if (prior.mysql_auth_plugin !== planned.mysql_auth_plugin) {
      const plugin = text(planned.mysql_auth_plugin) ?? "caching_sha2_password";
      call("Error updating mysql_auth_plugin for DatabaseUser", () =>
        databases.resetUserAuth(cluster, name, plugin),
      );
    }
    return flattenUser(
      planned,
      call("Error retrieving Database User", () => databases.getUser(cluster, name)),
    );
  },

  delete({ cloud }, state) {
    const { cluster, name } = partOf(state);
    call("Error deleting Database User", () => cloud.digitalocean.databases.deleteUser(cluster, name));
  },

  import: (_context: Context, id: string) => importPart(id, "user"),
};

/** `digitalocean_database_firewall`: all rules of a cluster. */
export const databaseFirewall: ResourceType = {
  create({ cloud }, planned) {
    const cluster = text(planned.cluster_id) ?? "";
    const { databases } = cloud.digitalocean;
    call("Error creating DatabaseFirewall", () => databases.updateFirewall(cluster, expandRules(planned)));
    const id = `${cluster}-${cloud.ids.hex("firewall", 26)}`;
    return flattenFirewall({ ...planned, id }, databases.getFirewall(cluster));
  },

  read({ cloud }, state) {
    const cluster = text(state.cluster_id) ?? "";
    const failure = "Error retrieving DatabaseFirewall";
    const rules = lookUp(failure, () => cloud.digitalocean.databases.getFirewall(cluster));
    return rules && flattenFirewall(state, rules);
  },

  update({ cloud }, prior, planned) {
    const cluster = text(prior.cluster_id) ?? "";
    const { databases } = cloud.digitalocean;
    call("Error updating DatabaseFirewall", () => databases.updateFirewall(cluster, expandRules(planned)));
    return flattenFirewall(planned, databases.getFirewall(cluster));
  },

  delete({ cloud }, state) {
    const cluster = text(state.cluster_id) ?? "";
    call("Error deleting DatabaseFirewall", () => cloud.digitalocean.databases.updateFirewall(cluster, []));
  },

  import: ({ cloud }: Context, id: string) => ({
    id: `${id}-${cloud.ids.hex("firewall", 26)}`,
    cluster_id: id,
  }),
};

function partOf(state: Values): { readonly cluster: string; readonly name: string } {
  return { cluster: text(state.cluster_id) ?? "", name: text(state.name) ?? "" };
}

function importPart(id: string, kind: "database" | "user"): Values {
  const [cluster, name] = id.split(",");
  if (name === undefined) {
    const what = `must use the ID of the source database cluster and the name of the ${kind}`;
    throw new Error(`${what} joined with a comma (e.g. \`id,name\`)`);
  }
  return { id: `${cluster}/${kind}/${name}`, cluster_id: cluster ?? "", name };
}

function flattenUser(kept: Values, user: DatabaseUser): Values {
  const { role, password, auth_plugin, access_cert, access_key } = user;
  const read = compact<Values>({ role, password, mysql_auth_plugin: auth_plugin, access_cert, access_key });
  return stateOf(kept, read);
}

function expandRules(planned: Values): Pick<FirewallRule, "type" | "value">[] {
  return blocks(planned.rule).map((rule) => ({ type: text(rule.type) ?? "", value: text(rule.value) ?? "" }));
}

function flattenFirewall(kept: Values, rules: readonly FirewallRule[]): Values {
  return stateOf(kept, { rule: rules.map((rule) => ({ ...rule })) });
}
