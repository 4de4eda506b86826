import { resolve } from "node:path";
import {
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  PgBackend,
  type PgBackendConfig,
  S3Backend,
  type S3BackendConfig,
  type TerraformStack,
} from "cdktf";
import type { Problem } from "../errors";
import { Problems } from "../private/problems";
import { type RemoteStateKind, settingProblems } from "./credentials";
import {
  bucketProblems,
  endpointProblems,
  keyProblems,
  nameProblems,
  regionProblems,
  STACK,
} from "./setting-problems";

/** State in a DigitalOcean Spaces bucket. */
export interface SpacesStateProps {
  /** The bucket's name, 3 to 63 lower-case letters, digits and hyphens. Turn versioning on. */
  readonly bucket: string;
  /** The Spaces region, for example "fra1". */
  readonly region: string;
  /** The object's name, in which "{stack}" stands for the stack. @default "{stack}/terraform.tfstate" */
  readonly key?: string;
}

/** State in an Amazon S3 bucket, or in a store that speaks its protocol. */
export interface S3StateProps {
  /** The bucket's name, 3 to 63 lower-case letters, digits, dots and hyphens. Turn versioning on. */
  readonly bucket: string;
  /** The AWS region, for example "eu-central-1". */
  readonly region: string;
  /** The object's name, in which "{stack}" stands for the stack. @default "{stack}/terraform.tfstate" */
  readonly key?: string;
  /** The https address of another store that speaks S3. @default - Amazon's */
  readonly endpoint?: string;
  /** The store encrypts the state. @default - true at Amazon, false with an `endpoint` */
  readonly encrypt?: boolean;
}

/** State in a PostgreSQL database; one schema per stack. */
export interface PostgresStateProps {
  /** The schema's name, in which "{stack}" stands for the stack. @default "terraform_{stack}" */
  readonly schema?: string;
}

/** State in HCP Terraform; one workspace per stack. Set the workspaces' execution mode to local. */
export interface HcpStateProps {
  /** The organization's name. */
  readonly organization: string;
  /** The workspace's name, in which "{stack}" stands for the stack. @default "{stack}" */
  readonly workspace?: string;
  /** The host. @default "app.terraform.io" */
  readonly hostname?: string;
}

/** State in files on this machine: for trying out, not for a team. */
export interface LocalStateProps {
  /** The directory, absolute or from where the command runs. */
  readonly directory: string;
}

interface Backend {
  readonly kind: RemoteStateKind;
  readonly remote: boolean;
  readonly description: string;
  readonly problems: readonly Problem[];
  readonly write: (stack: TerraformStack, name: string) => void;
}

/** What Spaces and other stores need, because they are not Amazon (docs.digitalocean.com "Terraform backend"). */
const NOT_AMAZON: Partial<S3BackendConfig> = {
  skipCredentialsValidation: true,
  skipRequestingAccountId: true,
  skipMetadataApiCheck: true,
  skipRegionValidation: true,
  skipS3Checksum: true,
};

const DEFAULT_KEY = `${STACK}/terraform.tfstate`;

/**
 * Where the stacks' state lives and how it is locked. Credentials never stand in code: each kind reads them from
 * environment variables, and a caller who passes them is told which.
 */
export class RemoteState {
  /**
   * A DigitalOcean Spaces bucket, locked by a lock file. Whether Spaces refuses a second lock depends on its answer
   * to a conditional write, which its documentation does not promise: prove it with two writes before relying on it.
   */
  public static spaces(props: SpacesStateProps): RemoteState {
    const endpoint = `https://${props.region}.digitaloceanspaces.com`;
    const key = props.key ?? DEFAULT_KEY;
    return new RemoteState({
      kind: "spaces",
      remote: true,
      description: `Spaces bucket ${props.bucket} in ${props.region}, locked by a lock file (if Spaces honours conditional writes)`,
      problems: [
        ...settingProblems("spaces", props, ["bucket", "region", "key"]),
        ...bucketProblems(props.bucket, false),
        ...regionProblems("spaces", props.region),
        ...keyProblems("key", key),
      ],
      write: (stack, name) =>
        writeS3(stack, {
          bucket: props.bucket,
          key: forStack(key, name),
          region: "us-east-1",
          endpoints: { s3: endpoint },
          ...NOT_AMAZON,
        }),
    });
  }

