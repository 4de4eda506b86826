import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { LINGOBOT, pipelineOf } from "../../../constructs/delivery-pipeline/lingobot-pipeline";
import type { RepositoryFile } from "./checkout";

const TOOL = resolve(__dirname, "../../../../constructs/delivery-pipeline/platform.mjs");

/** Every file that the pipeline renders into LingoBot's repository, with the real deploy tool. */
export function renderedFiles(): readonly RepositoryFile[] {
  const { files } = pipelineOf({ ...LINGOBOT, tool: readFileSync(TOOL, "utf8") });
  return [...files].map(([path, content]) => ({ path, content }));
}
