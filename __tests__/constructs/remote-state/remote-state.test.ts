import { resolve } from "node:path";
import { TerraformStack } from "cdktf";
import { RemoteState } from "../../../constructs/remote-state";
import { type Json, problemsOf, synthesize, testApp } from "../synthesize";

function bound(state: RemoteState, stackId = "staging"): Json {
  const stack = new TerraformStack(testApp(), stackId);
  state.bind(stack);
  return synthesize(stack).terraform as Json;
}

function problems(state: RemoteState): string[] {
  const stack = new TerraformStack(testApp(), "staging");
  state.bind(stack);
  return problemsOf(stack);
}

/** What a caller without types might pass. */
function untyped<T>(props: object): T {
  return props as T;
}

describe("Spaces", () => {
  const state = RemoteState.spaces({ bucket: "lingobot-state", region: "fra1" });

  test("is an S3 backend that is told that it is not Amazon, with a lock file and without encryption", () => {
    expect(bound(state).backend).toEqual({
      s3: {
        bucket: "lingobot-state",
        key: "staging/terraform.tfstate",
        region: "us-east-1",
        endpoints: { s3: "https://fra1.digitaloceanspaces.com" },
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
        skip_metadata_api_check: true,
        skip_region_validation: true,
        skip_s3_checksum: true,
        use_lockfile: true,
      },
    });
  });

  test("keeps one state per stack", () => {
    const own = RemoteState.spaces({ bucket: "lingobot-state", region: "fra1", key: "bot/{stack}.tfstate" });

    expect(bound(own, "production").backend).toMatchObject({ s3: { key: "bot/production.tfstate" } });
  });

  test("describes itself", () => {
    expect([state.kind, state.remote, state.locked]).toEqual(["spaces", true, true]);
    expect(state.description).toBe(
      "Spaces bucket lingobot-state in fra1, locked by a lock file (if Spaces honours conditional writes)",
    );
  });
});

