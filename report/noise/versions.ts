const TERM = /^(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+){0,2})([-+].*)?$/;

/** One condition of a version constraint: `~> 2.71`. */
interface Term {
  readonly operator: string;
  readonly version: string;
  /** `-beta1`: a version before the one that it names. */
  readonly suffix: string;
}

/** The version that a constraint pins (`2.71.0`, `= 2.71.0`); undefined when it leaves a choice. */
export function exactVersion(constraint: string): string | undefined {
  const pins = termsOf(constraint).filter(({ operator }) => operator === "=");
  const [pin] = pins;
  return pin === undefined ? undefined : `${numbersOf(pin.version).join(".")}${pin.suffix}`;
}

/** Whether a constraint lets a version be chosen. What cannot be read forbids nothing. */
export function allows(constraint: string, version: string): boolean {
  return termsOf(constraint).every((term) => holds(term, version));
}

function termsOf(constraint: string): Term[] {
  return constraint.split(",").flatMap((text) => {
    const [, operator = "=", version, suffix = ""] = TERM.exec(text.trim()) ?? [];
    return version === undefined ? [] : [{ operator, version, suffix }];
  });
}

function holds({ operator, version: limit }: Term, version: string): boolean {
  const order = compared(version, limit);
  switch (operator) {
    case "!=":
      return order !== 0;
    case ">=":
      return order >= 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case "<":
      return order < 0;
    case "~>":
      return order >= 0 && startsAlike(version, limit);
    default:
      return order === 0;
  }
}

/** `~> 2.71` lets the last number that it names rise, and those before it not. */
function startsAlike(version: string, limit: string): boolean {
  const fixed = Math.max(1, limit.split(".").length - 1);
  return numbersOf(version)
    .slice(0, fixed)
    .every((number, index) => number === numbersOf(limit)[index]);
}

function compared(a: string, b: string): number {
  const [one, other] = [numbersOf(a), numbersOf(b)];
  return one.map((number, index) => number - (other[index] ?? 0)).find((each) => each !== 0) ?? 0;
}

/** Always three. */
function numbersOf(version: string): number[] {
  const numbers = version.split(".").map(Number);
  return [0, 1, 2].map((index) => numbers[index] ?? 0);
}