  /** An Amazon S3 bucket (or a compatible store), locked by a lock file. */
  public static s3(props: S3StateProps): RemoteState {
    const key = props.key ?? DEFAULT_KEY;
    const elsewhere = props.endpoint !== undefined;
    return new RemoteState({
      kind: "s3",
      remote: true,
      description: `S3 bucket ${props.bucket} in ${props.region}, locked by a lock file`,
      problems: [
        ...settingProblems("s3", props, ["bucket", "region", "key", "endpoint", "encrypt"]),
        ...bucketProblems(props.bucket, true),
        ...regionProblems("s3", props.region),
        ...keyProblems("key", key),
        ...endpointProblems(props.endpoint),
      ],
      write: (stack, name) =>
        writeS3(stack, {
          bucket: props.bucket,
          key: forStack(key, name),
          region: props.region,
          encrypt: props.encrypt ?? !elsewhere,
          ...(props.endpoint === undefined
            ? {}
            : { endpoints: { s3: props.endpoint }, usePathStyle: true, ...NOT_AMAZON }),
        }),
    });
  }

  /** A PostgreSQL database named by PG_CONN_STR, locked by the database. */
  public static postgres(props: PostgresStateProps = {}): RemoteState {
    const schema = props.schema ?? `terraform_${STACK}`;
    return new RemoteState({
      kind: "postgres",
      remote: true,
      description: "PostgreSQL database of PG_CONN_STR, locked by the database",
      problems: [...settingProblems("postgres", props, ["schema"]), ...keyProblems("schema", schema)],
      write: (stack, name) => {
        // The binding asks for a connection string; left out, Terraform reads PG_CONN_STR.
        const config = { schemaName: forStack(schema, name.replace(/\W/g, "_")) } as PgBackendConfig;
        new PgBackend(stack, config);
      },
    });
  }

  /** HCP Terraform, locked by the workspace. */
  public static hcp(props: HcpStateProps): RemoteState {
    const workspace = props.workspace ?? STACK;
    return new RemoteState({
      kind: "hcp",
      remote: true,
      description: `HCP Terraform organization ${props.organization}, locked by the workspace`,
      problems: [
        ...settingProblems("hcp", props, ["organization", "workspace", "hostname"]),
        ...nameProblems("organization", props.organization),
        ...keyProblems("workspace", workspace),
      ],
      write: (stack, name) =>
        new CloudBackend(stack, {
          organization: props.organization,
          workspaces: new NamedCloudWorkspace(forStack(workspace, name)),
          ...(props.hostname === undefined ? {} : { hostname: props.hostname }),
        }),
    });
  }

  /** Files on this machine, locked against other processes of it. */
  public static local(props: LocalStateProps): RemoteState {
    return new RemoteState({
      kind: "local",
      remote: false,
      description: `files in ${props.directory}, on this machine only`,
      problems: [
        ...settingProblems("local", props, ["directory"]),
        ...nameProblems("directory", props.directory),
      ],
      write: (stack, name) => new LocalBackend(stack, { path: resolve(props.directory, `${name}.tfstate`) }),
    });
  }

  private constructor(private readonly backend: Backend) {}

  /** Which kind it is. */
  public get kind(): RemoteStateKind {
    return this.backend.kind;
  }

  /** Whether a second run at the same time is kept out: every kind asks for a lock. */
  public get locked(): boolean {
    return true;
  }

  /** Whether everybody in the team sees the same state. */
  public get remote(): boolean {
    return this.backend.remote;
  }

  /** One line for reports; holds no secret. */
  public get description(): string {
    return this.backend.description;
  }

  /** Makes the stack keep its state here. Faults are told when the stack is validated. */
  public bind(stack: TerraformStack): void {
    new Problems(stack).add(...this.backend.problems);
    this.backend.write(stack, stack.node.id);
  }
}

/** cdktf's S3Backend does not know `use_lockfile` (Terraform >= 1.11, OpenTofu >= 1.10). */
function writeS3(stack: TerraformStack, config: S3BackendConfig): void {
  new S3Backend(stack, config).addOverride("use_lockfile", true);
}

function forStack(template: string, stack: string): string {
  return template.replaceAll(STACK, stack);
}
