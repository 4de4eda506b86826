import type { Report } from "../model";
import { changeSections } from "./changes";
import { decidedSection, driftSection } from "./drift";
import { shortened, whole } from "./fill";
import { guardsSection } from "./guards";
import { notices, overview, title } from "./head";
import {
  diagnosticsSection,
  noiseSection,
  outputsSection,
  policiesSection,
  secretNamesSection,
  unplannedSection,
} from "./rest";
import { fixed, type Section } from "./section";

/** GitHub refuses comments of 65,536 characters and more; counted in bytes, to be under it however it counts. */
const LIMIT = 65_000;

/** How the report is written. */
export interface MarkdownOptions {
  /** Where the JSON report is, as a reader finds it. @default "the JSON report" */
  readonly artifact?: string;
}

/**
 * The report for a pull request: the most dangerous first, always shorter than GitHub's limit of 65,536 characters.
 * What is left out is said to be, and is in the JSON report.
 */
export function markdown(report: Report, { artifact = "the JSON report" }: MarkdownOptions = {}): string {
  const sections = sectionsOf(report);
  const text = whole([head(report, ""), ...sections], LIMIT);
  if (text !== undefined) return text;
  const notice = `Shortened to fit a comment: all of it is in ${artifact}.`;
  return shortened([head(report, notice), ...sections], LIMIT);
}

function head(report: Report, notice: string): Section {
  return fixed([title(report), notice, notices(report)].filter((part) => part !== "").join("\n\n"));
}

function sectionsOf(report: Report): Section[] {
  return [
    overview(report),
    diagnosticsSection(report),
    policiesSection(report),
    guardsSection(report),
    ...changeSections(report),
    outputsSection(report),
    secretNamesSection(report),
    unplannedSection(report),
    driftSection(report),
    decidedSection(report),
    noiseSection(report),
  ];
}
