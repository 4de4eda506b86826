import { isDeepStrictEqual } from "node:util";
import { etag, type ReviewDelegation, type Team, type TeamMember } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import { api, block, blocks, flag, idParts, ifFound, number, organization, teamId, text } from "./support";

/** github_team: unless asked to stay, who created it is taken out of it. */
export const team: ResourceType = {
  create(context, planned) {
    const login = organization(context);
    const { organizations } = api(context);
    const created = organizations.createTeam(login, body(context, planned));
    if (!flag(planned.create_default_maintainer)) {
      for (const member of [...created.members]) organizations.removeTeamMembership(created.id, member.login);
    }
    return teamState(context, { ...planned, id: String(created.id) });
  },

  read: (context, state) => ifFound(() => teamState(context, state)),

  update(context, _prior, planned) {
    organization(context);
    api(context).organizations.updateTeam(number(planned.id), body(context, planned));
    return teamState(context, planned);
  },

  delete(context, state) {
    organization(context);
    ifFound(() => api(context).organizations.deleteTeam(number(state.id)));
  },

  import: (context, id) => ({ id: String(teamId(context, id)), create_default_maintainer: false }),
};

function body(context: Context, planned: Values) {
  const parent = text(planned.parent_team_id);
  return {
    name: text(planned.name),
    description: text(planned.description),
    privacy: text(planned.privacy) as "secret" | "closed",
    parent_team_id: parent === "" ? null : teamId(context, parent),
  };
}

function teamState(context: Context, base: Values): Values {
  organization(context);
  const { organizations } = api(context);
  const found = organizations.teamById(number(base.id));
  const parent = found.parent === null ? undefined : organizations.teamById(found.parent);
  return {
    ...base,
    etag: etag(found),
    description: found.description,
    name: found.name,
    privacy: found.privacy,
    parent_team_id: parent === undefined ? "" : String(parent.id),
    parent_team_read_id: parent === undefined ? "" : String(parent.id),
    parent_team_read_slug: parent?.slug ?? "",
    ldap_dn: "",
    slug: found.slug,
    node_id: found.node_id,
    members_count: found.members.length,
  };
}

/** github_team_membership. */
export const teamMembership: ResourceType = {
  create: (context, planned) => setMembership(context, planned),
  read: (context, state) => ifFound(() => membershipState(context, state)),
  update: (context, _prior, planned) => setMembership(context, planned),
  delete(context, state) {
    const [id = "", username = ""] = idParts(state.id, "team_id", "username");
    api(context).organizations.removeTeamMembership(teamId(context, id), username);
  },
  import(context, id) {
    const [idOrSlug = "", username = ""] = idParts(id, "team_id", "username");
    return { id: `${teamId(context, idOrSlug)}:${username}` };
  },
};

function setMembership(context: Context, planned: Values): Values {
  const id = text(planned.team_id);
  const role = text(planned.role) as TeamMember["role"];
  api(context).organizations.setTeamMembership(teamId(context, id), text(planned.username), role);
  return membershipState(context, { ...planned, id: `${id}:${text(planned.username)}` });
}

function membershipState(context: Context, base: Values): Values {
  const [id = "", username = ""] = idParts(base.id, "team_id", "username");
  const found = api(context).organizations.teamMembership(teamId(context, id), username);
  return { ...base, team_id: id, username, etag: etag(found), role: found.role };
}

