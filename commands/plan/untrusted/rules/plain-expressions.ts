import { textsOf } from "../json";
import type { Found, Rule } from "../rule";
import { normalized, type Trusted } from "../trusted";
import { isSentence } from "../vocabulary";

/** Where a template may begin: `${` and `%{`, with the signs before the brace, two of which escape it. */
const OPENINGS = /\$+\{|%+\{/g;
/** A local value is an expression of the same configuration, which is looked at where it stands. */
const NAMED = /^\$\{(var|local)\.[A-Za-z_][\w-]*\}/;
const REFERENCE = /^\$\{((?:data\.)?[a-z][a-z0-9_]*)\.[A-Za-z_][\w-]*\.([a-z][a-z0-9_]*)\}/;

/**
 * An expression is one of the base's, a variable, or a plain reference to an attribute that is no secret. Not a list of
 * bad functions: file(), templatefile() and pathexpand() read the runner, nonsensitive() bares the state's secrets, and the
 * next Terraform adds more.
 */
export const plainExpressions: Rule = {
  id: "plain-expressions",
  reason:
    "functions read the runner's files and credentials, or lay open what the state keeps secret, into a plan that everybody reads",
  check: ({ configuration }, base) => {
    const { terraform: _settings, provider: _providers, ...rest } = configuration;
    return [...textsOf(rest, "")].flatMap(({ place, text }) =>
      foreignParts(text, base).map((got) => told(place, got)),
    );
  },
};

function told(place: string, got: string): Found {
  return {
    place,
    fault:
      "an expression must be one of the base's, a variable, or a reference to an attribute that the base refers to",
    got,
    allowed: "${var.NAME}, ${local.NAME}, ${TYPE.NAME.id}, and what the base has",
    next: "plan it yourself: npm run plan -- --live",
  };
}

/** The parts of a text that are templates and not plain. */
function foreignParts(text: string, base: Trusted): string[] {
  if (base.templates.has(normalized(text)) || isSentence(text)) return [];
  return [...text.matchAll(OPENINGS)].flatMap(({ 0: opening, index }) => {
    const signs = opening.length - 1;
    if (signs === 2) return [];
    const rest = text.slice(index);
    return signs === 1 && isPlain(rest, base) ? [] : [rest];
  });
}

function isPlain(rest: string, { attributes }: Trusted): boolean {
  if (NAMED.test(rest)) return true;
  const [, type, attribute] = REFERENCE.exec(rest) ?? [];
  return type !== undefined && attributes.has(`${type}.${attribute}`);
}
