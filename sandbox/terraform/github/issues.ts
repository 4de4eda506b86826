import { etag, type Milestone } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import { api, blocks, idParts, ifFound, number, owner, strings, text } from "./support";

/** github_issue_labels: labels that are not listed go, GitHub's nine default ones too. */
export const issueLabels: ResourceType = {
  create: (context, planned) => setLabels(context, planned),

  read(context, state) {
    const found = api(context).issues.labels(owner(context), text(state.id));
    const label = found.map(({ name, color, description, url }) => ({
      name,
      color,
      description: description ?? "",
      url,
    }));
    return { ...state, repository: text(state.id), label };
  },

  update: (context, _prior, planned) => setLabels(context, planned),

  delete(context, state) {
    for (const label of blocks(state.label)) {
      api(context).issues.deleteLabel(owner(context), text(state.repository), text(label.name));
    }
  },

  import: (_context, id) => ({ id }),
};

/** The addresses of labels are not known before the next read. */
function setLabels(context: Context, planned: Values): Values {
  const name = text(planned.repository);
  const wanted = new Map<string, Values>();
  for (const label of blocks(planned.label)) {
    if (wanted.has(text(label.name))) throw new Error(`duplicate set label: ${text(label.name)}`);
    wanted.set(text(label.name), label);
  }
  const { issues } = api(context);
  for (const has of issues.labels(owner(context), name)) {
    const want = wanted.get(has.name);
    if (want === undefined) issues.deleteLabel(owner(context), name, has.name);
    else if ((has.description ?? "") !== text(want.description) || has.color !== text(want.color)) {
      issues.updateLabel(owner(context), name, has.name, labelBody(want));
    }
    wanted.delete(has.name);
  }
  for (const want of wanted.values()) issues.createLabel(owner(context), name, labelBody(want));
  const label = blocks(planned.label).map((each) => ({ ...labelBody(each), url: text(each.url) }));
  return { ...planned, id: name, label };
}

function labelBody(label: Values) {
  return { name: text(label.name), color: text(label.color), description: text(label.description) };
}

/** github_issue_label: a label that exists already is taken over. */
export const issueLabel: ResourceType = {
  create: (context, planned) => setLabel(context, planned, text(planned.name)),
  read: (context, state) => ifFound(() => labelState(context, state)),
  update: (context, prior, planned) =>
    setLabel(context, planned, idParts(prior.id, "repository", "name")[1] ?? ""),
  delete(context, state) {
    api(context).issues.deleteLabel(owner(context), text(state.repository), text(state.name));
  },
  import: (_context, id) => ({ id }),
};

function setLabel(context: Context, planned: Values, originalName: string): Values {
  const { issues } = api(context);
  const name = text(planned.repository);
  const there = ifFound(() => issues.label(owner(context), name, originalName));
  if (there === undefined) issues.createLabel(owner(context), name, labelBody(planned));
  else issues.updateLabel(owner(context), name, originalName, labelBody(planned));
  return labelState(context, { ...planned, id: `${name}:${text(planned.name)}` });
}

function labelState(context: Context, base: Values): Values {
  const [repository = "", name = ""] = idParts(base.id, "repository", "name");
  const found = api(context).issues.label(owner(context), repository, name);
  const { color, url } = found;
  return { ...base, etag: etag(found), repository, name, color, description: found.description ?? "", url };
}

/** github_issue: deleting closes it. */
export const issue: ResourceType = {
  create(context, planned) {
    const name = text(planned.repository);
    const created = api(context).issues.create(owner(context), name, issueBody(planned));
    return issueState(context, { ...planned, id: `${name}:${created.number}` });
  },
  read: (context, state) => ifFound(() => issueState(context, state)),
  update(context, _prior, planned) {
    api(context).issues.update(
      owner(context),
      text(planned.repository),
      number(planned.number),
      issueBody(planned),
    );
    return issueState(context, planned);
  },
  delete(context, state) {
    api(context).issues.update(owner(context), text(state.repository), number(state.number), {
      state: "closed",
    });
  },
  import: (_context, id) => ({ id }),
};

function issueBody(planned: Values) {
  return {
    title: text(planned.title),
    labels: strings(planned.labels),
    assignees: strings(planned.assignees),
    ...(text(planned.body) === "" ? {} : { body: text(planned.body) }),
    ...(number(planned.milestone_number) > 0 ? { milestone: number(planned.milestone_number) } : {}),
  };
}

function issueState(context: Context, base: Values): Values {
  const [repository = "", issueNumber = ""] = idParts(base.id, "repository", "issue_number");
  const found = api(context).issues.get(owner(context), repository, Number(issueNumber));
  return {
    ...base,
    etag: etag(found),
    repository,
    number: found.number,
    title: found.title,
    body: found.body ?? "",
    milestone_number: found.milestone ?? 0,
    labels: [...found.labels],
    assignees: [...found.assignees],
    issue_id: found.id,
  };
}

/** github_repository_milestone. */
export const milestone: ResourceType = {
  create(context, planned) {
    const [login, name] = [text(planned.owner), text(planned.repository)];
    const created = api(context).issues.createMilestone(login, name, milestoneBody(planned));
    return milestoneState(context, { ...planned, id: `${login}/${name}/${created.number}` });
  },
  read: (context, state) => ifFound(() => milestoneState(context, state)),
  update(context, _prior, planned) {
    const [login, name] = [text(planned.owner), text(planned.repository)];
    api(context).issues.updateMilestone(login, name, milestoneNumber(planned), milestoneBody(planned));
    return milestoneState(context, planned);
  },
  delete(context, state) {
    api(context).issues.deleteMilestone(text(state.owner), text(state.repository), milestoneNumber(state));
  },
  import(_context, id) {
    const parts = id.split("/");
    if (parts.length !== 3 || parts.includes("")) {
      throw new Error("invalid ID format, must be provided as OWNER/REPOSITORY/NUMBER");
    }
    const [login = "", repository = "", milestoneText = ""] = parts;
    return { id, owner: login, repository, number: Number(milestoneText) };
  },
};

function milestoneNumber(state: Values): number {
  return Number(text(state.id).split("/")[2]);
}

/** Due dates are days; GitHub keeps a time of that day. */
function milestoneBody(planned: Values): Partial<Milestone> & { readonly title: string } {
  const due = text(planned.due_date);
  return {
    title: text(planned.title),
    ...(text(planned.description) === "" ? {} : { description: text(planned.description) }),
    ...(due === "" ? {} : { due_on: `${due}T23:39:00Z` }),
    ...(text(planned.state) === "" ? {} : { state: text(planned.state) as Milestone["state"] }),
  };
}

function milestoneState(context: Context, base: Values): Values {
  const found = api(context).issues.milestone(text(base.owner), text(base.repository), milestoneNumber(base));
  const { title, state } = found;
  const due = found.due_on === null ? (base.due_date ?? null) : found.due_on.slice(0, 10);
  return { ...base, title, description: found.description ?? "", number: found.number, state, due_date: due };
}