/** github_team_members: the team's members, all of them. */
export const teamMembers: ResourceType = {
  create(context, planned) {
    const id = teamId(context, text(planned.team_id));
    for (const member of blocks(planned.members)) addMember(context, id, member);
    return membersState(context, { ...planned, id: text(planned.team_id) });
  },

  read: membersState,

  update(context, prior, planned) {
    const id = teamId(context, text(planned.team_id));
    const [before, after] = [blocks(prior.members), blocks(planned.members)];
    const has = (list: Values[], member: Values) => list.some((each) => isDeepStrictEqual(each, member));
    for (const member of before) {
      if (!has(after, member)) api(context).organizations.removeTeamMembership(id, text(member.username));
    }
    for (const member of after) if (!has(before, member)) addMember(context, id, member);
    return membersState(context, planned);
  },

  delete(context, state) {
    const id = teamId(context, text(state.team_id));
    for (const member of blocks(state.members)) {
      api(context).organizations.removeTeamMembership(id, text(member.username));
    }
  },

  import: (context, id) => ({ id: String(teamId(context, id)) }),
};

function addMember(context: Context, id: number, member: Values): void {
  api(context).organizations.setTeamMembership(
    id,
    text(member.username),
    text(member.role) as TeamMember["role"],
  );
}

function membersState(context: Context, base: Values): Values {
  const id = text(base.team_id) || text(base.id);
  const found = api(context).organizations.teamById(teamId(context, id));
  return {
    ...base,
    team_id: id,
    members: found.members.map(({ login, role }) => ({ username: login, role })),
  };
}

/** github_team_settings. */
export const teamSettings: ResourceType = {
  create(context, planned) {
    const found = teamOf(context, text(planned.team_id));
    return setDelegation(context, {
      ...planned,
      id: found.node_id,
      team_slug: found.slug,
      team_uid: found.node_id,
    });
  },
  read: settingsState,
  update: (context, _prior, planned) => setDelegation(context, planned),
  delete(context, state) {
    api(context).organizations.setReviewDelegation(teamOf(context, text(state.team_slug)).id, null);
  },
  import(context, id) {
    const found = teamOf(context, id);
    return settingsState(context, {
      id: found.node_id,
      team_id: id,
      team_slug: found.slug,
      team_uid: found.node_id,
    });
  },
};

function teamOf(context: Context, idOrSlug: string): Team {
  organization(context);
  return api(context).organizations.teamById(teamId(context, idOrSlug));
}

function setDelegation(context: Context, planned: Values): Values {
  const delegation = block(planned.review_request_delegation);
  api(context).organizations.setReviewDelegation(
    teamOf(context, text(planned.team_slug)).id,
    delegation === undefined
      ? null
      : {
          algorithm: text(delegation.algorithm) as ReviewDelegation["algorithm"],
          member_count: number(delegation.member_count),
          notify: flag(delegation.notify),
        },
  );
  return planned;
}

function settingsState(context: Context, base: Values): Values {
  const delegation = teamOf(context, text(base.team_slug)).review_delegation;
  return { ...base, review_request_delegation: delegation === null ? [] : [{ ...delegation }] };
}

/** github_membership of the organisation. */
export const membership: ResourceType = {
  create: (context, planned) => setOrgMembership(context, planned),
  read: (context, state) => ifFound(() => orgMembershipState(context, state)),
  update: (context, _prior, planned) => setOrgMembership(context, planned),
  delete(context, state) {
    const login = organization(context);
    const { organizations } = api(context);
    const username = text(state.username);
    if (!flag(state.downgrade_on_destroy)) {
      organizations.removeMembership(login, username);
      return;
    }
    const found = ifFound(() => organizations.membership(login, username));
    if (found !== undefined && found.role !== "member")
      organizations.setMembership(login, username, "member");
  },
  import: (_context, id) => ({ id }),
};

function setOrgMembership(context: Context, planned: Values): Values {
  const login = organization(context);
  const username = text(planned.username);
  api(context).organizations.setMembership(login, username, text(planned.role) as "member" | "admin");
  return orgMembershipState(context, { ...planned, id: `${login}:${username}` });
}

function orgMembershipState(context: Context, base: Values): Values {
  const [, username = ""] = idParts(base.id, "organization", "username");
  const found = api(context).organizations.membership(organization(context), username);
  return { ...base, etag: etag(found), username, role: found.role };
}
