import type { AppSpecServiceLogDestination } from "@cdktf/provider-digitalocean/lib/app";
import type { IConstruct } from "constructs";
import type { Problem } from "../errors";
import { problemsOfLength, problemsOfPattern } from "../private/checks";
import { problemsOfSecret, type Secret } from "./secret";

/** What every log destination may say. */
export interface LogDestinationProps {
  /** Name of the destination, 2 to 42 characters, unique in the app. @default - the name of the service */
  readonly name?: string;
}

/** Papertrail, by its syslog address. */
export interface PapertrailProps extends LogDestinationProps {
  /** Host and port, for example "logs7.papertrailapp.com:12345". */
  readonly endpoint: string;
}

/** Datadog. */
export interface DatadogProps extends LogDestinationProps {
  /** The API key. */
  readonly apiKey: Secret;
  /** The intake of your Datadog site. @default "https://http-intake.logs.datadoghq.com" */
  readonly endpoint?: string;
}

/** Logtail (Better Stack). */
export interface LogtailProps extends LogDestinationProps {
  /** The source token. */
  readonly token: Secret;
}

/** OpenSearch by its address. */
export interface OpenSearchProps extends LogDestinationProps {
  /** Address of the cluster with its port, beginning with https://. */
  readonly endpoint: string;
  /** Index that the logs go to. @default "logs" */
  readonly index?: string;
  readonly user: string;
  readonly password: Secret;
}

/** A managed OpenSearch cluster of the same DigitalOcean account; no credentials needed. */
export interface ManagedOpenSearchProps extends LogDestinationProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Index that the logs go to. @default "logs" */
  readonly index?: string;
}

type Target = Omit<AppSpecServiceLogDestination, "name">;

/** Where the logs of all components go. Tokens are secrets; provider 2.71.0 keeps some of them readable in state. */
export class LogDestination {
  public static papertrail(props: PapertrailProps): LogDestination {
    const problems = problemsOfPattern("endpoint of Papertrail", props.endpoint, /^[A-Za-z0-9.-]+:\d{1,5}$/, {
      allowed: "host:port",
      next: 'copy it from Papertrail, for example "logs7.papertrailapp.com:12345"',
    });
    return new LogDestination(props.name ?? "papertrail", problems, () => ({
      papertrail: { endpoint: props.endpoint },
    }));
  }

  public static datadog(props: DatadogProps): LogDestination {
    const endpoint = props.endpoint ?? "https://http-intake.logs.datadoghq.com";
    const problems = [
      ...problemsOfSecret(props.apiKey, "the API key of Datadog"),
      ...problemsOfHttps("endpoint of Datadog", endpoint),
    ];
    return new LogDestination(props.name ?? "datadog", problems, (scope) => ({
      datadog: { apiKey: props.apiKey.in(scope), endpoint },
    }));
  }

  public static logtail(props: LogtailProps): LogDestination {
    const problems = problemsOfSecret(props.token, "the token of Logtail");
    return new LogDestination(props.name ?? "logtail", problems, (scope) => ({
      logtail: { token: props.token.in(scope) },
    }));
  }

  public static openSearch(props: OpenSearchProps): LogDestination {
    const problems = [
      ...problemsOfHttps("endpoint of OpenSearch", props.endpoint),
      ...problemsOfSecret(props.password, "the password of OpenSearch"),
    ];
    return new LogDestination(props.name ?? "opensearch", problems, (scope) => ({
      openSearch: {
        endpoint: props.endpoint,
        indexName: props.index ?? "logs",
        basicAuth: { user: props.user, password: props.password.in(scope) },
      },
    }));
  }

  public static managedOpenSearch(props: ManagedOpenSearchProps): LogDestination {
    const { clusterName, index = "logs" } = props;
    return new LogDestination(props.name ?? "opensearch", [], () => ({
      openSearch: { clusterName, indexName: index, basicAuth: {} },
    }));
  }

  private constructor(
    public readonly name: string,
    private readonly problems: readonly Problem[],
    private readonly target: (scope: IConstruct) => Target,
  ) {}

  /** @internal */
  public _problems(): Problem[] {
    return [...this.problems, ...problemsOfLength("name of the log destination", this.name, 2, 42)];
  }

  /** @internal makes the variables of its secrets; undefined while a fault stands in the way */
  public _bind(scope: IConstruct): AppSpecServiceLogDestination | undefined {
    return this.problems.length > 0 ? undefined : { name: this.name, ...this.target(scope) };
  }
}

function problemsOfHttps(what: string, endpoint: string): Problem[] {
  return problemsOfPattern(what, endpoint, /^https:\/\/[^\s/]+\S*$/, {
    allowed: "an address that begins with https://",
    next: "correct the address",
  });
}
