import type { AppSpecEnv } from "@cdktf/provider-digitalocean/lib/app";
import type { Construct } from "constructs";
import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfPattern } from "../private/checks";
import { literalOnce } from "../private/literal";
import type { Problems } from "../private/problems";
import type { VariableScope } from "./app-environment-props";
import { problemsOfSecret, Secret } from "./secret";

const SCOPES: Readonly<Record<VariableScope, string>> = {
  run: "RUN_TIME",
  "run-and-build": "RUN_AND_BUILD_TIME",
};

/** `env` of digitalocean/openapi. */
const KEY = /^[_A-Za-z][_A-Za-z0-9]*$/;

/**
 * Beginnings of tokens that their issuers document: OpenAI, ElevenLabs, Stripe,
 * Groq, xAI, GitHub, Slack, DigitalOcean, AWS, private keys; and an address with a password in it.
 */
const CREDENTIAL =
  /^(sk-[A-Za-z0-9_-]{16}|[sr]k_[A-Za-z0-9_]{16}|gsk_|xai-|gh[pousr]_|github_pat_|xox[abprs]-|do[opr]_v1_|AKIA[0-9A-Z]{12}|-----BEGIN |[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@$]+@)/;

/**
 * The environment variables of an app. Secrets stand at app level, plain variables at component level: Terraform can
 * ignore a set as a whole only, and the set with secrets has to be ignored.
 */
export class Variables {
  private readonly plain = new Map<string, string>();
  private readonly secret = new Map<string, string>();

  public constructor(
    private readonly scope: Construct,
    private readonly problems: Problems,
    private readonly scopeOfPlain: VariableScope = "run",
  ) {
    problems.add(
      ...problemsOfChoice("scope of plain variables", scopeOfPlain, Object.keys(SCOPES) as VariableScope[]),
    );
  }

  public addPlain(key: string, value: string): void {
    this.problems.add(...problemsOfVariable(key, value), ...this.problemsOfDuplicate(key, "variable"));
    if (!this.plain.has(key)) this.plain.set(key, value);
  }

  public addSecret(secret: Secret, ownKey?: string): void {
    const problems = problemsOfSecret(secret, "a secret environment variable");
    this.problems.add(...problems);
    if (!(secret instanceof Secret)) return;
    const key = ownKey ?? secret.name;
    const ofKey = key === secret.name ? [] : problemsOfKey(key);
    this.problems.add(...ofKey, ...this.problemsOfDuplicate(key, "secret"));
    if (problems.length === 0 && !this.secret.has(key)) this.secret.set(key, secret.in(this.scope));
  }

  /** Faults of the variables that one component has on its own. */
  public problemsOfOwn(own: Readonly<Record<string, string>>, component: string): Problem[] {
    return Object.entries(own).flatMap(([key, value]) => [
      ...problemsOfVariable(key, value),
      ...(this.secret.has(key)
        ? [
            {
              fault: `the variable ${key} of "${component}" would hide the secret of the same key`,
              next: "rename one of them",
            },
          ]
        : []),
    ]);
  }

  /** The secrets, for the app level; undefined when there are none. */
  public renderSecrets(): AppSpecEnv[] | undefined {
    return render(this.secret, "SECRET", "run");
  }

  /** The plain variables, for one component; undefined when there are none. */
  public renderPlain(own: Readonly<Record<string, string>> = {}): AppSpecEnv[] | undefined {
    return render(new Map([...this.plain, ...Object.entries(own)]), "GENERAL", this.scopeOfPlain);
  }

  private problemsOfDuplicate(key: string, kind: "variable" | "secret"): Problem[] {
    const isPlain = this.plain.has(key);
    if (!isPlain && !this.secret.has(key)) return [];
    const other = isPlain ? "variable" : "secret";
    const fault =
      kind === other
        ? `the ${kind} ${key} is declared twice`
        : `${key} is declared as a variable and as a secret`;
    return [{ fault, next: "keep one of them" }];
  }
}

function problemsOfKey(key: string): Problem[] {
  return problemsOfPattern("key of the environment variable", key, KEY, {
    allowed: "letters, digits and underscores, not beginning with a digit",
    next: "rename it, for example LQBOT_LOG_LEVEL",
  });
}

function problemsOfVariable(key: string, value: unknown): Problem[] {
  return [...problemsOfKey(key), ...problemsOfValue(key, value)];
}

function problemsOfValue(key: string, value: unknown): Problem[] {
  if (value instanceof Secret) {
    return [
      { fault: `the plain variable ${key} was given a Secret`, next: "use secrets or addSecret for it" },
    ];
  }
  if (typeof value !== "string") {
    return [
      {
        fault: `the variable ${key} is not text`,
        got: value,
        allowed: "a string",
        next: `write it as "${String(value)}"`,
      },
    ];
  }
  if (!CREDENTIAL.test(value)) return [];
  return [
    {
      fault: `the plain variable ${key} holds what looks like a credential, a secret given as a literal`,
      allowed: "a Secret (the value is not shown here)",
      next: `use Secret.named("${key}") with addSecret, and revoke the credential if it was committed`,
    },
  ];
}

function render(
  variables: ReadonlyMap<string, string>,
  type: "GENERAL" | "SECRET",
  scope: VariableScope,
): AppSpecEnv[] | undefined {
  if (variables.size === 0) return undefined;
  return [...variables]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value: literalOnce(value), scope: SCOPES[scope], type }));
}
