import type { ActionsPermissions, WorkflowPermissions } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import { api, block, flag, ifFound, owner, strings, text } from "./support";

/** github_actions_repository_permissions; without `allowed_actions` the provider sends "", which GitHub refuses. */
export const actionsPermissions: ResourceType = {
  create: (context, planned) => setPermissions(context, planned),
  read: permissionsState,
  update: (context, _prior, planned) => setPermissions(context, planned),
  delete(context, state) {
    api(context).actions.setPermissions(owner(context), text(state.id), {
      enabled: true,
      allowed_actions: "all",
    });
  },
  import: (_context, id) => ({ id }),
};

function setPermissions(context: Context, planned: Values): Values {
  const { actions } = api(context);
  const name = text(planned.repository);
  const enabled = flag(planned.enabled);
  const allowed = text(planned.allowed_actions) as ActionsPermissions["allowed_actions"];
  actions.setPermissions(owner(context), name, enabled ? { enabled, allowed_actions: allowed } : { enabled });
  const config = block(planned.allowed_actions_config);
  if (allowed === "selected" && config !== undefined) {
    actions.setSelected(owner(context), name, {
      github_owned_allowed: flag(config.github_owned_allowed),
      verified_allowed: flag(config.verified_allowed),
      patterns_allowed: strings(config.patterns_allowed),
    });
  }
  return permissionsState(context, { ...planned, id: name });
}

/** The configuration of selected actions is only read where it is configured, or where nothing is (an import). */
function permissionsState(context: Context, base: Values): Values {
  const { actions } = api(context);
  const name = text(base.id);
  const permissions = actions.permissions(owner(context), name);
  const isSelected = permissions.allowed_actions === "selected" && permissions.enabled;
  const configured = text(base.allowed_actions);
  const isWanted =
    configured === "" || (configured === "selected" && block(base.allowed_actions_config) !== undefined);
  const selected = isSelected && isWanted ? actions.selected(owner(context), name) : undefined;
  return {
    ...base,
    allowed_actions_config:
      selected === undefined ? [] : [{ ...selected, patterns_allowed: [...selected.patterns_allowed] }],
    allowed_actions: permissions.enabled ? permissions.allowed_actions : "",
    enabled: permissions.enabled,
    repository: name,
  };
}

/** github_workflow_repository_permissions. */
export const workflowPermissions: ResourceType = {
  create: (context, planned) => setWorkflow(context, planned),
  read: workflowState,
  update: (context, _prior, planned) => setWorkflow(context, planned),
  delete(context, state) {
    const reset = { default_workflow_permissions: "read", can_approve_pull_request_reviews: false } as const;
    api(context).actions.setWorkflow(owner(context), text(state.id), reset);
  },
  import: (_context, id) => ({ id }),
};

function setWorkflow(context: Context, planned: Values): Values {
  const name = text(planned.repository);
  const permissions = text(planned.default_workflow_permissions) as
    | WorkflowPermissions["default_workflow_permissions"]
    | "";
  api(context).actions.setWorkflow(owner(context), name, {
    can_approve_pull_request_reviews: flag(planned.can_approve_pull_request_reviews),
    ...(permissions === "" ? {} : { default_workflow_permissions: permissions }),
  });
  return workflowState(context, { ...planned, id: name });
}

function workflowState(context: Context, base: Values): Values {
  const found = api(context).actions.workflow(owner(context), text(base.id));
  return { ...base, ...found, repository: text(base.id) };
}

/** github_actions_repository_access_level: the repository is not read back, so an import loses it. */
export const accessLevel: ResourceType = {
  create: (context, planned) => setAccessLevel(context, planned),
  read: accessState,
  update: (context, _prior, planned) => setAccessLevel(context, planned),
  delete(context, state) {
    api(context).actions.setAccessLevel(owner(context), text(state.id), "none");
  },
  import: (_context, id) => ({ id }),
};

function setAccessLevel(context: Context, planned: Values): Values {
  const name = text(planned.repository);
  api(context).actions.setAccessLevel(owner(context), name, text(planned.access_level));
  return accessState(context, { ...planned, id: name });
}

function accessState(context: Context, base: Values): Values {
  return { ...base, access_level: api(context).actions.accessLevel(owner(context), text(base.id)) };
}

/** github_actions_repository_oidc_subject_claim_customization_template. */
export const oidcTemplate: ResourceType = {
  create: (context, planned) => setTemplate(context, planned),
  read: (context, state) => ifFound(() => templateState(context, state)),
  update: (context, _prior, planned) => setTemplate(context, planned),
  delete(context, state) {
    const reset = { use_default: true, include_claim_keys: [] };
    api(context).actions.setOidcTemplate(owner(context), text(state.id), reset);
  },
  import: (_context, id) => ({ id }),
};

function setTemplate(context: Context, planned: Values): Values {
  const name = text(planned.repository);
  api(context).actions.setOidcTemplate(owner(context), name, {
    use_default: flag(planned.use_default),
    include_claim_keys: strings(planned.include_claim_keys),
  });
  return templateState(context, { ...planned, id: name });
}

function templateState(context: Context, base: Values): Values {
  const name = text(base.id);
  const found = api(context).actions.oidcTemplate(owner(context), name);
  const keys =
    found.include_claim_keys.length === 0 ? (base.include_claim_keys ?? null) : [...found.include_claim_keys];
  return { ...base, repository: name, use_default: found.use_default, include_claim_keys: keys };
}

/** github_repository_dependabot_security_updates. */
export const dependabotUpdates: ResourceType = {
  create: (context, planned) => setUpdates(context, planned),
  read: updatesState,
  update: (context, _prior, planned) => setUpdates(context, planned),
  delete(context, state) {
    api(context).repositories.setAutomatedSecurityFixes(owner(context), text(state.repository), false);
  },
  import: (context, id) => updatesState(context, { id, repository: id }),
};

function setUpdates(context: Context, planned: Values): Values {
  const name = text(planned.repository);
  api(context).repositories.setAutomatedSecurityFixes(owner(context), name, flag(planned.enabled));
  return updatesState(context, { ...planned, id: name });
}

function updatesState(context: Context, base: Values): Values {
  const found = api(context).repositories.automatedSecurityFixes(owner(context), text(base.repository));
  return { ...base, enabled: found.enabled };
}
