import { readFileSync } from "node:fs";
import { Misuse } from "./failure";

/** What share of the lines the tests ran. */
export interface Coverage {
  /** 0 to 100. */
  readonly percent: number;
  /** By file, as the report names them. */
  readonly files: readonly { readonly name: string; readonly percent: number }[];
}

/** Reads coverage.py's coverage.json, or a Cobertura coverage.xml. Throws Misuse when it is neither. */
export function readCoverage(file: string): Coverage {
  const text = read(file);
  const coverage = file.endsWith(".json") ? fromJson(text) : fromCobertura(text);
  if (coverage !== undefined) return coverage;
  throw new Misuse({
    intent: "read the coverage report",
    fault: `${file} is not a report that this tool knows`,
    allowed: "Cobertura XML, or coverage.py JSON in a file that ends in .json",
    next: "write it with `coverage xml -o coverage.xml`",
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Misuse({
      intent: "read the coverage report",
      fault: (error as Error).message,
      next: "run the tests with coverage before this step",
    });
  }
}

interface JsonReport {
  readonly totals?: { readonly percent_covered?: number };
  readonly files?: Readonly<Record<string, { readonly summary: { readonly percent_covered: number } }>>;
}

function fromJson(text: string): Coverage | undefined {
  const { totals, files = {} } = parse(text);
  if (typeof totals?.percent_covered !== "number") return undefined;
  return {
    percent: totals.percent_covered,
    files: Object.entries(files).map(([name, { summary }]) => ({ name, percent: summary.percent_covered })),
  };
}

function parse(text: string): JsonReport {
  try {
    return JSON.parse(text) as JsonReport;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Cobertura: the rates are attributes of its `coverage` and `class` elements, so no XML parser is needed. */
function fromCobertura(text: string): Coverage | undefined {
  const total = rateOf(/<coverage\b[^>]*>/.exec(text)?.[0]);
  if (total === undefined) return undefined;
  const files = [...text.matchAll(/<class\b[^>]*>/g)].flatMap(([element]) => {
    const name = /\bfilename="([^"]*)"/.exec(element)?.[1];
    const percent = rateOf(element);
    return name === undefined || percent === undefined ? [] : [{ name, percent }];
  });
  return { percent: total, files };
}

function rateOf(element: string | undefined): number | undefined {
  const text = element === undefined ? undefined : /\bline-rate="([\d.]+)"/.exec(element)?.[1];
  return text === undefined ? undefined : Number(text) * 100;
}
