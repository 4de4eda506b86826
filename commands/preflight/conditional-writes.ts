import { randomUUID } from "node:crypto";
import { expectStatus } from "../clouds/http";
import { S3, type S3Settings } from "../clouds/s3";
import type { Finding } from "./check";

/**
 * Whether the store refuses a second conditional write, on which Terraform's lock file rests: a store that ignores
 * `If-None-Match` gives the lock to everybody. Spaces' documentation promises it nowhere, so it is tried.
 */
export async function conditionalWrites(
  stack: string,
  settings: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv,
): Promise<Finding[]> {
  const { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secretKey } = env;
  if (!keyId || !secretKey) return [NOT_TRIED];
  const store = new S3(settings as unknown as S3Settings, {
    keyId,
    secretKey,
    sessionToken: env.AWS_SESSION_TOKEN,
  });
  const probe = `${String(settings.key)}.preflight-${randomUUID()}`;
  const write = () => store.send("PUT", probe, { "if-none-match": "*" });
  expectStatus(await write(), `the state's bucket to a first write of ${probe}`, 200);
  try {
    const second = expectStatus(
      await write(),
      `the state's bucket to a second write of ${probe}`,
      200,
      409,
      412,
    );
    return second.status === 200 ? [doesNotLock(stack, settings)] : [];
  } finally {
    expectStatus(
      await store.send("DELETE", probe),
      `the state's bucket to the deletion of ${probe}`,
      200,
      204,
    );
  }
}

const NOT_TRIED: Finding = {
  note: "the bucket's lock was taken, but whether it keeps a second run out was not tried: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set",
};

function doesNotLock(stack: string, { bucket }: Readonly<Record<string, unknown>>): Finding {
  return {
    problem: `the bucket ${String(bucket)} of the state of ${stack} does not lock: it takes a second write that says "only if there is none"`,
    next: "keep the state in a store with conditional writes (RemoteState.s3, .postgres or .hcp), or in another region",
  };
}