describe("S3", () => {
  test("is encrypted and locked at Amazon", () => {
    const state = RemoteState.s3({ bucket: "lingobot.state", region: "eu-central-1" });

    expect(bound(state).backend).toEqual({
      s3: {
        bucket: "lingobot.state",
        key: "staging/terraform.tfstate",
        region: "eu-central-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
    expect(state.description).toBe("S3 bucket lingobot.state in eu-central-1, locked by a lock file");
  });

  test("may be another store", () => {
    const state = RemoteState.s3({ bucket: "state", region: "us-east-1", endpoint: "http://127.0.0.1:9000" });

    expect(bound(state).backend).toMatchObject({
      s3: {
        endpoints: { s3: "http://127.0.0.1:9000" },
        encrypt: false,
        use_path_style: true,
        skip_s3_checksum: true,
        use_lockfile: true,
      },
    });
  });
});

describe("PostgreSQL", () => {
  test("has one schema per stack and no connection string", () => {
    const state = RemoteState.postgres();

    expect(bound(state, "eu-staging").backend).toEqual({ pg: { schema_name: "terraform_eu_staging" } });
    expect([state.kind, state.remote, state.description]).toEqual([
      "postgres",
      true,
      "PostgreSQL database of PG_CONN_STR, locked by the database",
    ]);
  });
});

describe("HCP Terraform", () => {
  test("has one workspace per stack", () => {
    const state = RemoteState.hcp({
      organization: "lingobot",
      workspace: "bot-{stack}",
      hostname: "tfe.example",
    });

    expect(bound(state).cloud).toEqual({
      organization: "lingobot",
      workspaces: { name: "bot-staging" },
      hostname: "tfe.example",
    });
    expect(state.description).toBe("HCP Terraform organization lingobot, locked by the workspace");
  });
});

describe("local files", () => {
  test("are one per stack, and not remote", () => {
    const state = RemoteState.local({ directory: "state" });

    expect(bound(state).backend).toEqual({ local: { path: resolve("state", "staging.tfstate") } });
    expect([state.remote, state.description]).toEqual([false, "files in state, on this machine only"]);
  });
});

describe("credentials as settings", () => {
  const clear = "must not stand in code: they would be written to cdktf.out in clear text";

  test.each(["accessKey", "access_key", "secretKey", "secret_key", "token", "password", "sseCustomerKey"])(
    "%s is refused without being printed",
    (name) => {
      const found = problems(
        RemoteState.spaces(untyped({ bucket: "state", region: "fra1", [name]: "leaked-value" })),
      );

      expect(found).toEqual([
        `credentials of the state (\`${name}\`) ${clear}; remove it and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (a Spaces key with read and write access to the bucket)`,
      ]);
    },
  );

  test("name the environment variable of their kind", () => {
    const given = { token: "leaked", connStr: "leaked", conn_str: "leaked" };
    const s3 = problems(
      RemoteState.s3(untyped({ bucket: "state", region: "eu-central-1", token: "leaked" })),
    );
    const postgres = problems(RemoteState.postgres(untyped(given)));
    const hcp = problems(RemoteState.hcp(untyped({ organization: "lingobot", token: "leaked" })));
    const local = problems(RemoteState.local(untyped({ directory: ".", password: "leaked" })));

    expect(s3[0]).toContain("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or a profile or role");
    expect(postgres).toHaveLength(3);
    expect(postgres[1]).toBe(
      `credentials of the state (\`connStr\`) ${clear}; remove it and set PG_CONN_STR`,
    );
    expect(hcp[0]).toContain("set TF_TOKEN_app_terraform_io (dots of another host become underscores)");
    expect(local[0]).toContain("local state needs no credentials");
    expect([...s3, ...postgres, ...hcp, ...local].join()).not.toContain("leaked");
  });

  test("are found inside an address, too", () => {
    const endpoint = "https://key:leaked@minio.example";
    const found = problems(RemoteState.s3({ bucket: "state", region: "us-east-1", endpoint }));

    expect(found[0]).toContain(`credentials of the state (\`endpoint\`) ${clear}`);
    expect(found.join()).not.toContain("leaked");
  });
});

describe("bad input", () => {
  test("is told all at once, at the stack", () => {
    const state = RemoteState.spaces(
      untyped({ bucket: "State_Bucket", region: "frankfurt", key: "terraform.tfstate", encrypt: true }),
    );

    expect(problems(state)).toEqual([
      'RemoteState.spaces has no such setting; got "encrypt"; allowed: bucket, region, key; remove it',
      'the bucket of the state has no valid name; got "State_Bucket"; allowed: 3 to 63 lower-case letters, digits and hyphens, a letter or digit first and last; give the bucket\'s name alone, without address and path',
      'the region of the state is malformed; got "frankfurt"; allowed: three letters and a digit, as in fra1; look it up where the bucket is listed',
      'the `key` of the state must name the stack, or two stacks would overwrite each other\'s state; got "terraform.tfstate"; allowed: text without spaces that holds {stack}, not starting with a slash; leave it out, or write it like "lingobot/{stack}.tfstate"',
    ]);
  });

  test("of S3", () => {
    const state = RemoteState.s3({ bucket: "a..b", region: "fra1", endpoint: "minio.example/bucket" });

    expect(problems(state)).toEqual([
      expect.stringContaining('got "a..b"; allowed: 3 to 63 lower-case letters, digits, dots and hyphens'),
      'the region of the state is malformed; got "fra1"; allowed: an AWS region, as in eu-central-1; look it up where the bucket is listed',
      'the address of the S3 store is malformed; got "minio.example/bucket"; allowed: http(s)://HOST[:PORT]; give the address without bucket, path and credentials',
    ]);
  });

  test("of schemas and workspaces, which would be shared", () => {
    expect(problems(RemoteState.postgres({ schema: "terraform" }))).toEqual([
      'the `schema` of the state must name the stack, or two stacks would overwrite each other\'s state; got "terraform"; allowed: text without spaces that holds {stack}; letters, digits, - and _; leave it out, or write it like "lingobot_{stack}"',
    ]);
    expect(problems(RemoteState.hcp({ organization: "lingobot", workspace: "all" }))).toHaveLength(1);
  });

  test("of names left empty", () => {
    expect(problems(RemoteState.local({ directory: " " }))).toEqual([
      'the `directory` of the state is empty; got " "; give it',
    ]);
    expect(problems(RemoteState.hcp(untyped({})))).toEqual([
      "the `organization` of the state is empty; give it",
    ]);
  });
});
