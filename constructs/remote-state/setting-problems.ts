import type { Problem } from "../errors";

/** Stands for the stack's name in a key, so that no two stacks share one state. */
export const STACK = "{stack}";

/** Faults of a bucket's name; Amazon allows dots, Spaces does not. */
export function bucketProblems(bucket: string, dots: boolean): Problem[] {
  const pattern = dots ? /^[a-z\d](?!.*\.\.)[a-z\d.-]{1,61}[a-z\d]$/ : /^[a-z\d][a-z\d-]{1,61}[a-z\d]$/;
  if (pattern.test(bucket)) return [];
  return [
    {
      fault: "the bucket of the state has no valid name",
      got: bucket,
      allowed: `3 to 63 lower-case letters, digits${dots ? ", dots" : ""} and hyphens, a letter or digit first and last`,
      next: "give the bucket's name alone, without address and path",
    },
  ];
}

/** Faults of a region's name. */
export function regionProblems(kind: "spaces" | "s3", region: string): Problem[] {
  const spaces = kind === "spaces";
  if ((spaces ? /^[a-z]{3}\d$/ : /^[a-z]{2}(?:-[a-z]+)+-\d$/).test(region)) return [];
  return [
    {
      fault: "the region of the state is malformed",
      got: region,
      allowed: spaces ? "three letters and a digit, as in fra1" : "an AWS region, as in eu-central-1",
      next: "look it up where the bucket is listed",
    },
  ];
}

/** Faults of the name under which a stack's state is kept. */
export function keyProblems(setting: string, key: string): Problem[] {
  const shape = setting === "key" ? /^[^/\s][^\s]*$/ : /^[\w-]+$/;
  if (key.includes(STACK) && shape.test(key.replaceAll(STACK, "stack")) && !key.includes("..")) return [];
  return [
    {
      fault: `the \`${setting}\` of the state must name the stack, or two stacks would overwrite each other's state`,
      got: key,
      allowed: `text without spaces that holds ${STACK}${setting === "key" ? ", not starting with a slash" : "; letters, digits, - and _"}`,
      next: `leave it out, or write it like "${setting === "key" ? `lingobot/${STACK}.tfstate` : `lingobot_${STACK}`}"`,
    },
  ];
}

/** Faults of the address of an S3 store. */
export function endpointProblems(endpoint: string | undefined): Problem[] {
  if (endpoint === undefined || /^https?:\/\/[^\s/]+\/?$/.test(endpoint)) return [];
  return [
    {
      fault: "the address of the S3 store is malformed",
      ...(endpoint.includes("@") ? {} : { got: endpoint }),
      allowed: "http(s)://HOST[:PORT]",
      next: "give the address without bucket, path and credentials",
    },
  ];
}

/** The fault of leaving a name empty. */
export function nameProblems(setting: string, name: string | undefined): Problem[] {
  if ((name ?? "").trim() !== "") return [];
  return [{ fault: `the \`${setting}\` of the state is empty`, got: name, next: "give it" }];
}
