import { notFound } from "./api";
import type { StoredDeployment } from "./app";
import { componentsOf } from "./app-spec";

/** What a log is about. */
export type LogType = "BUILD" | "DEPLOY" | "RUN";

/**
 * The log of one component of one deployment: what the platform did, and where it failed why. Throws the API's 404 for
 * an unknown component.
 */
export function logOf({ deployment, doom }: StoredDeployment, component: string, type: LogType): string {
  if (!componentsOf(deployment.spec).some((each) => each.component.name === component)) throw notFound();
  const time = deployment.phase_last_updated_at;
  const lines: Readonly<Record<LogType, readonly string[]>> = {
    BUILD: [`pulling the image of ${component}`],
    DEPLOY: [`starting ${component}`],
    RUN: deployment.phase === "ACTIVE" ? [`${component} is running`] : [],
  };
  const concerned = doom?.component === undefined || doom.component === component;
  const failed = deployment.phase === "ERROR" && concerned && doom?.during.toUpperCase() === type;
  const all = failed ? [...lines[type], `${doom?.code}: ${doom?.message}`] : lines[type];
  return all.map((line) => `${component} ${time} ${line}\n`).join("");
}
