import type { Permission } from "../../cloud/github";
import { etag } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import {
  api,
  blocks,
  idParts,
  ifFound,
  organization,
  owner,
  permissionName,
  strings,
  teamId,
  text,
} from "./support";

/** github_repository_collaborators: whoever is not listed loses access. */
export const collaborators: ResourceType = {
  create: (context, planned) => setCollaborators(context, planned),
  read: (context, state) => ifFound(() => collaboratorsState(context, state)),
  update: (context, _prior, planned) => setCollaborators(context, planned),
  delete(context, state) {
    const name = text(state.repository);
    matchUsers(context, name, []);
    matchTeams(context, name, [], ignoredTeams(context, state));
  },
  import: (_context, id) => ({ id }),
};

function setCollaborators(context: Context, planned: Values): Values {
  const name = text(planned.repository);
  const [users, teams] = [blocks(planned.user), blocks(planned.team)];
  requireUnique(
    teams.map((each) => text(each.team_id)),
    "duplicate set member: ",
  );
  requireUnique(
    users.map((each) => text(each.username)),
    "duplicate set member found: ",
  );
  matchTeams(context, name, teams, ignoredTeams(context, planned));
  matchUsers(context, name, users);
  return collaboratorsState(context, { ...planned, id: name });
}

function requireUnique(names: readonly string[], fault: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${fault}${twice}`);
}

function matchUsers(context: Context, name: string, wanted: readonly Values[]): void {
  const { access } = api(context);
  const login = owner(context);
  const permissionOf = (user: string) => wanted.find((each) => text(each.username) === user);
  const present = access.collaborators(login, name);
  const invited = access.invitations(login, name);
  for (const each of present) {
    const want = permissionOf(each.login);
    if (want === undefined) access.removeCollaborator(login, name, each.login);
    else if (text(want.permission) !== each.permission) addUser(context, name, want);
  }
  for (const each of invited) {
    const want = permissionOf(each.invitee);
    if (want === undefined) access.deleteInvitation(login, name, each.id);
    else if (text(want.permission) !== each.permissions) {
      access.updateInvitation(login, name, each.id, text(want.permission) as Permission);
    }
  }
  const known = new Set([...present.map((each) => each.login), ...invited.map((each) => each.invitee)]);
  for (const each of wanted) if (!known.has(text(each.username))) addUser(context, name, each);
}

function addUser(context: Context, name: string, user: Values): void {
  api(context).access.addCollaborator(
    owner(context),
    name,
    text(user.username),
    text(user.permission) as Permission,
  );
}

function matchTeams(
  context: Context,
  name: string,
  wanted: readonly Values[],
  ignored: readonly number[],
): void {
  const { access } = api(context);
  const login = owner(context);
  const present = access.teams(login, name).filter(({ team }) => !ignored.includes(team.id));
  const want = new Map(wanted.map((each) => [teamId(context, text(each.team_id)), text(each.permission)]));
  for (const [id, permission] of want) {
    const now = present.find(({ team }) => team.id === id)?.permission;
    if (now !== permission) access.setTeamPermission(id, login, name, permission as Permission);
  }
  for (const { team } of present) if (!want.has(team.id)) access.removeTeam(team.id, login, name);
}

function ignoredTeams(context: Context, values: Values): number[] {
  return blocks(values.ignore_team).map((each) => teamId(context, text(each.team_id)));
}

function collaboratorsState(context: Context, base: Values): Values {
  const { access } = api(context);
  const name = text(base.id);
  const invitations = access.invitations(owner(context), name);
  const users = [
    ...access
      .collaborators(owner(context), name)
      .map(({ login, permission }) => ({ username: login, permission })),
    ...invitations.map((each) => ({ username: each.invitee, permission: each.permissions })),
  ];
  return {
    ...base,
    repository: name,
    user: users.sort((a, b) => (a.username < b.username ? -1 : 1)),
    team: teamBlocks(context, name, base),
    invitation_ids: Object.fromEntries(invitations.map((each) => [each.invitee, String(each.id)])),
  };
}

/** A team that is configured by its slug stays a slug in the state. */
function teamBlocks(context: Context, name: string, base: Values): Values[] {
  const slugs = blocks(base.team).map((each) => text(each.team_id));
  const ignored = ignoredTeams(context, base);
  const teams = api(context)
    .access.teams(owner(context), name)
    .filter(({ team }) => !ignored.includes(team.id));
  return teams
    .sort((a, b) => a.team.id - b.team.id)
    .map(({ team, permission }) => ({
      team_id: slugs.includes(team.slug) ? team.slug : String(team.id),
      permission: permissionName(permission),
    }));
}

/** github_repository_collaborator. */
export const collaborator: ResourceType = {
  create(context, planned) {
    const [login, name] = repositoryOf(context, text(planned.repository));
    api(context).access.addCollaborator(
      login,
      name,
      text(planned.username),
      text(planned.permission) as Permission,
    );
    const id = `${text(planned.repository)}:${text(planned.username)}`;
    return collaboratorState(context, { ...planned, id }) ?? { ...planned, id };
  },

  read: (context, state) => ifFound(() => collaboratorState(context, state)),
  update: (context, _prior, planned) => collaboratorState(context, planned) ?? planned,

  delete(context, state) {
    const [login, name] = repositoryOf(context, text(state.repository));
    const username = text(state.username);
    const invitation = api(context)
      .access.invitations(login, name)
      .find((each) => sameLogin(each.invitee, username));
    if (invitation === undefined) api(context).access.removeCollaborator(login, name, username);
    else api(context).access.deleteInvitation(login, name, invitation.id);
  },

  import: (_context, id) => ({ id }),
};

function collaboratorState(context: Context, base: Values): Values | undefined {
  const [repository = "", username = ""] = idParts(base.id, "repository", "username");
  const [login, name] = repositoryOf(context, repository);
  const invitation = api(context)
    .access.invitations(login, name)
    .find((each) => sameLogin(each.invitee, username));
  if (invitation !== undefined) {
    const { invitee, permissions, id } = invitation;
    return { ...base, repository, username: invitee, permission: permissions, invitation_id: String(id) };
  }
  const found = api(context)
    .access.collaborators(login, name)
    .find((each) => sameLogin(each.login, username));
  if (found === undefined) return undefined;
  const invitationId = base.invitation_id ?? "";
  return {
    ...base,
    repository,
    username: found.login,
    permission: found.permission,
    invitation_id: invitationId,
  };
}

/** Owner and name of a repository that may be given as "owner/name". */
function repositoryOf(context: Context, repository: string): [string, string] {
  const [first = "", second] = repository.split("/");
  return second === undefined ? [owner(context), first] : [first, second];
}

function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** github_team_repository. */
export const teamRepository: ResourceType = {
  create(context, planned) {
    const login = organization(context);
    const id = teamId(context, text(planned.team_id));
    const name = text(planned.repository);
    api(context).access.setTeamPermission(id, login, name, text(planned.permission) as Permission);
    return teamRepositoryState(context, { ...planned, id: `${id}:${name}` });
  },

  read: (context, state) => ifFound(() => teamRepositoryState(context, state)),

  update(context, _prior, planned) {
    const [id = "", name = ""] = idParts(planned.id, "team_id", "repository");
    const permission = text(planned.permission) as Permission;
    api(context).access.setTeamPermission(Number(id), organization(context), name, permission);
    return teamRepositoryState(context, planned);
  },

  delete(context, state) {
    const [id = "", name = ""] = idParts(state.id, "team_id", "repository");
    api(context).access.removeTeam(Number(id), organization(context), name);
  },

  import(context, id) {
    const [team = "", name = ""] = idParts(id, "team_id", "username");
    return { id: `${teamId(context, team)}:${name}` };
  },
};

function teamRepositoryState(context: Context, base: Values): Values {
  const [id = "", name = ""] = idParts(base.id, "team_id", "repository");
  const permission = api(context).access.teamPermission(teamId(context, id), organization(context), name);
  const repository = api(context).repositories.get(owner(context), name);
  return {
    ...base,
    etag: etag({ id, permission, repository: repository.id }),
    team_id: text(base.team_id) === "" ? id : (base.team_id ?? null),
    repository: repository.name,
    permission: permissionName(permission),
  };
}

/** github_repository_topics. */
export const topics: ResourceType = {
  create: (context, planned) => setTopics(context, planned),
  read: (context, state) => ifFound(() => topicsState(context, state)),
  update: (context, _prior, planned) => setTopics(context, planned),
  delete(context, state) {
    api(context).repositories.replaceTopics(owner(context), text(state.repository), []);
  },
  import: (_context, id) => ({ id, repository: id }),
};

function setTopics(context: Context, planned: Values): Values {
  const name = text(planned.repository);
  api(context).repositories.replaceTopics(owner(context), name, strings(planned.topics));
  return topicsState(context, { ...planned, id: name });
}

function topicsState(context: Context, base: Values): Values {
  return {
    ...base,
    topics: [...api(context).repositories.get(owner(context), text(base.repository)).topics],
  };
}
