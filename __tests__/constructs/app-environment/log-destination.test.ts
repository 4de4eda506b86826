import { LogDestination, Secret } from "../../../constructs/app-environment";
import { appOf, lingobot, problemsWith, serviceOf, stack } from "./lingobot";

const TOKEN = Secret.named("LOG_TOKEN");

test("every kind, with its tokens as variables", () => {
  const service = serviceOf({
    logDestinations: [
      LogDestination.papertrail({ endpoint: "logs7.papertrailapp.com:12345" }),
      LogDestination.datadog({ apiKey: TOKEN }),
      LogDestination.logtail({ token: TOKEN, name: "better-stack" }),
      LogDestination.openSearch({
        endpoint: "https://search.example.com:9200",
        user: "bot",
        password: TOKEN,
      }),
      LogDestination.managedOpenSearch({ name: "managed", clusterName: "logs-fra", index: "bot" }),
    ],
  });
  const token = `\${var.LOG_TOKEN}`;
  expect(service.log_destination).toEqual([
    { name: "papertrail", papertrail: { endpoint: "logs7.papertrailapp.com:12345" } },
    { name: "datadog", datadog: { api_key: token, endpoint: "https://http-intake.logs.datadoghq.com" } },
    { name: "better-stack", logtail: { token } },
    {
      name: "opensearch",
      open_search: {
        endpoint: "https://search.example.com:9200",
        index_name: "logs",
        basic_auth: { user: "bot", password: token },
      },
    },
    { name: "managed", open_search: { cluster_name: "logs-fra", index_name: "bot", basic_auth: {} } },
  ]);
});

test("all components send their logs there", () => {
  const scope = stack();
  lingobot(scope, { logDestinations: [LogDestination.logtail({ token: TOKEN })] }).addJob("migrate");
  expect(appOf(scope).spec).toMatchObject({
    service: [{ log_destination: [{ name: "logtail" }] }],
    job: [{ log_destination: [{ name: "logtail" }] }],
  });
});

test("malformed endpoints, literal tokens and bad names are refused without printing a token", () => {
  const literal = "oracle-secret" as never;
  const problems = problemsWith({
    logDestinations: [
      LogDestination.papertrail({ endpoint: "https://logs7.papertrailapp.com", name: "p" }),
      LogDestination.datadog({ apiKey: literal, endpoint: "http://intake" }),
      LogDestination.logtail({ token: literal }),
      LogDestination.openSearch({
        endpoint: "search:9200",
        user: "bot",
        password: literal,
        name: "x".repeat(43),
      }),
      "papertrail" as never,
    ],
  });
  const isLiteral = (what: string) =>
    expect.stringMatching(new RegExp(`^the ${what} was given as a literal value`));
  expect(problems).toEqual([
    'the endpoint of Papertrail is malformed; got "https://logs7.papertrailapp.com"; allowed: host:port; copy it from Papertrail, for example "logs7.papertrailapp.com:12345"',
    'the name of the log destination has the wrong length; got "p"; allowed: 2 to 42 characters; lengthen it',
    isLiteral("API key of Datadog"),
    'the endpoint of Datadog is malformed; got "http://intake"; allowed: an address that begins with https://; correct the address',
    isLiteral("token of Logtail"),
    'the endpoint of OpenSearch is malformed; got "search:9200"; allowed: an address that begins with https://; correct the address',
    isLiteral("password of OpenSearch"),
    `the name of the log destination has the wrong length; got "${"x".repeat(43)}"; allowed: 2 to 42 characters; shorten it`,
    "not a log destination; allowed: LogDestination.papertrail, .datadog, .logtail, .openSearch, .managedOpenSearch; make it with one of these",
  ]);
  expect(problems.join()).not.toContain("oracle-secret");
});
