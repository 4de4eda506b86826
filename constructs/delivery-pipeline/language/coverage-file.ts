import type { Problem } from "../../errors";
import type { LanguageProfile } from "./language-profile";

/** No part starts with a dot: upload-artifact leaves hidden files and folders out. */
const REPORT = /^(\w[\w.-]*\/)*\w[\w.-]*\.(xml|json)$/;

/** Whether the report is one that the deploy tool reads, at a path that the workflow can name. */
export function coverageFileProblems({ name, coverageFile }: LanguageProfile): Problem[] {
  if (REPORT.test(coverageFile)) return [];
  return [
    {
      fault: `the coverage report of ${name} cannot be read by the deploy tool`,
      got: coverageFile,
      allowed:
        "a path from the repository's top of letters, digits and _ . - /, no part starting with a dot, that ends in .xml (Cobertura) or .json (coverage.py)",
      next: "let the tests write one of these formats and name its file",
    },
  ];
}
