import type { Route } from "./call";
import { account } from "./digitalocean/account";
import { alerts } from "./digitalocean/alerts";
import { apps } from "./digitalocean/apps";
import { deployments } from "./digitalocean/deployments";
import { insights } from "./digitalocean/insights";
import { logs } from "./digitalocean/logs";
import { metrics } from "./digitalocean/metrics";
import { projects } from "./digitalocean/projects";
import { registries } from "./digitalocean/registries";
import { registryTags } from "./digitalocean/registry-tags";
import { rollbacks } from "./digitalocean/rollbacks";
import { uptime } from "./digitalocean/uptime";
import { access } from "./github/access";
import { apps as githubApps } from "./github/apps";
import { comments } from "./github/comments";
import { contents } from "./github/contents";
import { githubDeployments } from "./github/deployments";
import { environments } from "./github/environments";
import { git } from "./github/git";
import { integrations } from "./github/integrations";
import { issues } from "./github/issues";
import { labels } from "./github/labels";
import { people } from "./github/people";
import { pulls } from "./github/pulls";
import { repositories } from "./github/repositories";
import { rules } from "./github/rules";
import { secrets } from "./github/secrets";
import { workflowRuns } from "./github/workflow-runs";

import { images } from "./images";

/** Every call that the REST face answers. The first line that fits counts. */
export const routes: readonly Route[] = [
  ...account,
  ...apps,
  ...deployments,
  ...logs,
  ...rollbacks,
  ...alerts,
  ...uptime,
  ...metrics,
  ...insights,
  ...projects,
  ...registries,
  ...registryTags,
  ...githubApps,
  ...people,
  ...repositories,
  ...environments,
  ...rules,
  ...githubDeployments,
  ...workflowRuns,
  ...comments,
  ...issues,
  ...labels,
  ...pulls,
  ...integrations,
  ...git,
  ...contents,
  ...access,
  ...secrets,
  ...images,
];
