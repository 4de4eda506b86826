import type { Pins } from "../pinned-versions";
import { Grant } from "../workflow/grant";
import type { RunStep, UsesStep } from "../workflow/model";

/** Where the deploy tool is in the app's repository. */
export const TOOL_PATH = ".github/platform/platform.mjs";

/** The grant that nearly every job needs. */
export const READ_CONTENTS: Grant = Grant.read("check out the code");

/** An expression of GitHub Actions. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** A text inside of an expression; a quote in it is doubled (GitHub documentation, "Evaluate expressions: literals"). */
export function literalOf(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The workflow's own token. */
export const TOKEN = expression("github.token");

/** How much is checked out. */
export interface CheckoutProps {
  /** All history and not just the commit. @default false */
  readonly history?: boolean;
  /** Branch, tag or commit. @default - what the event names */
  readonly ref?: string;
}

/** Checks the repository out, and leaves no credentials behind. */
export function checkout(pins: Pins, props: CheckoutProps = {}): UsesStep {
  return {
    name: "Check out",
    uses: pins.action("actions/checkout"),
    with: {
      "persist-credentials": false,
      ...(props.history === true ? { "fetch-depth": 0 } : {}),
      ...(props.ref === undefined ? {} : { ref: props.ref }),
    },
  };
}

/** What a step of the deploy tool may have. */
export interface ToolProps extends Omit<RunStep, "run"> {
  /** The tool's command and its flags. */
  readonly command: string;
}

/** A step that runs the deploy tool. */
export function tool({ command, ...common }: ToolProps): RunStep {
  return { ...common, run: `node ${TOOL_PATH} ${command}` };
}
