// What the workflows of this repository do beyond well-kept actions: deploy, verify, gate, roll back, report.
// Bundled from the platform's constructs/delivery-pipeline/tool, where it is changed and tested; nothing is minified.
// No dependencies: runs on Node.js 20 or later.

// tool/main.ts
import { dirname, join as join2 } from "node:path";

// tool/run.ts
import { parseArgs } from "node:util";

// tool/retry.ts
var HARMLESS_TWICE = /* @__PURE__ */ new Set(["GET", "PUT", "DELETE"]);
var LONGEST_WAIT_SECONDS = 60;
function waitBeforeRetry(method, status, headers, attempt) {
  const asked = waitAskedFor(headers);
  if (status === 429 || status === 403 && asked !== void 0)
    return Math.min(asked ?? 2 ** attempt, LONGEST_WAIT_SECONDS);
  if (!HARMLESS_TWICE.has(method)) return void 0;
  return status === 0 || status >= 500 ? 2 ** (attempt - 1) : void 0;
}
function waitAskedFor(headers) {
  const after = headers.get("retry-after");
  if (after !== null) {
    const seconds2 = /^\d+$/.test(after) ? Number(after) : secondsUntil(Date.parse(after));
    return Number.isNaN(seconds2) ? void 0 : Math.max(0, seconds2);
  }
  const reset = headers.get("x-ratelimit-reset");
  if (headers.get("x-ratelimit-remaining") !== "0" || reset === null) return void 0;
  return Math.max(1, secondsUntil(Number(reset) * 1e3));
}
function secondsUntil(milliseconds) {
  return Math.ceil((milliseconds - Date.now()) / 1e3);
}

// tool/api.ts
var ATTEMPTS = 5;
var REQUEST_SECONDS = 30;
var MOST_TOLD = 200;
var ApiError = class extends Error {
  constructor(status, reason, method, url) {
    super(`${method} ${url}: ${status === 0 ? "no answer" : status} ${reason}`);
    this.status = status;
    this.reason = reason;
    this.name = "ApiError";
  }
  status;
  reason;
  /** Whether the API itself is in trouble: then it is not known whether a write was carried out. */
  get isOutage() {
    return this.status === 0 || this.status >= 500;
  }
};
var Api = class {
  constructor(address, clock, out) {
    this.address = address;
    this.clock = clock;
    this.out = out;
  }
  address;
  clock;
  out;
  /** Calls the API and gives the body, undefined when it is empty. Throws ApiError. */
  async call(method, path, body) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.send(method, path, body);
      const error = this.errorOf(answer, method, path);
      if (error === void 0) return parsed(answer);
      const wait2 = attempt < ATTEMPTS ? waitBeforeRetry(method, error.status, headersOf(answer), attempt) : void 0;
      if (wait2 === void 0) throw error;
      this.out.info(`${error.message}; trying again in ${wait2} s (${attempt} of ${ATTEMPTS - 1})`);
      await this.clock.sleep(wait2);
    }
  }
  /** Like `call`, but undefined when the API says that there is no such thing (404). */
  async find(path) {
    try {
      return await this.call("GET", path);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return void 0;
      throw error;
    }
  }
  /** Deletes; what is not there (404) is deleted already, perhaps by a call whose answer was lost. */
  async remove(path) {
    try {
      await this.call("DELETE", path);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }
  async send(method, path, body) {
    const { url, token, headers } = this.address;
    try {
      const response = await fetch(url + path, {
        method,
        headers: {
          accept: "application/json",
          ...headers,
          authorization: `Bearer ${token}`,
          ...body === void 0 ? {} : { "content-type": "application/json" }
        },
        signal: AbortSignal.timeout(this.clock.requestLimit(REQUEST_SECONDS)),
        ...body === void 0 ? {} : { body: JSON.stringify(body) }
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      return error;
    }
  }
  /** Why the answer is none to the call; undefined when it is one. */
  errorOf(answer, method, path) {
    const url = this.address.url + path;
    if (answer instanceof Error) {
      const cause = answer.cause instanceof Error ? `${answer.message}: ${answer.cause.message}` : answer.message;
      return new ApiError(0, `(${cause})`, method, url);
    }
    const { status, text } = answer;
    if (status < 200 || status > 299) return new ApiError(status, reasonOf(text), method, url);
    if (isJson(text)) return void 0;
    return new ApiError(status, `with what is no JSON: ${text.slice(0, MOST_TOLD)}`, method, url);
  }
};
function parsed(answer) {
  return answer instanceof Error || answer.text === "" ? void 0 : JSON.parse(answer.text);
}
function isJson(text) {
  if (text === "") return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
function headersOf(answer) {
  return answer instanceof Error ? new Headers() : answer.headers;
}
function reasonOf(text) {
  if (text === "" || !isJson(text)) return text.slice(0, MOST_TOLD);
  const { message, errors } = JSON.parse(text) ?? {};
  const details = errors === void 0 ? "" : ` ${JSON.stringify(errors)}`;
  return typeof message === "string" ? message + details : text.slice(0, MOST_TOLD);
}

// tool/clock.ts
import { setTimeout as wait } from "node:timers/promises";
var MINIMUM_REQUEST_MILLISECONDS = 2e3;
var Clock = class {
  constructor(scale) {
    this.scale = scale;
  }
  scale;
  /** Sleeps for that many seconds. */
  async sleep(seconds2) {
    await wait(seconds2 * this.scale * 1e3);
  }
  /** A limit that begins now. */
  deadline(seconds2) {
    return new Deadline(seconds2, Date.now() + seconds2 * this.scale * 1e3, this.scale);
  }
  /** A limit that begins now, for requests: scaled like that of one request. */
  patientDeadline(seconds2) {
    return new Deadline(seconds2, Date.now() + this.requestLimit(seconds2), this.scale);
  }
  /** Time limit of one HTTP request in milliseconds; scaled, but never so short that loopback cannot answer. */
  requestLimit(seconds2) {
    return Math.max(Math.min(seconds2 * 1e3, MINIMUM_REQUEST_MILLISECONDS), seconds2 * this.scale * 1e3);
  }
};
var Deadline = class {
  constructor(seconds2, end, scale) {
    this.seconds = seconds2;
    this.end = end;
    this.scale = scale;
  }
  seconds;
  end;
  scale;
  /** Seconds until then, unscaled; none when it is over. */
  left() {
    return Math.max(0, (this.end - Date.now()) / (this.scale * 1e3));
  }
  /** Whether the limit is over. */
  passed() {
    return Date.now() >= this.end;
  }
};

// tool/config.ts
import { readFileSync } from "node:fs";

// tool/failure.ts
var Failure = class extends Error {
  exitCode = 1;
  /** What went wrong, without the rest, for a failure that another one tells about. */
  fault;
  constructor(parts) {
    super(describe(parts));
    this.fault = `cannot ${parts.intent}: ${parts.fault}`;
    this.name = "Failure";
  }
};
var Misuse = class extends Failure {
  exitCode = 2;
};
function describe({ intent, fault, got, allowed, next }) {
  const value = got === void 0 ? "" : `; got ${JSON.stringify(got)}`;
  const choice = allowed === void 0 ? "" : `; allowed: ${allowed}`;
  return `cannot ${intent}: ${fault}${value}${choice}. Next: ${next}`;
}

// tool/config.ts
function readConfig(file) {
  const config = parse(file, read(file));
  if (config.version === 1) return config;
  throw new Misuse({
    intent: `read ${file}`,
    fault: "platform.json and platform.mjs are of different versions",
    got: config.version,
    allowed: "1",
    next: "render both again: npm run pipeline -- propose"
  });
}
function environmentConfig(config, name) {
  const environment = config.environments[name];
  if (environment !== void 0) return environment;
  throw new Misuse({
    intent: "find the environment",
    fault: "platform.json has no such environment",
    got: name,
    allowed: Object.keys(config.environments).join(", "),
    next: "pass one of these with --environment"
  });
}
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Misuse({
      intent: `read ${file}`,
      fault: error.message,
      next: "check out the repository first, or point PLATFORM_CONFIG at platform.json"
    });
  }
}
function parse(file, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Misuse({
      intent: `read ${file}`,
      fault: `it is not JSON (${error.message})`,
      next: "render it again: npm run pipeline -- propose"
    });
  }
}

// tool/pages.ts
var PER_PAGE = 100;
var MOST_PAGES = 50;
async function pagesOf(api, path, itemsOf) {
  const found = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const separator = path.includes("?") ? "&" : "?";
    const items = itemsOf(await api.call("GET", `${path}${separator}per_page=${PER_PAGE}&page=${page}`));
    found.push(...items);
    if (items.length < PER_PAGE) return found;
  }
  throw new Failure({
    intent: `read all of ${path}`,
    fault: `it has more than ${PER_PAGE * MOST_PAGES} items`,
    next: "look at who makes so many; what is missing could be what matters"
  });
}

// tool/digitalocean.ts
var DigitalOcean = class {
  constructor(api) {
    this.api = api;
  }
  api;
  async app(id) {
    return (await this.api.call("GET", `/v2/apps/${encodeURIComponent(id)}`)).app;
  }
  /** Replaces the specification; the answer names the deployment that this starts. */
  async update(id, spec) {
    const path = `/v2/apps/${encodeURIComponent(id)}`;
    return (await this.api.call("PUT", path, { spec, update_all_source_versions: false })).app;
  }
  /** Removes an app; one that is gone already is removed as well. */
  async remove(id) {
    await this.api.remove(`/v2/apps/${encodeURIComponent(id)}`);
  }
  /** The newest deployments, newest first. */
  async deployments(id) {
    const path = `/v2/apps/${encodeURIComponent(id)}/deployments?per_page=50`;
    return (await this.api.call("GET", path)).deployments ?? [];
  }
  /** Every deployment that is still on record, newest first. */
  async allDeployments(id) {
    const path = `/v2/apps/${encodeURIComponent(id)}/deployments`;
    return pagesOf(
      this.api,
      path,
      (body) => body.deployments ?? []
    );
  }
  async deployment(app, id) {
    const path = `/v2/apps/${encodeURIComponent(app)}/deployments/${encodeURIComponent(id)}`;
    return (await this.api.call("GET", path)).deployment;
  }
  async validateRollback(app, deployment) {
    const body = { deployment_id: deployment, skip_pin: false };
    return this.api.call(
      "POST",
      `/v2/apps/${encodeURIComponent(app)}/rollback/validate`,
      body
    );
  }
  /** Starts a rollback, which pins the app until it is committed or reverted. */
  async rollback(app, deployment) {
    const body = { deployment_id: deployment, skip_pin: false };
    const path = `/v2/apps/${encodeURIComponent(app)}/rollback`;
    return (await this.api.call("POST", path, body)).deployment;
  }
  async commitRollback(app) {
    await this.api.call("POST", `/v2/apps/${encodeURIComponent(app)}/rollback/commit`, {});
  }
  /** Undoes a rollback; gives the deployment that brings back what ran before. */
  async revertRollback(app) {
    const path = `/v2/apps/${encodeURIComponent(app)}/rollback/revert`;
    return (await this.api.call("POST", path, {})).deployment;
  }
};

// tool/github.ts
var GitHub = class {
  constructor(api, repository) {
    this.api = api;
    this.repository = repository;
  }
  api;
  repository;
  /** The repository's owner. */
  get owner() {
    return this.repository.split("/", 1)[0] ?? "";
  }
  /** GET below the repository: "/labels". */
  async get(path) {
    return this.api.call("GET", this.path(path));
  }
  /** Like `get`, but undefined on 404. */
  async find(path) {
    return this.api.find(this.path(path));
  }
  async post(path, body) {
    return this.api.call("POST", this.path(path), body);
  }
  async patch(path, body) {
    return this.api.call("PATCH", this.path(path), body);
  }
  /** Deletes; what is not there (404) is deleted already. */
  async delete(path) {
    await this.api.remove(this.path(path));
  }
  /** A team of the repository's owner, by its slug. */
  async team(slug) {
    return this.api.call("GET", `/orgs/${this.owner}/teams/${encodeURIComponent(slug)}`);
  }
  /** All items of a list below the repository. */
  async list(path, itemsOf = asArray) {
    return pagesOf(this.api, this.path(path), itemsOf);
  }
  path(path) {
    return `/repos/${this.repository}${path}`;
  }
};
function asArray(body) {
  return Array.isArray(body) ? body : [];
}

// tool/context.ts
var Context = class {
  constructor(settings, flags, clock, out, load) {
    this.settings = settings;
    this.flags = flags;
    this.clock = clock;
    this.out = out;
    this.load = load;
  }
  settings;
  flags;
  clock;
  out;
  load;
  /** platform.json. */
  get config() {
    return this.load();
  }
  /** Name of the environment given with --environment. Throws Misuse when it is not given. */
  get environmentName() {
    const name = this.flags.get("environment");
    if (name !== void 0) return name;
    throw new Misuse({
      intent: "start",
      fault: "--environment is not given",
      allowed: Object.keys(this.config.environments).join(", "),
      next: "pass one of these"
    });
  }
  /** What platform.json says of that environment. */
  get environment() {
    return environmentConfig(this.config, this.environmentName);
  }
  /** What platform.json says of another environment. Throws Misuse when it does not know it. */
  environmentNamed(name) {
    return environmentConfig(this.config, name);
  }
  /** DigitalOcean with the token of DO_ACCESS_TOKEN. */
  digitalocean() {
    const url = this.settings.url("DIGITALOCEAN_API_URL", "https://api.digitalocean.com");
    return new DigitalOcean(
      new Api({ url, token: this.settings.required("DO_ACCESS_TOKEN") }, this.clock, this.out)
    );
  }
  /** GitHub as seen with a token, GITHUB_TOKEN's by default. */
  github(token = this.settings.required("GITHUB_TOKEN")) {
    const url = this.settings.url("GITHUB_API_URL", "https://api.github.com");
    const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
    return new GitHub(new Api({ url, token, headers }, this.clock, this.out), this.settings.repository());
  }
};

// tool/output.ts
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
var SECRETS = [
  "DO_ACCESS_TOKEN",
  "GITHUB_TOKEN",
  "PLATFORM_APP_TOKEN",
  "SLACK_WEBHOOK_URL",
  "REGISTRY_CREDENTIALS"
];
var Output = class {
  /** @param write takes one line. @default - standard output */
  constructor(env, write2 = console.log) {
    this.env = env;
    this.write = write2;
    this.secrets = SECRETS.flatMap((name) => partsOf(env[name] ?? "")).filter((value) => value.length > 3);
  }
  env;
  write;
  secrets;
  /** One line in the log. */
  info(text) {
    this.write(this.mask(text));
  }
  /** An annotation that informs; the step stays green. */
  notice(text) {
    this.annotate("notice", text);
  }
  /** An annotation that warns; the step stays green. */
  warning(text) {
    this.annotate("warning", text);
  }
  /** An annotation that explains why the step is red. */
  error(text) {
    this.annotate("error", text);
  }
  /** Text of others (an app's log) in a fold, where GitHub must not take its lines for workflow commands. */
  foreign(title, text) {
    const token = randomUUID();
    this.write(`::group::${escapeData(title)}
::stop-commands::${token}`);
    this.write(this.mask(text));
    this.write(`::${token}::
::endgroup::`);
  }
  /** A step output; printed when not run by GitHub Actions. */
  set(name, value) {
    const line = `${name}=${value.replace(/[\r\n]+/g, " ")}`;
    if (this.env.GITHUB_OUTPUT) appendFileSync(this.env.GITHUB_OUTPUT, `${line}
`);
    else this.write(line);
  }
  /** Markdown on the job's summary page; printed when not run by GitHub Actions. */
  summary(markdown) {
    if (this.env.GITHUB_STEP_SUMMARY)
      appendFileSync(this.env.GITHUB_STEP_SUMMARY, `${this.mask(markdown)}
`);
    else this.write(this.mask(markdown));
  }
  annotate(kind, text) {
    this.write(`::${kind}::${escapeData(this.mask(text))}`);
  }
  mask(text) {
    return this.secrets.reduce((masked, secret) => masked.replaceAll(secret, "***"), text);
  }
};
function partsOf(secret) {
  const whole = secret.trim();
  const token = whole.replace(/^[^:/]*:(?!\/)/, "");
  return [whole, token];
}
function escapeData(text) {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

// tool/settings.ts
var Settings = class {
  constructor(env) {
    this.env = env;
  }
  env;
  /** The value; undefined when unset or empty, as GitHub Actions passes a secret that does not exist. */
  optional(name) {
    const value = this.env[name]?.trim();
    return value === "" ? void 0 : value;
  }
  /** The value. Throws Misuse when it is unset or empty. */
  required(name) {
    const value = this.optional(name);
    if (value !== void 0) return value;
    throw new Misuse({
      intent: "start",
      fault: `the environment variable ${name} is not set`,
      next: `set ${name} in the step's env; if it comes from a secret, check that the job names the environment that holds it`
    });
  }
  /** "owner/name" of the repository that the workflow runs in. Throws Misuse. */
  repository() {
    const value = this.required("GITHUB_REPOSITORY");
    if (/^[\w.-]+\/[\w.-]+$/.test(value)) return value;
    throw new Misuse({
      intent: "start",
      fault: "GITHUB_REPOSITORY is not a repository",
      got: value,
      allowed: "OWNER/NAME",
      next: "let GitHub Actions set it"
    });
  }
  /** An image digest. Throws Misuse when it is anything else. */
  digest() {
    const value = this.required("DIGEST");
    if (/^sha256:[0-9a-f]{64}$/.test(value)) return value;
    throw new Misuse({
      intent: "name the image",
      fault: "DIGEST is not an image digest",
      got: value,
      allowed: "sha256: and 64 hexadecimal digits",
      next: "pass the `digest` output of the build step"
    });
  }
  /** Address of an API without a slash at the end. */
  url(name, otherwise) {
    return (this.optional(name) ?? otherwise).replace(/\/+$/, "");
  }
  /** The factor of PLATFORM_TIME_SCALE, 1 when unset. Throws Misuse. */
  timeScale() {
    const text = this.optional("PLATFORM_TIME_SCALE") ?? "1";
    const scale = Number(text);
    if (scale > 0) return scale;
    throw new Misuse({
      intent: "start",
      fault: "PLATFORM_TIME_SCALE is not a factor",
      got: text,
      allowed: "a number above 0",
      next: "unset it"
    });
  }
};

// tool/or-warn.ts
async function orWarn({ out }, lack, tell2) {
  try {
    await tell2();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    out.warning(`${lack}: ${error.message}`);
  }
}

// tool/subcommands/configured.ts
async function configured(context) {
  const { environment, settings, out } = context;
  const known = settings.optional("DO_APP_ID") !== void 0;
  out.set("configured", String(known));
  if (!known) out.notice(notDeployed(context, `the secret ${environment.appIdSecret} is not set`));
}
async function announced(context) {
  const { environment, settings, out } = context;
  const { existsVariable = "existsVariable" } = environment;
  const known = settings.optional("APP_EXISTS") === "true";
  out.set("configured", String(known));
  if (known) return;
  const text = notDeployed(context, `the variable ${existsVariable} is not set to "true"`);
  if (await wasDeployed(context)) out.warning(`${text} This environment was deployed before.`);
  else out.notice(text);
}
async function wasDeployed(context) {
  const name = context.environmentName;
  let known = [];
  await orWarn(context, `it is not known whether ${name} was deployed before`, async () => {
    known = await context.github().get(`/deployments?environment=${encodeURIComponent(name)}&per_page=1`);
  });
  return known.length > 0;
}
function notDeployed({ environment, environmentName }, why) {
  return `${environmentName} is not deployed: ${why}. The image is pushed. Run \`npx cdktf deploy ${environment.stack}\`: it creates the app if there is none, and sets this in either case.`;
}

// tool/coverage.ts
import { readFileSync as readFileSync2 } from "node:fs";
function readCoverage(file) {
  const text = read2(file);
  const coverage = file.endsWith(".json") ? fromJson(text) : fromCobertura(text);
  if (coverage !== void 0) return coverage;
  throw new Misuse({
    intent: "read the coverage report",
    fault: `${file} is not a report that this tool knows`,
    allowed: "Cobertura XML, or coverage.py JSON in a file that ends in .json",
    next: "write it with `coverage xml -o coverage.xml`"
  });
}
function read2(file) {
  try {
    return readFileSync2(file, "utf8");
  } catch (error) {
    throw new Misuse({
      intent: "read the coverage report",
      fault: error.message,
      next: "run the tests with coverage before this step"
    });
  }
}
function fromJson(text) {
  const { totals, files = {} } = parse2(text);
  if (typeof totals?.percent_covered !== "number") return void 0;
  return {
    percent: totals.percent_covered,
    files: Object.entries(files).map(([name, { summary }]) => ({ name, percent: summary.percent_covered }))
  };
}
function parse2(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
function fromCobertura(text) {
  const total = rateOf(/<coverage\b[^>]*>/.exec(text)?.[0]);
  if (total === void 0) return void 0;
  const files = [...text.matchAll(/<class\b[^>]*>/g)].flatMap(([element]) => {
    const name = /\bfilename="([^"]*)"/.exec(element)?.[1];
    const percent2 = rateOf(element);
    return name === void 0 || percent2 === void 0 ? [] : [{ name, percent: percent2 }];
  });
  return { percent: total, files };
}
function rateOf(element) {
  const text = element === void 0 ? void 0 : /\bline-rate="([\d.]+)"/.exec(element)?.[1];
  return text === void 0 ? void 0 : Number(text) * 100;
}

// tool/pull-request.ts
import { readFileSync as readFileSync3 } from "node:fs";
function pullRequestOf({ settings }) {
  const file = settings.required("GITHUB_EVENT_PATH");
  const { pull_request: pull } = JSON.parse(readFileSync3(file, "utf8"));
  if (pull === void 0) {
    throw new Misuse({
      intent: "find the pull request",
      fault: "the event that started this workflow is none of a pull request",
      got: settings.optional("GITHUB_EVENT_NAME"),
      allowed: "pull_request",
      next: "run this command in a workflow that starts on pull_request"
    });
  }
  const about = { number: pull.number, head: pull.head.sha };
  const actor = settings.optional("GITHUB_ACTOR");
  if (pull.user?.login === "dependabot[bot]" || actor === "dependabot[bot]") {
    return { ...about, readOnly: "was opened by Dependabot" };
  }
  const fork = pull.head.repo?.full_name !== pull.base.repo.full_name;
  return fork ? { ...about, readOnly: "comes from a fork" } : about;
}

// tool/sticky-comment.ts
async function writeComment(github, number, marker, text) {
  const body = `${markerOf(marker)}
${text}`;
  const comments = await github.list(`/issues/${number}/comments`);
  const ours = comments.find(
    ({ body: text2, user }) => text2?.startsWith(markerOf(marker)) && user?.login.endsWith("[bot]")
  );
  if (ours === void 0) await github.post(`/issues/${number}/comments`, { body });
  else if (ours.body !== body) await github.patch(`/issues/comments/${ours.id}`, { body });
}
function markerOf(name) {
  return `<!-- platform:${name} -->`;
}

// tool/write-or-summarize.ts
async function writeOrSummarize({ out }, pull, summary, write2) {
  const refused = pull.readOnly === void 0 ? await refusal(write2) : `pull request ${pull.number} ${pull.readOnly}`;
  if (refused === void 0) return;
  out.summary(summary);
  out.notice(`Written to the job summary, because the token cannot write to the pull request: ${refused}`);
}
async function refusal(write2) {
  try {
    await write2();
    return void 0;
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return error.reason;
    throw error;
  }
}

// tool/subcommands/coverage-comment.ts
var MOST_FILES = 200;
async function coverageComment(context) {
  const file = context.flags.get("file");
  if (file === void 0) {
    throw new Misuse({
      intent: "report coverage",
      fault: "--file is not given",
      next: "pass the report's path"
    });
  }
  const pull = pullRequestOf(context);
  const coverage = readCoverage(file);
  const report = render(coverage);
  context.out.set("percent", coverage.percent.toFixed(1));
  await writeOrSummarize(
    context,
    pull,
    report,
    () => writeComment(context.github(), pull.number, "coverage", report)
  );
}
function render({ percent: percent2, files }) {
  const lowest = [...files].sort((a, b) => a.percent - b.percent).slice(0, MOST_FILES);
  const rows = lowest.map(
    ({ name, percent: share }) => `| \`${name.replaceAll("|", "\\|")}\` | ${share.toFixed(1)} % |`
  );
  const left = files.length - lowest.length;
  return [
    `### Coverage: ${percent2.toFixed(1)} %`,
    "",
    "| file | lines run |",
    "| --- | ---: |",
    ...rows,
    ...left > 0 ? ["", `${left} files with higher coverage are not shown.`] : []
  ].join("\n");
}

// tool/image.ts
var HOSTS = {
  "ghcr.io": "GHCR",
  "registry.digitalocean.com": "DOCR",
  "docker.io": "DOCKER_HUB"
};
function parseImage(image) {
  const [host = "", owner, ...rest] = image.split("/");
  const type = HOSTS[host];
  if (type === void 0 || owner === void 0 || rest.length === 0 || /[:@]/.test(image)) {
    throw new Misuse({
      intent: "name the image",
      fault: "IMAGE is not an image without tag and digest in a registry that App Platform can pull from",
      got: image,
      allowed: Object.keys(HOSTS).map((each) => `${each}/OWNER/NAME`).join(", "),
      next: "pass the image's name alone"
    });
  }
  const repository = rest.join("/");
  return type === "DOCR" ? { registry_type: type, repository } : { registry_type: type, registry: owner, repository };
}
function withDigest(spec, image, digest) {
  const copy = structuredClone(spec);
  for (const component of componentsOf(copy, image)) {
    const source = component.image;
    source.digest = digest;
    delete source.tag;
  }
  return copy;
}
function versionsOf(spec, image) {
  return new Map(
    componentsOf(spec, image).map(({ name, image: source }) => [
      name ?? "",
      source?.digest ?? `tag ${source?.tag ?? "latest"}`
    ])
  );
}
function digestsOf(spec, image) {
  const components = spec === void 0 ? [] : findComponents(spec, parseImage(image));
  return components.flatMap((component) => component.image?.digest ?? []);
}
function hasDigest(spec, image, digest) {
  if (spec === void 0) return false;
  const versions = [...findComponents(spec, parseImage(image))].map((component) => component.image?.digest);
  return versions.length > 0 && versions.every((version) => version === digest);
}
function hasSameVersions(a, b, image) {
  return JSON.stringify([...versionsOf(a, image)].sort()) === JSON.stringify([...versionsOf(b, image)].sort());
}
function shapeOf(spec, image) {
  const copy = structuredClone(spec);
  for (const { image: source } of findComponents(copy, parseImage(image))) {
    delete source?.digest;
    delete source?.tag;
  }
  return JSON.stringify(copy, (_, value) => isObject(value) ? sorted(value) : value);
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function sorted(value) {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
function runsImage(spec, image) {
  return findComponents(spec, parseImage(image)).length > 0;
}
function componentNames(spec) {
  return allComponents(spec).flatMap(({ name }) => name === void 0 ? [] : [name]);
}
function componentsOf(spec, image) {
  const found = findComponents(spec, parseImage(image));
  if (found.length > 0) return found;
  throw new Failure({
    intent: `find ${image} in the app ${JSON.stringify(spec.name)}`,
    fault: "no component of the app runs this image",
    got: allComponents(spec).map(
      ({ name, image: source }) => `${name}: ${source?.registry}/${source?.repository}`
    ),
    next: "pass the image that the app runs as IMAGE, or change the app: npx cdktf deploy"
  });
}
function findComponents(spec, wanted) {
  return allComponents(spec).filter(
    ({ image }) => image?.registry_type === wanted.registry_type && (image.registry ?? "") === (wanted.registry ?? "") && image.repository === wanted.repository
  );
}
function allComponents(spec) {
  const kinds = ["services", "workers", "jobs"].map((kind) => spec[kind]);
  return kinds.flatMap((components) => Array.isArray(components) ? components : []);
}

// tool/collision.ts
var FAILED = /* @__PURE__ */ new Set(["ERROR", "CANCELED"]);
function collisionOf(deployments, written) {
  const { image, read: read3, wrote, id, before } = written;
  const other = deployments.find((each) => each.id !== id && !before.has(each.id));
  const spec = other?.spec;
  if (other === void 0 || spec === void 0 || !runsImage(spec, image)) return void 0;
  if (FAILED.has(other.phase ?? "") || shapeOf(spec, image) === shapeOf(wrote, image)) return void 0;
  const ours = deployments.findIndex((each) => each.id === id);
  if (deployments.indexOf(other) > ours) return { lost: "settings", other, spec };
  if (hasSameVersions(spec, wrote, image)) return void 0;
  const former = deployments.slice(ours + 1).flatMap((each) => each.spec === void 0 ? [] : [each.spec]);
  const older = [read3, ...former];
  const isOlder = older.some((each) => runsImage(each, image) && hasSameVersions(each, spec, image));
  return isOlder ? { lost: "image", other, spec } : void 0;
}

// tool/limits.ts
var APPEAR_SECONDS = 60;
var SHOWN_SECONDS = 60;
var LOGS_SECONDS = 120;
var SLACK_SECONDS = 10;

// tool/logs.ts
var KINDS = ["BUILD", "DEPLOY", "RUN"];
var MOST_LINES = 200;
var SECONDS = 30;
async function printLogs(context, cloud, app, deployment) {
  for (const reason of failedSteps(deployment.progress?.steps ?? [])) context.out.error(reason);
  const deadline = context.clock.patientDeadline(LOGS_SECONDS);
  for (const component of componentNames(deployment.spec ?? {})) {
    for (const kind of KINDS) {
      if (deadline.passed()) return context.out.warning(leftOut(component, kind));
      await printLog(context, cloud, `${app}/deployments/${deployment.id}`, component, kind);
    }
  }
}
function leftOut(component, kind) {
  return `the logs from ${kind} of ${component} on are left out: reading them takes more than ${LOGS_SECONDS} s; they are in the control panel`;
}
async function printLog(context, cloud, deployment, component, kind) {
  const path = `/v2/apps/${deployment}/components/${component}/logs?type=${kind}&follow=false&tail_lines=${MOST_LINES}`;
  try {
    const found = await cloud.api.find(path);
    for (const url of found?.historic_urls ?? []) {
      const text = await download(context, url);
      if (text.trim() !== "") context.out.foreign(`${kind} log of ${component}`, lastLines(text));
    }
  } catch (error) {
    context.out.warning(`the ${kind} log of ${component} cannot be read: ${error.message}`);
  }
}
async function download(context, url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(context.clock.requestLimit(SECONDS)) });
  if (response.ok) return response.text();
  throw new ApiError(response.status, response.statusText, "GET", new URL(url).origin);
}
function lastLines(text) {
  return text.trimEnd().split("\n").slice(-MOST_LINES).join("\n");
}
function failedSteps(steps) {
  return steps.flatMap((step) => {
    const inner = failedSteps(step.steps ?? []);
    if (step.status !== "ERROR" || step.reason === void 0) return inner;
    const where = step.component_name ?? step.name ?? "deployment";
    return [
      `${where}: ${step.reason.code ?? "failed"}: ${step.reason.message ?? "no reason given"}`,
      ...inner
    ];
  });
}

// tool/follow.ts
var ENDED_BADLY = {
  ERROR: "read the logs above; the app still runs the version before, mend the cause and deploy again",
  CANCELED: "somebody canceled it; the app still runs the version before, deploy again when that is wanted",
  SUPERSEDED: "a later deployment took its place; find who else deploys this app, then deploy again"
};
async function followToActive(context, cloud, app, id, { timeoutSeconds, pollSeconds } = context.environment.deploy) {
  const deadline = context.clock.deadline(timeoutSeconds);
  let phase = "";
  for (; ; ) {
    const deployment = await look(context, cloud, app, id);
    if (deployment !== void 0 && deployment.phase !== phase) {
      context.out.info(`deployment ${id}: ${deployment.phase}`);
      phase = deployment.phase ?? "UNKNOWN";
    }
    if (deployment?.phase === "ACTIVE") return deployment;
    if (deployment !== void 0 && ENDED_BADLY[phase] !== void 0)
      return fail(context, cloud, app, deployment, `it ended as ${phase}`);
    if (deadline.passed()) {
      if (deployment === void 0) throw outOfSight(app, id, phase, timeoutSeconds);
      return fail(context, cloud, app, deployment, `it was not ACTIVE within ${timeoutSeconds} s`);
    }
    await context.clock.sleep(pollSeconds);
  }
}
async function look({ out }, cloud, app, id) {
  try {
    return await cloud.deployment(app, id);
  } catch (error) {
    if (!(error instanceof ApiError && (error.isOutage || error.status === 429))) throw error;
    out.warning(`deployment ${id} cannot be read now and goes on: ${error.message}`);
    return void 0;
  }
}
var LATE = "look at the app in the control panel: the deployment may still become ACTIVE, and then run this job again";
function outOfSight(app, id, phase, seconds2) {
  return new Failure({
    intent: `bring deployment ${id} of app ${app} to ACTIVE`,
    fault: `it could not be read any more within ${seconds2} s`,
    got: phase === "" ? "never read" : phase,
    next: LATE
  });
}
async function fail(context, cloud, app, deployment, fault) {
  await printLogs(context, cloud, app, deployment);
  throw new Failure({
    intent: `bring deployment ${deployment.id} of app ${app} to ACTIVE`,
    fault,
    got: deployment.phase,
    next: ENDED_BADLY[deployment.phase ?? ""] ?? LATE
  });
}

// tool/idle.ts
async function waitUntilIdle(context, cloud, id) {
  const { inProgressTimeoutSeconds, pollSeconds } = context.environment.deploy;
  const deadline = context.clock.deadline(inProgressTimeoutSeconds);
  let told = "";
  for (; ; ) {
    const app = await cloud.app(id);
    const { pinned_deployment: pin } = app;
    const busy = pin ?? busyWith(app);
    if (busy === void 0) return app;
    if (busy.id !== told) tellWait(context, app, busy);
    told = busy.id;
    if (deadline.passed()) {
      if (pin !== void 0) refusePinned(app);
      throw stillBusy(id, busy.id, inProgressTimeoutSeconds);
    }
    await context.clock.sleep(pollSeconds);
  }
}
function busyWith(app) {
  return app.in_progress_deployment ?? app.pending_deployment;
}
function refusePinned({ id, pinned_deployment: pinned }) {
  if (pinned === void 0) return;
  throw new Failure({
    intent: `deploy to app ${id}`,
    fault: "a rollback pins it, and DigitalOcean refuses deployments until that is committed or reverted",
    got: pinned.id,
    next: `decide about the rollback, then run this job again: doctl apps rollback commit ${id} (or POST /v2/apps/${id}/rollback/commit) keeps what serves now, POST /v2/apps/${id}/rollback/revert brings back what ran before`
  });
}
function tellWait({ out }, app, { id, phase, cause }) {
  if (app.pinned_deployment === void 0)
    out.info(`waiting for deployment ${id} (${phase}, ${cause ?? "no cause"})`);
  else
    out.warning(
      `waiting for the rollback to deployment ${id}, which pins app ${app.id}: commit it (doctl apps rollback commit ${app.id}) or revert it (POST /v2/apps/${app.id}/rollback/revert)`
    );
}
function stillBusy(app, deployment, seconds2) {
  return new Failure({
    intent: `deploy to app ${app}`,
    fault: `another deployment is still in progress after ${seconds2} s`,
    got: deployment,
    next: "wait until it has ended, or cancel it, then run this job again"
  });
}

// tool/deploy-digest.ts
async function deployDigest(context, cloud, wanted) {
  const { inProgressTimeoutSeconds, timeoutSeconds } = context.environment.deploy;
  const whole = context.clock.deadline(inProgressTimeoutSeconds + timeoutSeconds);
  const written = await write(context, cloud, wanted);
  const end = await endOf(followToActive(context, cloud, wanted.app, written.id));
  const collision = collisionOf(await cloud.deployments(wanted.app), written);
  if (collision === void 0) {
    if (end instanceof Failure) throw end;
    return end;
  }
  context.out.warning(describe2(collision, wanted));
  const { id } = await write(within(context, whole), cloud, wanted, collision.spec);
  return followToActive(within(context, whole), cloud, wanted.app, id);
}
async function write(context, cloud, wanted, base) {
  const { app, before } = await readIdle(context, cloud, wanted.app);
  const spec = withDigest(base ?? app.spec, wanted.image, wanted.digest);
  for (const [name, version] of versionsOf(app.spec, wanted.image)) {
    context.out.info(`${name}: ${version} -> ${wanted.digest}`);
  }
  const answer = await cloud.update(wanted.app, spec);
  const serving = JSON.stringify(spec) === JSON.stringify(app.spec) ? app.active_deployment : void 0;
  const id = named(answer, before) ?? unchanged(context, wanted, serving) ?? await appeared(context, cloud, wanted, before);
  context.out.info(`following deployment ${id}`);
  return { image: wanted.image, read: app.spec, wrote: spec, id, before };
}
async function readIdle(context, cloud, id) {
  for (; ; ) {
    await waitUntilIdle(context, cloud, id);
    const before = new Set((await cloud.deployments(id)).map((each) => each.id));
    const app = await cloud.app(id);
    if (busyWith(app) === void 0) return { app, before };
  }
}
async function endOf(followed) {
  try {
    return await followed;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
function describe2({ lost, other }, { app, digest }) {
  const what = lost === "image" ? `deployment ${other.id} put the image from before back over ${digest}` : `this run took back the settings that deployment ${other.id} brought`;
  return `app ${app}: an apply of the platform came between, and ${what}; both are written now`;
}
function within(context, whole) {
  const { clock, out, environment } = context;
  const { inProgressTimeoutSeconds, timeoutSeconds, pollSeconds } = environment.deploy;
  const left = Math.max(whole.left(), pollSeconds);
  const deploy2 = {
    pollSeconds,
    inProgressTimeoutSeconds: Math.min(inProgressTimeoutSeconds, left),
    timeoutSeconds: Math.min(timeoutSeconds, left)
  };
  return { clock, out, environment: { deploy: deploy2 } };
}
function named(answer, before) {
  const candidates2 = [answer.pending_deployment?.id, answer.in_progress_deployment?.id];
  return candidates2.find((id) => id !== void 0 && !before.has(id));
}
function unchanged({ out }, { image, digest }, serving) {
  if (serving === void 0 || !hasDigest(serving.spec, image, digest)) return void 0;
  out.notice(`${digest} serves already; nothing changed, so DigitalOcean started no deployment`);
  return serving.id;
}
async function appeared(context, cloud, { app, image, digest }, before) {
  const deadline = context.clock.deadline(APPEAR_SECONDS);
  for (; ; ) {
    const newest2 = await cloud.deployments(app);
    const ours = newest2.filter(({ id, spec }) => !before.has(id) && hasDigest(spec, image, digest)).at(-1);
    if (ours !== void 0) return ours.id;
    if (deadline.passed()) throw notStarted(app, digest);
    await context.clock.sleep(context.environment.deploy.pollSeconds);
  }
}
function notStarted(app, digest) {
  return new Failure({
    intent: `deploy ${digest} to app ${app}`,
    fault: `the specification was accepted, but no deployment of it began within ${APPEAR_SECONDS} s`,
    next: "look at the app's activity in the control panel, then run this job again"
  });
}

// tool/serving.ts
function urlOf(app) {
  const url = (app.live_url || app.default_ingress || "").replace(/\/+$/, "");
  if (url !== "") return url;
  throw new Failure({
    intent: `find the address of app ${app.id}`,
    fault: "it has none: no deployment of it was ever ACTIVE",
    next: "read the logs of its last deployment"
  });
}
async function requireServing(context, cloud, id, image, digest) {
  const deadline = context.clock.deadline(SHOWN_SECONDS);
  for (; ; ) {
    const app = await cloud.app(id);
    const serving = app.active_deployment?.spec;
    const versions = serving === void 0 ? /* @__PURE__ */ new Map() : versionsOf(serving, image);
    const wrong = [...versions].filter(([, version]) => version !== digest);
    if (versions.size > 0 && wrong.length === 0) {
      context.out.info(`${[...versions.keys()].join(", ")}: serving ${digest}`);
      return app;
    }
    if (deadline.passed()) throw notServing(app, digest, Object.fromEntries(wrong));
    await context.clock.sleep(context.environment.deploy.pollSeconds);
  }
}
function notServing(app, digest, got) {
  return new Failure({
    intent: `verify that app ${app.id} serves ${digest}`,
    fault: "applied but not serving: the active deployment runs something else",
    got: app.active_deployment === void 0 ? "no active deployment" : { deployment: app.active_deployment.id, ...got },
    next: "read the logs of the last deployment; what serves now is the version before it"
  });
}

// tool/subcommands/deploy.ts
async function deploy(context) {
  const { settings, out } = context;
  const cloud = context.digitalocean();
  const app = settings.required("DO_APP_ID");
  const digest = settings.digest();
  const deployment = await deployDigest(context, cloud, { app, image: settings.required("IMAGE"), digest });
  out.set("deployment-id", deployment.id);
  out.set("url", urlOf(await cloud.app(app)));
  out.set("digest", digest);
}

// tool/gate/finding.ts
function unless(holds, what, wanted, live) {
  return holds ? [] : [{ what, wanted, live }];
}

// tool/gate/code-scanning.ts
var ALERTS = ["none", "errors", "errors_and_warnings", "all"];
var SECURITY_ALERTS = ["none", "critical", "high_or_higher", "medium_or_higher", "all"];
function compareCodeScanning(wanted, rules) {
  if (wanted === void 0) return [];
  const live = rules.flatMap(
    ({ code_scanning_tools: tools }) => Array.isArray(tools) ? tools : []
  );
  const ours = live.filter(({ tool: tool2 }) => tool2 === wanted.tool);
  const { tool, alerts, securityAlerts } = wanted;
  const holds = ours.some((each) => reaches(ALERTS, each.alerts_threshold, alerts)) && ours.some((each) => reaches(SECURITY_ALERTS, each.security_alerts_threshold, securityAlerts));
  return unless(
    holds,
    "code scanning",
    { tool, alerts_threshold: alerts, security_alerts_threshold: securityAlerts },
    live
  );
}
function reaches(thresholds, live, wanted) {
  return thresholds.indexOf(live) >= thresholds.indexOf(wanted);
}

// tool/gate/branch-rules.ts
var FLAGS = [
  ["dismissStaleReviews", "dismiss_stale_reviews_on_push"],
  ["lastPushApproval", "require_last_push_approval"],
  ["codeOwnerReview", "require_code_owner_review"],
  ["resolvedThreads", "required_review_thread_resolution"]
];
var PRESENCE = [
  ["noForcePush", "non_fast_forward", "force pushes blocked"],
  ["noDeletion", "deletion", "deletion blocked"],
  ["signedCommits", "required_signatures", "signed commits"],
  ["linearHistory", "required_linear_history", "linear history"],
  ["mergeQueue", "merge_queue", "merge queue"]
];
function compareBranchRules(wanted, check, live) {
  const has = (type) => live.some((rule) => rule.type === type);
  return [
    ...compareReviews(wanted, parametersOf(live, "pull_request")),
    ...compareChecks(wanted, check, parametersOf(live, "required_status_checks")),
    ...PRESENCE.flatMap(([ours, theirs, what]) => unless(!wanted[ours] || has(theirs), what, true, false)),
    ...compareCodeScanning(wanted.codeScanning, parametersOf(live, "code_scanning"))
  ];
}
function compareReviews(wanted, reviews) {
  if (reviews.length === 0) return [{ what: "pull request required", wanted: true, live: false }];
  const approvals = Math.max(...reviews.map((each) => Number(each.required_approving_review_count ?? 0)));
  return [
    ...unless(
      approvals >= wanted.requiredApprovals,
      "required approvals",
      wanted.requiredApprovals,
      approvals
    ),
    ...FLAGS.flatMap(
      ([ours, theirs]) => unless(!wanted[ours] || reviews.some((each) => each[theirs] === true), theirs, true, false)
    )
  ];
}
function compareChecks(wanted, check, rules) {
  const live = rules.flatMap(
    ({ required_status_checks: checks }) => Array.isArray(checks) ? checks : []
  );
  const missing = [check, ...wanted.requiredChecks].filter(
    ({ context, integrationId }) => !live.some((each) => each.context === context && each.integration_id === integrationId)
  );
  const strict = rules.some((each) => each.strict_required_status_checks_policy === true);
  return [
    ...missing.map(({ context, integrationId }) => ({
      what: "required check",
      wanted: { context, integration_id: integrationId },
      live
    })),
    ...unless(!wanted.strictChecks || strict, "branch up to date before merging", true, false)
  ];
}
function parametersOf(rules, type) {
  return rules.filter((rule) => rule.type === type).map((rule) => rule.parameters ?? {});
}

// tool/gate/bypass.ts
var NOT_TOLD = "not told to this token";
async function compareBypassActors(github, rules, wanted) {
  const ids = new Set(rules.flatMap(({ ruleset_id: id }) => id === void 0 ? [] : [id]));
  const allowed = await Promise.all(wanted.map((actor) => withId(github, actor)));
  const findings = [];
  for (const id of ids) findings.push(...compare(await github.get(`/rulesets/${id}`), allowed));
  return findings;
}
function compare({ name, bypass_actors: actors }, allowed) {
  const what = `bypass actors of ruleset "${name}"`;
  if (actors === void 0) return [{ what, wanted: allowed, live: NOT_TOLD }];
  const live = actors.map(nameOf);
  return unless(
    live.every(([short, long]) => allowed.includes(short) || allowed.includes(long)),
    what,
    allowed,
    live.map(([, long]) => long)
  );
}
function nameOf({ actor_type: type, actor_id: id, bypass_mode: mode }) {
  const short = type === "OrganizationAdmin" || id === void 0 || id === null ? type : `${type}:${id}`;
  return [short, `${short}:${mode ?? "always"}`];
}
async function withId(github, actor) {
  const [type, name = "", ...mode] = actor.split(":");
  if (type !== "Team" || /^\d+$/.test(name)) return actor;
  return ["Team", (await github.team(name)).id, ...mode].join(":");
}

// tool/gate/environment.ts
function compareEnvironment(wanted, live) {
  const rules = live.protection_rules ?? [];
  const review = rules.find(({ type }) => type === "required_reviewers");
  const timer = rules.find(({ type }) => type === "wait_timer")?.wait_timer ?? 0;
  return [
    ...compareReviewers(wanted, review),
    ...unless(timer >= wanted.waitTimerMinutes, "wait timer, minutes", wanted.waitTimerMinutes, timer),
    ...unless(
      wanted.adminsCanBypass || live.can_admins_bypass === false,
      "administrators can bypass",
      wanted.adminsCanBypass,
      live.can_admins_bypass ?? "not told"
    ),
    ...unless(
      live.deployment_branch_policy?.custom_branch_policies === true,
      "deployment branches",
      wanted.branches,
      live.deployment_branch_policy ?? "every branch"
    )
  ];
}
function compareReviewers(wanted, review) {
  const asked = [
    ...wanted.reviewers.teams.map((slug) => `team ${slug}`),
    ...wanted.reviewers.users.map((login) => `user ${login}`)
  ].map((name) => name.toLowerCase());
  if (asked.length === 0) return [];
  const live = (review?.reviewers ?? []).map(nameOf2);
  const same = asked.every((name) => live.includes(name)) && live.every((name) => asked.includes(name));
  const self = !wanted.preventSelfReview || review?.prevent_self_review === true;
  return [
    ...unless(same, "required reviewers", asked, live),
    ...unless(self, "self-review prevented", true, review?.prevent_self_review ?? false)
  ];
}
function nameOf2({ type, reviewer }) {
  return `${type} ${reviewer.slug ?? reviewer.login ?? ""}`.toLowerCase();
}
function compareBranches(wanted, policies) {
  const live = policies.map(({ name, type }) => type === "tag" ? `tag ${name}` : name).sort();
  const same = live.length > 0 && live.every((name) => wanted.branches.includes(name));
  return unless(same, "deployment branches", wanted.branches, live);
}

// tool/subcommands/gate.ts
async function gate(context) {
  const { environmentName: name, environment, out } = context;
  const { protection } = environment;
  if (protection === void 0) throw noProtection(name);
  try {
    const findings = await findingsOf(context, protection);
    if (findings.length > 0) throw weaker(name, findings);
  } catch (error) {
    throw error instanceof ApiError ? unreadable(name, error) : error;
  }
  out.info(`${name} is protected as it was synthesized`);
}
async function findingsOf(context, protection) {
  const github = context.github();
  const { branch } = context.environment;
  const rules = await github.list(`/rules/branches/${encodeURIComponent(branch)}`);
  return [
    ...await environmentFindings(github, context.environmentName, protection),
    ...protection.branchRules === void 0 ? [] : compareBranchRules(protection.branchRules, context.config.requiredCheck, rules),
    ...await bypassFindings(context, protection, rules)
  ];
}
async function environmentFindings(github, name, protection) {
  const path = `/environments/${encodeURIComponent(name)}`;
  const live = await github.get(path);
  const findings = compareEnvironment(protection, live);
  if (live.deployment_branch_policy?.custom_branch_policies !== true) return findings;
  const policies = await github.list(
    `${path}/deployment-branch-policies`,
    (body) => body.branch_policies ?? []
  );
  return [...findings, ...compareBranches(protection, policies)];
}
async function bypassFindings(context, { bypassActors }, rules) {
  const token = context.settings.optional("PLATFORM_APP_TOKEN");
  if (token !== void 0) return compareBypassActors(context.github(token), rules, bypassActors ?? []);
  context.out.notice(
    "Who may bypass the rules was not compared: GitHub tells it only to a token that may change rulesets, which this workflow does not hold. The platform's own App compares it; give PLATFORM_APP_TOKEN to compare it here."
  );
  return [];
}
function weaker(name, findings) {
  const list = findings.map(
    ({ what, wanted, live }) => `${what}: synthesized ${JSON.stringify(wanted)}, live ${JSON.stringify(live)}`
  );
  return new Failure({
    intent: `deploy to ${name}`,
    fault: `its live protection is weaker than what was synthesized:
  ${list.join("\n  ")}
`,
    next: `bring it back (npx cdktf deploy repository ${name}) and find out who changed it; then run this job again`
  });
}
function unreadable(name, error) {
  return new Failure({
    intent: `deploy to ${name}`,
    fault: `its live protection cannot be read, so it counts as missing (${error.message})`,
    next: "give the job `actions: read` and `contents: read`, and check that repository and environment exist"
  });
}
function noProtection(name) {
  return new Misuse({
    intent: `compare the protection of ${name}`,
    fault: "platform.json says nothing of its protection",
    next: "do not run gate for it, or give the environment a protection and render again"
  });
}

// tool/probe.ts
var LONGEST_DELAY_SECONDS = 60;
async function ask(context, url, timeoutSeconds) {
  const started = performance.now();
  const result = await statusOf(url, context.clock.requestLimit(timeoutSeconds));
  return { good: /^2\d\d$/.test(result), result, milliseconds: performance.now() - started };
}
async function askUntilGood(context, intent, url, config) {
  const results = [];
  for (let attempt = 0; attempt <= config.retries; attempt += 1) {
    if (attempt > 0) {
      await context.clock.sleep(Math.min(config.delaySeconds * 2 ** (attempt - 1), LONGEST_DELAY_SECONDS));
    }
    const { good, result, milliseconds } = await ask(context, url, config.timeoutSeconds);
    context.out.info(`GET ${url}: ${result} in ${Math.round(milliseconds)} ms`);
    if (good) return;
    results.push(result);
  }
  throw new Failure({
    intent,
    fault: `GET ${url} was not answered well in ${results.length} tries`,
    got: results,
    allowed: "a status from 200 to 299",
    next: "read the app's run-time logs; to go back to the version before, run the rollback workflow"
  });
}
async function statusOf(url, milliseconds) {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(milliseconds) });
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    const { name, message, cause } = error;
    if (name === "TimeoutError") return `no answer within ${milliseconds} ms`;
    return cause instanceof Error ? cause.message : message;
  }
}

// tool/subcommands/health.ts
async function health(context) {
  const { health: config } = context.environment;
  const url = context.settings.url("APP_URL", "");
  context.settings.required("APP_URL");
  await askUntilGood(context, `find ${context.environmentName} healthy`, url + config.path, config);
}

// tool/monitor/sample-value.ts
function sampleValue(text) {
  const value = Number(text?.replace(/^([+-]?)Inf$/, "$1Infinity") ?? Number.NaN);
  return Number.isNaN(value) ? void 0 : value;
}

// tool/monitor/insights.ts
async function readInsights(cloud, insights) {
  const ask2 = (promql) => query(cloud, insights.region, promql);
  const perSecond = await ask2(insights.requestsPerSecond);
  if (perSecond === void 0) throw noNumber(insights.requestsPerSecond);
  const p95Milliseconds = await ask2(insights.p95Milliseconds);
  if (p95Milliseconds === void 0 && perSecond > 0) throw noNumber(insights.p95Milliseconds);
  return { perSecond, p95Milliseconds, errorPercent: await ask2(insights.errorPercent) };
}
function completed(figures, own) {
  return {
    perSecond: figures.perSecond,
    p95Milliseconds: figures.p95Milliseconds ?? own.p95Milliseconds,
    errorPercent: figures.errorPercent ?? own.errorPercent
  };
}
async function query(cloud, region, promql) {
  const path = `/v2/insights/query/${encodeURIComponent(region)}/prom/api/v1/query?query=${encodeURIComponent(promql)}`;
  const { data } = await cloud.api.call("GET", path);
  return sampleValue(data?.result?.[0]?.value?.[1]);
}
function noNumber(promql) {
  return new Failure({
    intent: "judge the deployment by DigitalOcean Insights",
    fault: "a query gave no number, and what cannot be judged is not taken for good",
    got: promql,
    next: "try the query in Insights, and mend monitor.insights of the environment"
  });
}

// tool/monitor/metrics.ts
var MAX_PERCENT = 90;
var NOT_MEASURED = {
  cpuPercent: void 0,
  memoryPercent: void 0,
  restarts: void 0
};
var ContainerWatch = class {
  /** @param start seconds since 1970 */
  constructor(cloud, app, start2) {
    this.cloud = cloud;
    this.app = app;
    this.start = start2;
  }
  cloud;
  app;
  start;
  figures = NOT_MEASURED;
  /** Reads once more when something was not measured so far: a new container's first values take a minute or more. */
  async retry(end) {
    if (Object.values(this.figures).includes(void 0)) await this.read(end);
  }
  /** The figures up to the end; what the last reading lacks is taken from an earlier one of this watch. */
  async read(end) {
    const now = await readMetrics(this.cloud, this.app, this.start, Math.max(end, this.start + 1));
    this.figures = {
      cpuPercent: now.cpuPercent ?? this.figures.cpuPercent,
      memoryPercent: now.memoryPercent ?? this.figures.memoryPercent,
      restarts: now.restarts ?? this.figures.restarts
    };
    return this.figures;
  }
};
function judgeMetrics(figures, config) {
  const { maxCpuPercent = MAX_PERCENT, maxMemoryPercent = MAX_PERCENT, maxRestarts = 0 } = config;
  const { cpuPercent, memoryPercent, restarts } = figures;
  return [
    ...judgePercent("CPU", cpuPercent, maxCpuPercent),
    ...judgePercent("memory", memoryPercent, maxMemoryPercent),
    ...restarts === void 0 || restarts <= maxRestarts ? [] : [`${restarts} container restarts (at most ${maxRestarts})`]
  ];
}
function judgePercent(measure, value, most) {
  if (value === void 0) {
    return [
      `${measure} was not measured of every container, and what cannot be judged is not taken for good`
    ];
  }
  return value <= most ? [] : [`${measure} ${value.toFixed(0)} % (at most ${most})`];
}
async function readMetrics(cloud, app, start2, end) {
  const read3 = (name) => readSeries(cloud, name, app, start2, end);
  return {
    cpuPercent: highestOfAll(await read3("cpu_percentage")),
    memoryPercent: highestOfAll(await read3("memory_percentage")),
    restarts: sumOfKnown(await read3("restart_count"))
  };
}
async function readSeries(cloud, name, app, start2, end) {
  const path = `/v2/monitoring/metrics/apps/${name}?app_id=${encodeURIComponent(app)}&start=${start2}&end=${end}`;
  const { data } = await cloud.api.call("GET", path);
  return (data?.result ?? []).map(({ values = [] }) => values.flatMap(([, text]) => sampleValue(text) ?? []));
}
function highestOfAll(series) {
  if (series.length === 0 || series.some((values) => values.length === 0)) return void 0;
  return Math.max(...series.flat());
}
function sumOfKnown(series) {
  const peaks = series.filter((values) => values.length > 0).map((values) => Math.max(...values));
  return peaks.length === 0 ? void 0 : peaks.reduce((sum, peak) => sum + peak, 0);
}

// tool/monitor/report.ts
var NOT_MEASURED2 = "not measured";
var OWN_REQUESTS = "Request rate, p95 and errors are measured by this tool's own requests to the smoke paths (without any, the health path), not those of users: for all requests, configure `insights` queries.";
var NO_RESTARTS = "DigitalOcean has no data of restarts: a container that never restarted may have none, so they are not judged.";
function renderFigures(environment, { observeSeconds, minRequestsPerSecond }, { requests, insights, containers }) {
  const judged = insights !== void 0 || minRequestsPerSecond > 0;
  const source = sourceOf(insights);
  const { perSecond, p95Milliseconds, errorPercent } = requests;
  return [
    `### ${environment}: ${observeSeconds} s after the deployment`,
    "",
    "| measure | value | source |",
    "| --- | ---: | --- |",
    `| request rate | ${perSecond.toFixed(2)} /s | ${source("perSecond")}${judged ? "" : "; told, not judged"} |`,
    `| p95 | ${p95Milliseconds.toFixed(0)} ms | ${source("p95Milliseconds")} |`,
    `| errors | ${errorPercent.toFixed(1)} % | ${source("errorPercent")} |`,
    `| CPU, highest | ${percent(containers.cpuPercent)} | metrics API |`,
    `| memory, highest | ${percent(containers.memoryPercent)} | metrics API |`,
    `| restarts | ${containers.restarts ?? "no data"} | metrics API |`,
    ...insights === void 0 ? ["", OWN_REQUESTS] : [],
    ...containers.restarts === void 0 ? ["", NO_RESTARTS] : []
  ].join("\n");
}
function sourceOf(insights) {
  if (insights === void 0) return () => "own requests";
  return (measure) => insights[measure] === void 0 ? "own requests, Insights has no data" : "Insights";
}
function percent(value) {
  return value === void 0 ? NOT_MEASURED2 : `${value.toFixed(0)} %`;
}

// tool/monitor/requests.ts
function figuresOf(samples, seconds2) {
  const times = samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const bad = samples.filter(({ good }) => !good).length;
  return {
    perSecond: seconds2 > 0 ? samples.length / seconds2 : samples.length,
    p95Milliseconds: times[Math.max(0, Math.ceil(times.length * 0.95) - 1)] ?? 0,
    errorPercent: samples.length === 0 ? 100 : 100 * bad / samples.length
  };
}

// tool/monitor/watchers.ts
async function missingWatchers(cloud, app, { alerts, uptimePath }) {
  return [
    ...await missingAlerts(cloud, app.id, alerts),
    ...await missingUptime(
      cloud,
      addressesOf(app).map((url) => url + uptimePath)
    )
  ];
}
async function missingAlerts(cloud, app, wanted) {
  const { alerts = [] } = await cloud.api.call("GET", `/v2/apps/${app}/alerts`);
  return wanted.flatMap((rule) => {
    const same = alerts.filter(({ spec }) => spec.rule === rule);
    if (same.length === 0) return [`alert ${rule} does not exist`];
    return same.some(({ spec }) => spec.disabled !== true) ? [] : [`alert ${rule} is disabled`];
  });
}
function addressesOf(app) {
  const given = (app.default_ingress ?? "").replace(/\/+$/, "");
  return [.../* @__PURE__ */ new Set([urlOf(app), ...given === "" ? [] : [given]])];
}
async function missingUptime(cloud, targets) {
  const checks = await pagesOf(
    cloud.api,
    "/v2/uptime/checks",
    (body) => body.checks ?? []
  );
  const ours = checks.filter((check) => targets.includes(check.target));
  const target = targets.join(" or ");
  if (ours.length === 0) return [`no uptime check watches ${target}`];
  const enabled = ours.filter((check) => check.enabled);
  if (enabled.length === 0) return [`the uptime check of ${target} is disabled`];
  for (const { id } of enabled) {
    const { alerts = [] } = await cloud.api.call(
      "GET",
      `/v2/uptime/checks/${id}/alerts`
    );
    if (alerts.length > 0) return [];
  }
  return [`the uptime check of ${target} alerts nobody`];
}

// tool/subcommands/monitor.ts
async function monitor(context) {
  const { environmentName: name, environment, settings } = context;
  const { monitor: config } = environment;
  if (config === void 0) throw notMonitored(name);
  const cloud = context.digitalocean();
  const app = await cloud.app(settings.required("DO_APP_ID"));
  const missing = await missingWatchers(cloud, app, config);
  if (missing.length > 0) throw notWatched(name, missing, environment.stack);
  const faults = await observe(context, cloud, app, config);
  if (faults.length > 0) throw notWell(name, faults, config.observeSeconds);
}
async function observe(context, cloud, app, config) {
  const watch = new ContainerWatch(cloud, app.id, seconds());
  const samples = await sample(context, urlOf(app), config, watch);
  const own = figuresOf(samples, config.observeSeconds);
  const insights = config.insights && await readInsights(cloud, config.insights);
  const requests = insights === void 0 ? own : completed(insights, own);
  const containers = await watch.read(seconds());
  if (containers.restarts === void 0) context.out.notice(NO_RESTARTS);
  context.out.summary(renderFigures(context.environmentName, config, { requests, insights, containers }));
  return [...judgeRequests(requests, config), ...judgeMetrics(containers, config)];
}
async function sample(context, url, config, watch) {
  const { smoke: smoke2, health: health2 } = context.environment;
  const paths = smoke2.paths.length === 0 ? [health2.path] : smoke2.paths;
  const deadline = context.clock.deadline(config.observeSeconds);
  const samples = [];
  do {
    for (const path of paths) samples.push(await ask(context, url + path, smoke2.timeoutSeconds));
    await context.clock.sleep(config.intervalSeconds);
    await watch.retry(seconds());
  } while (!deadline.passed());
  return samples;
}
function judgeRequests(figures, config) {
  const { perSecond, p95Milliseconds, errorPercent } = figures;
  const { minRequestsPerSecond, maxP95Milliseconds, maxErrorPercent } = config;
  return [
    ...perSecond < minRequestsPerSecond ? [`${perSecond.toFixed(2)} requests/s (at least ${minRequestsPerSecond})`] : [],
    ...p95Milliseconds > maxP95Milliseconds ? [`p95 ${p95Milliseconds.toFixed(0)} ms (at most ${maxP95Milliseconds})`] : [],
    ...errorPercent > maxErrorPercent ? [`errors ${errorPercent.toFixed(1)} % (at most ${maxErrorPercent})`] : []
  ];
}
function seconds() {
  return Math.floor(Date.now() / 1e3);
}
function notMonitored(name) {
  return new Misuse({
    intent: `monitor ${name}`,
    fault: "platform.json has no monitor settings for it",
    next: "do not run monitor for it, or give the environment monitor settings and render again"
  });
}
function notWatched(name, missing, stack) {
  return new Failure({
    intent: `hand ${name} over to its alerts`,
    fault: missing.join("; "),
    next: `bring them back: npx cdktf deploy ${stack}`
  });
}
function notWell(name, faults, observed) {
  return new Failure({
    intent: `find ${name} well in the ${observed} s after its deployment`,
    fault: faults.join("; "),
    next: "read the app's run-time logs; to go back to the version before, run the rollback workflow"
  });
}

// tool/verified-step.ts
var DEPLOY_JOB = "Deploy to DO";
var VERIFIED = "Verify what serves: ";
function deployFile(environment) {
  return `deploy-${environment}.yml`;
}

// tool/deploy-runs.ts
var MOST = 100;
async function successfulRuns(github, { environment, branch }) {
  const file = deployFile(environment);
  const query2 = `branch=${encodeURIComponent(branch)}&event=push&status=success&per_page=${MOST}`;
  const path = `/actions/workflows/${encodeURIComponent(file)}/runs?${query2}`;
  const answer = await github.find(path);
  return (answer?.workflow_runs ?? []).filter(
    (run2) => run2.path.split("@", 1)[0] === `.github/workflows/${file}` && run2.event === "push" && run2.head_branch === branch && run2.conclusion === "success"
  );
}

// tool/subcommands/newest.ts
async function newest(context) {
  const { environment, environmentName, settings, out } = context;
  const own = ownNumber(settings);
  const { branch } = environment;
  const runs = await successfulRuns(context.github(), { environment: environmentName, branch });
  const later = runs.find((run2) => run2.run_number > own);
  if (later === void 0) return out.info(`no later push to ${branch} is deployed`);
  throw new Failure({
    intent: `deploy ${settings.required("GITHUB_SHA").slice(0, 7)} to ${environmentName}`,
    fault: `a later push to ${branch} is deployed already, and this one would take it back`,
    got: { run: later.run_number, commit: later.head_sha },
    next: "to go back on purpose, run the rollback workflow; else run the later run again"
  });
}
function ownNumber(settings) {
  const text = settings.optional("GITHUB_RUN_NUMBER");
  if (text !== void 0 && /^\d+$/.test(text)) return Number(text);
  throw new Misuse({
    intent: "start",
    fault: "GITHUB_RUN_NUMBER is not the number of a run",
    got: text,
    allowed: "digits",
    next: "let GitHub Actions set it"
  });
}

// tool/news.ts
function newsOf({ settings, environmentName }) {
  return {
    environment: environmentName,
    outcome: settings.required("OUTCOME"),
    sha: settings.required("GITHUB_SHA"),
    rollback: settings.optional("METHOD"),
    digest: settings.optional("DIGEST"),
    url: settings.optional("APP_URL"),
    run: runAddress(settings)
  };
}
function runAddress(settings) {
  const server = settings.url("GITHUB_SERVER_URL", "https://github.com");
  return `${server}/${settings.repository()}/actions/runs/${settings.required("GITHUB_RUN_ID")}`;
}
function commentOnCommit(context, github, sha, body) {
  return orWarn(
    context,
    "the commit has no comment about this deployment",
    () => github.post(`/commits/${sha}/comments`, { body })
  );
}
function oneLine({ environment, outcome, sha, rollback: rollback2, digest, url, run: run2 }) {
  const what = rollback2 === void 0 ? `${outcome} of ${sha.slice(0, 7)}` : `rollback by ${rollback2}: ${outcome}`;
  const image = digest === void 0 ? "" : `, image ${digest}`;
  const address = url === void 0 ? "" : ` – ${url}`;
  return `${environment}: ${what}${image}${address} (${run2})`;
}

// tool/post-to-slack.ts
async function postToSlack({ clock, out }, webhook, text) {
  try {
    const response = await fetch(webhook, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
      signal: AbortSignal.timeout(clock.requestLimit(SLACK_SECONDS))
    });
    if (!response.ok) out.warning(`Slack was not told: it answered ${response.status}`);
  } catch (error) {
    out.warning(`Slack was not told: it cannot be reached (${error.name})`);
  }
}

// tool/subcommands/notify.ts
async function notify(context) {
  const github = context.github();
  const news = newsOf(context);
  await comment(context, github, news);
  await orWarn(context, "GitHub's deployment has no status about this", () => setStatus(github, news));
  const slack2 = context.settings.optional("SLACK_WEBHOOK_URL");
  if (slack2 !== void 0) await postToSlack(context, slack2, oneLine(news));
}
function comment(context, github, news) {
  const { environment, outcome, sha, digest, url, run: run2 } = news;
  const lines = [
    `**${environment}: ${outcome}**`,
    ...url === void 0 ? [] : [`- address: ${url}`],
    ...digest === void 0 ? [] : [`- image: \`${digest}\``],
    `- run: ${run2}`
  ];
  return commentOnCommit(context, github, sha, lines.join("\n"));
}
var STATES = {
  success: "success",
  failure: "failure",
  cancelled: "error"
};
async function setStatus(github, { environment, outcome, sha, digest, url, run: run2 }) {
  const query2 = `sha=${sha}&environment=${encodeURIComponent(environment)}`;
  const [known] = await github.get(`/deployments?${query2}`);
  const deployment = known ?? await github.post("/deployments", {
    ref: sha,
    environment,
    auto_merge: false,
    required_contexts: []
  });
  await github.post(`/deployments/${deployment.id}/statuses`, {
    state: STATES[outcome] ?? "error",
    description: digest === void 0 ? outcome : `${outcome} ${digest}`,
    log_url: run2,
    ...url === void 0 ? {} : { environment_url: url }
  });
}

// tool/glob.ts
function matchesGlob(glob, path) {
  const parts = glob.split("/");
  const text = parts.map((part, index) => partPattern(part, index === parts.length - 1)).join("");
  return new RegExp(`^${text}$`).test(path);
}
function partPattern(part, isLast) {
  if (part === "**") return isLast ? ".+" : "(?:[^/]+/)*";
  const text = part.replace(/[.+^${}()|]/g, "\\$&").replace(/\*+/g, "[^/]*").replaceAll("?", "[^/]");
  return `(?=[^/])${text}${isLast ? "" : "/"}`;
}

// tool/subcommands/path-labels.ts
async function pathLabels(context) {
  const { config, out } = context;
  const pull = pullRequestOf(context);
  out.set("writable", String(pull.readOnly === void 0));
  if (pull.readOnly === void 0) return;
  const files = await context.github().list(`/pulls/${pull.number}/files`);
  const labels = Object.entries(config.pathLabels).filter(([, globs]) => globs.some((glob) => files.some(({ filename }) => matchesGlob(glob, filename)))).map(([label]) => `**${label}**`);
  out.summary(`Paths: ${labels.join(", ") || "no label"}`);
  out.notice(
    `Written to the job summary, because the token cannot write to the pull request: pull request ${pull.number} ${pull.readOnly}`
  );
}

// tool/preview/apps.ts
var LONGEST_NAME = 32;
function previewName(number, repository) {
  const name = repository.split("/")[1] ?? "";
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `pr-${number}-${slug}`.slice(0, LONGEST_NAME).replace(/-+$/, "");
}
async function previewApps({ settings, config }, cloud) {
  const apps = await pagesOf(cloud.api, "/v2/apps", (body) => body.apps ?? []);
  const found = apps.flatMap((app) => {
    const number = Number(/^pr-(\d+)-/.exec(String(app.spec.name))?.[1] ?? Number.NaN);
    const ours = app.spec.name === previewName(number, settings.repository()) && runsImage(app.spec, config.image);
    return ours ? [{ number, app }] : [];
  });
  return found.sort((a, b) => ageOf(a.app) < ageOf(b.app) ? -1 : 1);
}
function ageOf({ created_at: created = "", id }) {
  return `${created} ${id}`;
}

// tool/preview/spec.ts
function previewSpec(name, config, image, digest, credentials) {
  return {
    name,
    region: config.region,
    services: [
      {
        name: "web",
        image: {
          ...parseImage(image),
          digest,
          ...credentials === void 0 ? {} : { registry_credentials: credentials }
        },
        instance_size_slug: config.instanceSize,
        instance_count: 1,
        http_port: config.port,
        health_check: { http_path: config.healthPath },
        envs: Object.entries(config.variables).map(([key, value]) => ({ key, value, scope: "RUN_TIME" }))
      }
    ]
  };
}

// tool/preview/place.ts
var LIMITS = { timeoutSeconds: 900, pollSeconds: 5 };
async function placePreview(context, cloud, config, number) {
  const { settings } = context;
  const apps = await previewApps(context, cloud);
  const known = apps.find((each) => each.number === number)?.app;
  if (known === void 0 && apps.length >= config.maxApps) throw tooMany(apps, config);
  const name = previewName(number, settings.repository());
  const credentials = settings.optional("REGISTRY_CREDENTIALS");
  const spec = previewSpec(name, config, settings.required("IMAGE"), settings.digest(), credentials);
  const app = known === void 0 ? await create(context, cloud, config, spec) : await cloud.update(known.id, spec);
  const deployment = app.pending_deployment ?? app.in_progress_deployment;
  if (deployment !== void 0) await followToActive(context, cloud, app.id, deployment.id, LIMITS);
  return cloud.app(app.id);
}
async function create(context, cloud, config, spec) {
  const { app } = await cloud.api.call("POST", "/v2/apps", { spec });
  const apps = await previewApps(context, cloud);
  const allowed = apps.slice(0, config.maxApps);
  if (apps.length <= config.maxApps || allowed.some((each) => each.app.id === app.id)) return app;
  await cloud.remove(app.id);
  throw tooMany(allowed, config);
}
function tooMany(apps, { maxApps, label }) {
  return new Failure({
    intent: "run another preview",
    fault: `${maxApps} previews run already, which is the limit`,
    got: apps.map(({ app }) => app.spec.name),
    next: `close a pull request or take the label \`${label}\` off it, then run this job again`
  });
}

// tool/preview/price.ts
async function requirePrice(cloud, slug, most) {
  const path = "/v2/apps/tiers/instance_sizes";
  const { instance_sizes: sizes } = await cloud.api.call("GET", path);
  const price = Number(sizes.find((size) => size.slug === slug)?.usd_per_month ?? Number.NaN);
  if (price <= most) return;
  throw new Failure({
    intent: `run a preview on ${slug}`,
    fault: Number.isNaN(price) ? "DigitalOcean has no such size" : `it costs $${price} a month, more than previews may`,
    got: slug,
    allowed: sizes.filter((size) => Number(size.usd_per_month) <= most).map((size) => `${size.slug} ($${Number(size.usd_per_month)})`).join(", "),
    next: `choose a size of the list, or raise the preview's limit of $${most}`
  });
}

// tool/preview/wish.ts
async function wishOf(github, number, label) {
  const pull = await github.find(`/pulls/${number}`);
  const labelled = pull?.labels.some(({ name }) => name.toLowerCase() === label.toLowerCase()) ?? false;
  return { wanted: pull?.state === "open" && labelled, head: pull?.head.sha };
}

// tool/subcommands/preview.ts
async function previewUp(context) {
  const { out } = context;
  const config = previewConfig(context);
  const { number, head } = pullRequestOf(context);
  const [github, cloud] = [context.github(), context.digitalocean()];
  const wish = await wishOf(github, number, config.label);
  if (!wish.wanted) return retire(context, cloud, number, config);
  if (wish.head !== head)
    return out.notice(`#${number} has a newer commit, whose own run brings its preview`);
  await requirePrice(cloud, config.instanceSize, config.maxMonthlyDollars);
  const app = await placePreview(context, cloud, config, number);
  if (!(await wishOf(github, number, config.label)).wanted) return retire(context, cloud, number, config);
  const url = urlOf(app);
  out.set("app-id", app.id);
  out.set("url", url);
  out.info(`the preview of #${number} is at ${url}`);
  const end = `It is removed when the pull request is closed or loses the label \`${config.label}\`.`;
  await tell(context, number, `Preview: ${url}

${end}`);
}
async function previewDown(context) {
  const { number } = pullRequestOf(context);
  if (await isWantedAgain(context, number)) {
    return context.out.notice(`#${number} is open and labelled again: its preview stays`);
  }
  await remove(context, context.digitalocean(), number);
}
async function previewSweep(context) {
  const { label } = previewConfig(context);
  const [github, cloud] = [context.github(), context.digitalocean()];
  const apps = await previewApps(context, cloud);
  for (const { number } of apps) {
    if (!(await wishOf(github, number, label)).wanted) await remove(context, cloud, number);
  }
  context.out.info(`looked at ${apps.length} previews`);
}
async function retire(context, cloud, number, { label }) {
  context.out.notice(`#${number} is closed or has lost the label "${label}" meanwhile: it gets no preview`);
  await remove(context, cloud, number);
}
async function remove(context, cloud, number) {
  const { settings, out } = context;
  const name = previewName(number, settings.repository());
  const found = (await previewApps(context, cloud)).find((each) => each.number === number);
  if (found === void 0) return out.info(`${name} does not exist: nothing to remove`);
  await cloud.remove(found.app.id);
  out.notice(`${name} is removed`);
  await tell(context, number, "Preview: removed.");
}
async function isWantedAgain(context, number) {
  const { label } = previewConfig(context);
  try {
    return (await wishOf(context.github(), number, label)).wanted;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    context.out.warning(`what #${number} asks for now is not known, so the event counts: ${error.message}`);
    return false;
  }
}
async function tell(context, number, text) {
  try {
    await writeComment(context.github(), number, "preview", text);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    context.out.warning(`#${number} has no comment about this: ${error.message}`);
  }
}
function previewConfig({ config }) {
  if (config.preview !== void 0) return config.preview;
  throw new Misuse({
    intent: "run a preview",
    fault: "platform.json has no preview settings: previews are off",
    next: "switch them on in the pipeline and render again"
  });
}

// tool/git.ts
import { execFileSync } from "node:child_process";
var MOST_BYTES = 100 * 1024 * 1024;
function git(...arguments_) {
  return gitBytes(...arguments_).toString("utf8").trimEnd();
}
function gitBytes(...arguments_) {
  try {
    return execFileSync("git", arguments_, { stdio: ["ignore", "pipe", "pipe"], maxBuffer: MOST_BYTES });
  } catch (error) {
    const { stderr, message } = error;
    throw new Failure({
      intent: `run git ${arguments_.join(" ")}`,
      fault: stderr?.toString("utf8").trim() || message,
      next: "check out the repository with its history (fetch-depth: 0); resolve a conflict by hand, on a branch of your own"
    });
  }
}

// tool/registry.ts
import { execFileSync as execFileSync2 } from "node:child_process";
var SECONDS2 = 60;
var MISSING = /(: not found|manifest unknown)$/i;
function isInRegistry(image, clock) {
  try {
    execFileSync2("docker", ["buildx", "imagetools", "inspect", image], {
      stdio: ["ignore", "ignore", "pipe"],
      timeout: clock.requestLimit(SECONDS2)
    });
    return true;
  } catch (error) {
    const fault = faultOf(error);
    if (MISSING.test(fault)) return false;
    throw new Failure({
      intent: `look for ${image}`,
      fault,
      next: "log in to the registry before this step; if it is down, run this job again"
    });
  }
}
function faultOf({ code, stderr, message }) {
  if (code === "ETIMEDOUT") return "it was not answered in time";
  return stderr?.toString("utf8").trim() || message;
}

// tool/subcommands/promote.ts
var DIGEST = new RegExp(`^${VERIFIED}(sha256:[0-9a-f]{64})$`);
async function promote(context) {
  const { clock, config, environment, environmentName, settings, out } = context;
  const { promoteFrom } = environment;
  if (promoteFrom === void 0) throw nothingToPromote(environmentName);
  const { branch } = context.environmentNamed(promoteFrom);
  const tree = settings.optional("TREE") ?? git("rev-parse", "HEAD^{tree}");
  const found = await findDigest(context.github(), { environment: promoteFrom, branch }, tree);
  const kept = found !== void 0 && isInRegistry(`${config.image}@${found.digest}`, clock) ? found : void 0;
  out.set("digest", kept?.digest ?? "");
  out.set("source-sha", kept?.sha ?? "");
  if (kept !== void 0) return out.notice(promoted(promoteFrom, kept));
  const anew = "so the image is built anew.";
  if (found === void 0)
    return out.notice(
      `No run of ${deployFile(promoteFrom)} deployed tree ${tree.slice(0, 7)} successfully, ${anew}`
    );
  out.warning(
    `${promoteFrom} ran the same tree, but its image ${found.digest} is in the registry no more, ${anew}`
  );
}
function promoted(from, { sha, digest }) {
  return `${from} ran the same tree (commit ${sha.slice(0, 7)}): its image ${digest} is promoted, not rebuilt.`;
}
async function findDigest(github, place, tree) {
  const trees = /* @__PURE__ */ new Map();
  for (const { id, head_sha: sha } of await successfulRuns(github, place)) {
    if (!trees.has(sha)) trees.set(sha, await treeOf(github, sha));
    if (trees.get(sha) !== tree) continue;
    const digest = await digestOf(github, id);
    if (digest !== void 0) return { digest, sha };
  }
  return void 0;
}
async function treeOf(github, sha) {
  return (await github.find(`/git/commits/${sha}`))?.tree.sha;
}
async function digestOf(github, run2) {
  const { jobs } = await github.get(`/actions/runs/${run2}/jobs?per_page=${MOST}`);
  const verified = jobs.filter(({ name }) => name === DEPLOY_JOB).flatMap(({ steps = [] }) => steps).filter(({ conclusion }) => conclusion === "success").flatMap(({ name }) => DIGEST.exec(name)?.[1] ?? []);
  return verified.length === 1 ? verified[0] : void 0;
}
function nothingToPromote(name) {
  return new Misuse({
    intent: `promote an image to ${name}`,
    fault: "platform.json names no environment to promote from",
    next: "do not run promote for it, or set promoteFrom and render again"
  });
}

// tool/rollback/app-of.ts
function appOf({ settings, environment, environmentName }) {
  const app = settings.optional("DO_APP_ID");
  if (app !== void 0) return app;
  throw new Failure({
    intent: `roll ${environmentName} back`,
    fault: `its app does not exist, or the secret ${environment.appIdSecret} is not set`,
    next: `run \`npx cdktf deploy ${environment.stack}\`: it creates the app if there is none, and sets the secret in either case`
  });
}

// tool/rollback/digitalocean.ts
var RAN = /* @__PURE__ */ new Set(["ACTIVE", "SUPERSEDED"]);
async function rollbackDigitalOcean(context) {
  const { settings, out } = context;
  const cloud = context.digitalocean();
  const app = appOf(context);
  const target = settings.optional("DEPLOYMENT_ID");
  if (target === void 0) throw await candidates(context, cloud, app);
  refusePinned(await cloud.app(app));
  await waitUntilIdle(context, cloud, app);
  await validate(context, cloud, app, target);
  const digest = await digestOf2(context, cloud, app, target);
  const id = await start(cloud, app, target);
  out.set("deployment-id", id);
  out.notice(
    `Deployment ${id} rolls app ${app} back to ${target}; the app is pinned until that is committed or reverted.`
  );
  const url = await settle(context, cloud, { app, deployment: id, digest });
  out.set("url", url);
  if (digest !== void 0) out.set("digest", digest);
}
async function digestOf2({ settings, out }, cloud, app, target) {
  const { spec } = await cloud.deployment(app, target);
  const [digest, ...others] = new Set(digestsOf(spec, settings.required("IMAGE")));
  if (others.length === 0 && digest !== void 0) return digest;
  out.warning(
    `Deployment ${target} is not specified with one digest of this image, so what serves after the rollback is not compared.`
  );
  return void 0;
}
async function start(cloud, app, target) {
  try {
    return (await cloud.rollback(app, target)).id;
  } catch (error) {
    throw error instanceof ApiError && error.isOutage ? undecided(app, error) : error;
  }
}
async function settle(context, cloud, rollback2) {
  const { app } = rollback2;
  try {
    const found = await examine(context, cloud, rollback2);
    if (found instanceof Failure) return await revert(context, cloud, app, found);
    await cloud.commitRollback(app);
    context.out.notice(
      `Rolled back and committed. The app's specification is the older one now: the next \`npx cdktf deploy ${context.environment.stack}\` shows where it differs.`
    );
    return found;
  } catch (error) {
    throw error instanceof ApiError ? undecided(app, error) : error;
  }
}
async function examine(context, cloud, { app, deployment, digest }) {
  const { environment, environmentName, settings } = context;
  const { health: health2 } = environment;
  try {
    await followToActive(context, cloud, app, deployment);
    const url = urlOf(
      digest === void 0 ? await cloud.app(app) : await requireServing(context, cloud, app, settings.required("IMAGE"), digest)
    );
    await askUntilGood(context, `find ${environmentName} healthy`, url + health2.path, health2);
    return url;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
function undecided(app, error) {
  return new Failure({
    intent: `finish the rollback of app ${app}`,
    fault: `the API failed on the way (${error.message}), so the rollback may be neither committed nor reverted`,
    next: `look at the app: while it is pinned, POST /v2/apps/${app}/rollback/commit keeps what serves, POST /v2/apps/${app}/rollback/revert brings back what ran before`
  });
}
async function revert(context, cloud, app, reason) {
  context.out.warning(`The rollback did not go well, so it is reverted: ${reason.message}`);
  const { id } = await cloud.revertRollback(app);
  try {
    await followToActive(context, cloud, app, id);
  } catch (error) {
    throw error instanceof Failure ? notReverted(app, id, reason, error) : error;
  }
  throw new Failure({
    intent: `roll app ${app} back`,
    fault: `${reason.fault}. What ran before serves again`,
    got: id,
    next: "choose another deployment, or another way: revert or redeploy"
  });
}
function notReverted(app, id, reason, error) {
  return new Failure({
    intent: `roll app ${app} back`,
    fault: `${reason.fault}; and bringing back what ran before failed as well: ${error.fault}`,
    got: id,
    next: "the app may not serve: look at it in the control panel now, then run this workflow with `redeploy` and a digest that ran before"
  });
}
async function validate({ out }, cloud, app, target) {
  const { valid, error, warnings = [] } = await cloud.validateRollback(app, target);
  for (const { code, message, components = [] } of warnings) {
    out.warning(
      `${code}${components.length > 0 ? ` (${components.join(", ")})` : ""}: ${message ?? "no details given"}`
    );
  }
  if (valid) return;
  throw new Failure({
    intent: `roll app ${app} back to deployment ${target}`,
    fault: `DigitalOcean refuses it: ${error?.message ?? "no reason given"}`,
    got: error?.code,
    next: "run this workflow without a deployment id to list the deployments, and choose another one"
  });
}
async function candidates({ out }, cloud, app) {
  const { active_deployment: active } = await cloud.app(app);
  const list = (await cloud.allDeployments(app)).filter(
    ({ id, phase }) => RAN.has(phase ?? "") && id !== active?.id
  );
  const rows = list.slice(0, 10).map(row);
  out.summary(["| deployment | created | cause | images |", "| --- | --- | --- | --- |", ...rows].join("\n"));
  return new Failure({
    intent: `roll app ${app} back`,
    fault: "DEPLOYMENT_ID is empty",
    allowed: list.slice(0, 10).map(({ id }) => id).join(", ") || "there is no earlier deployment",
    next: "run this workflow again with one of these (DigitalOcean reaches the 10 most recent successful ones)"
  });
}
function row({ id, created_at: created, cause, spec }) {
  const digests = JSON.stringify(spec ?? {}).match(/sha256:[0-9a-f]{12}/g) ?? [];
  return `| \`${id}\` | ${created} | ${cause ?? ""} | ${[...new Set(digests)].join(", ")} |`;
}

// tool/rollback/redeploy.ts
var RAN2 = /* @__PURE__ */ new Set(["ACTIVE", "SUPERSEDED"]);
async function redeploy(context) {
  const { settings, out, environment, environmentName } = context;
  const cloud = context.digitalocean();
  const wanted = {
    app: appOf(context),
    image: settings.required("IMAGE"),
    digest: settings.optional("DIGEST") ?? ""
  };
  await requireRanBefore(cloud, wanted);
  const deployment = await deployDigest(context, cloud, wanted);
  const url = urlOf(await requireServing(context, cloud, wanted.app, wanted.image, wanted.digest));
  out.set("deployment-id", deployment.id);
  out.set("url", url);
  out.set("digest", wanted.digest);
  await askUntilGood(
    context,
    `find ${environmentName} healthy`,
    url + environment.health.path,
    environment.health
  );
}
async function requireRanBefore(cloud, { app, image, digest }) {
  const ran = (await cloud.allDeployments(app)).filter(({ phase }) => RAN2.has(phase ?? ""));
  if (ran.some(({ spec }) => hasDigest(spec, image, digest))) return;
  throw new Failure({
    intent: `redeploy an older image to app ${app}`,
    fault: "this app never ran this digest",
    got: digest,
    allowed: [...new Set(ran.flatMap(({ spec }) => digestsOf(spec, image)))].join(", ") || "none is on record",
    next: "run this workflow again with the input digest from the list; a new image goes through the deploy workflow"
  });
}

// tool/rollback/reverted-files.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
function revertedFiles(base, commit) {
  const directory = mkdtempSync(join(tmpdir(), "revert-"));
  try {
    git("worktree", "add", "--detach", "--quiet", "--force", directory, base);
    git("-C", directory, "revert", "--no-commit", ...mainline(commit), commit);
    const changes = git(
      "-C",
      directory,
      "diff",
      "--cached",
      "--raw",
      "--no-renames",
      "--abbrev=40",
      "-z",
      base
    );
    return changes.split("\0:").flatMap((entry) => parse3(directory, entry.replace(/^:/, "")));
  } finally {
    rmSync(directory, { recursive: true, force: true });
    git("worktree", "prune");
  }
}
function mainline(commit) {
  const parents = git("rev-list", "--parents", "-n", "1", commit).split(" ").length - 1;
  return parents > 1 ? ["-m", "1"] : [];
}
function parse3(directory, entry) {
  const [head = "", path = ""] = entry.split("\0");
  const [, mode = "", , sha = "", status] = head.split(" ");
  if (path === "") return [];
  if (status === "D") return [{ path, mode: "100644", content: void 0 }];
  return [{ path, mode, content: gitBytes("-C", directory, "cat-file", "blob", sha).toString("base64") }];
}

// tool/rollback/revert.ts
async function rollbackRevert(context) {
  const { settings, environment, out } = context;
  const commit = resolve(settings.optional("COMMIT") ?? "");
  const revert2 = {
    commit,
    subject: git("log", "-1", "--format=%s", commit),
    base: environment.branch,
    head: `revert/${commit.slice(0, 7)}`
  };
  const token = settings.optional("PLATFORM_APP_TOKEN");
  if (token === void 0) throw byHand(context, revert2);
  const url = await openPullRequest(context.github(token), revert2);
  out.set("pull-request", url);
  out.notice(
    `${url} undoes ${commit.slice(0, 7)}. Merge it: the push to ${revert2.base} deploys what was before.`
  );
}
function resolve(given) {
  if (/^[0-9a-f]{7,40}$/i.test(given)) return git("rev-parse", "--verify", `${given}^{commit}`);
  throw new Failure({
    intent: "revert a commit",
    fault: "the input commit is not a commit",
    got: given,
    allowed: "7 to 40 hexadecimal digits",
    next: "take it from the repository's history"
  });
}
async function openPullRequest(github, revert2) {
  const { base, head } = revert2;
  const query2 = `head=${encodeURIComponent(`${github.owner}:${head}`)}&base=${encodeURIComponent(base)}&state=open`;
  const [open] = await github.get(`/pulls?${query2}`);
  if (open !== void 0) return open.html_url;
  const branch = await github.find(`/git/ref/heads/${head}`);
  if (branch === void 0) await pushRevert(github, revert2);
  const { html_url: url } = await github.post("/pulls", {
    title: `Revert "${revert2.subject}"`,
    head,
    base,
    body: `Reverts ${revert2.commit}. Opened by the rollback workflow; merging it deploys what was before.`
  });
  return url;
}
async function pushRevert(github, { commit, subject, base, head }) {
  const { object } = await github.get(`/git/ref/heads/${base}`);
  requireCheckedOut(object.sha, base);
  const files = revertedFiles(object.sha, commit);
  if (files.length === 0) throw nothingLeft(commit, base);
  const tree = await github.post("/git/trees", {
    base_tree: git("rev-parse", `${object.sha}^{tree}`),
    tree: await Promise.all(files.map((file) => treeEntry(github, file)))
  });
  const made = await github.post("/git/commits", {
    message: `Revert "${subject}"

This reverts commit ${commit}.`,
    tree: tree.sha,
    parents: [object.sha]
  });
  await github.post("/git/refs", { ref: `refs/heads/${head}`, sha: made.sha });
}
function requireCheckedOut(sha, base) {
  try {
    git("cat-file", "-e", `${sha}^{commit}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({
      intent: `revert on top of ${base}`,
      fault: `${base} has moved since it was checked out`,
      got: sha,
      next: "run this job again"
    });
  }
}
async function treeEntry(github, { path, mode, content }) {
  if (content === void 0) return { path, mode, type: "blob", sha: null };
  const { sha } = await github.post("/git/blobs", { content, encoding: "base64" });
  return { path, mode, type: "blob", sha };
}
function nothingLeft(commit, base) {
  return new Failure({
    intent: `revert ${commit}`,
    fault: `nothing of it is left on ${base}`,
    next: "choose another commit, or redeploy an older digest"
  });
}
function byHand({ out }, { commit, base, head }) {
  const commands = [
    `git fetch origin ${base}`,
    `git switch --create ${head} origin/${base}`,
    `git revert --no-edit ${[...mainline(commit), commit].join(" ")}`,
    `git push --set-upstream origin ${head}`,
    `gh pr create --base ${base} --head ${head} --fill`
  ];
  out.info(commands.join("\n"));
  out.summary(["Run these, then merge the pull request:", "", "```sh", ...commands, "```"].join("\n"));
  return new Failure({
    intent: `open the pull request that reverts ${commit.slice(0, 7)}`,
    fault: "there is no GitHub App token, and a pull request opened with GITHUB_TOKEN would start no checks",
    next: `run the commands above yourself, or set up the App:
${commands.join("\n")}`
  });
}

// tool/subcommands/rollback.ts
var METHODS = {
  revert: rollbackRevert,
  digitalocean: rollbackDigitalOcean,
  redeploy
};
async function rollback(context) {
  const method = context.settings.required("METHOD");
  const run2 = METHODS[method];
  if (run2 !== void 0) return run2(context);
  throw new Misuse({
    intent: "roll back",
    fault: "METHOD is no way to roll back",
    got: method,
    allowed: Object.keys(METHODS).join(", "),
    next: "choose one of these"
  });
}

// tool/subcommands/size-label.ts
async function sizeLabel(context) {
  const { config, out } = context;
  const pull = pullRequestOf(context);
  const github = context.github();
  const files = await github.list(`/pulls/${pull.number}/files`);
  const counted = files.filter(({ filename }) => !config.sizeIgnore.includes(filename));
  const lines = counted.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0);
  const label = labelFor(lines, config.sizeLabels);
  out.set("label", label);
  out.info(`${lines} changed lines in ${counted.length} files: ${label}`);
  const summary = `Size: **${label}** (${lines} changed lines)`;
  await writeOrSummarize(context, pull, summary, async () => {
    if (await replaceLabel(github, pull.number, label, config.sizeLabels)) return;
    out.summary(summary);
    out.warning(`the repository has no label ${label}: \`npm run deploy -- repository\` makes it`);
  });
}
function labelFor(lines, labels) {
  const fitting = labels.find(({ maxLines }) => maxLines === void 0 || lines <= maxLines);
  return (fitting ?? labels[labels.length - 1])?.name ?? "";
}
async function replaceLabel(github, number, label, labels) {
  const present = (await github.list(`/issues/${number}/labels`)).map(({ name }) => name);
  const isOn = present.includes(label);
  const exists = isOn || await github.find(`/labels/${encodeURIComponent(label)}`) !== void 0;
  if (exists && !isOn) await github.post(`/issues/${number}/labels`, { labels: [label] });
  for (const { name } of labels) {
    if (name !== label && present.includes(name)) {
      await github.delete(`/issues/${number}/labels/${encodeURIComponent(name)}`);
    }
  }
  return exists;
}

// tool/subcommands/slack.ts
async function slack(context) {
  const webhook = context.settings.optional("SLACK_WEBHOOK_URL");
  if (webhook === void 0) return context.out.info("SLACK_WEBHOOK_URL is not set: Slack is not told");
  await postToSlack(context, webhook, oneLine(newsOf(context)));
}

// tool/subcommands/smoke.ts
async function smoke(context) {
  const { smoke: config } = context.environment;
  const url = context.settings.url("APP_URL", "");
  context.settings.required("APP_URL");
  for (const path of config.paths) {
    await askUntilGood(context, `smoke-test ${context.environmentName}`, url + path, config);
  }
}

// tool/subcommands/stopped.ts
async function stopped(context) {
  const { settings, out, environmentName } = context;
  const sha = settings.required("GITHUB_SHA");
  const jobs = Object.entries(resultsOf(settings.required("NEEDS"))).filter(([, { result }]) => result !== "success").map(([id, { result }]) => `${id}: ${result}`);
  const run2 = runAddress(settings);
  const text = `**${environmentName}: not deployed**
- jobs: ${jobs.join(", ")}
- run: ${run2}`;
  out.summary(text);
  await commentOnCommit(context, context.github(), sha, text);
  const slack2 = settings.optional("SLACK_WEBHOOK_URL");
  const line = `${environmentName}: ${sha.slice(0, 7)} is not deployed, ${jobs.join(", ")} (${run2})`;
  if (slack2 !== void 0) await postToSlack(context, slack2, line);
}
function resultsOf(needs) {
  try {
    return JSON.parse(needs);
  } catch (error) {
    throw new Misuse({
      intent: "tell why nothing was deployed",
      fault: `NEEDS is not JSON (${error.message})`,
      next: "pass toJSON(needs) of the job"
    });
  }
}

// tool/subcommands/verify.ts
async function verify(context) {
  const { settings, out } = context;
  const id = settings.required("DO_APP_ID");
  const image = settings.required("IMAGE");
  const app = await requireServing(context, context.digitalocean(), id, image, settings.digest());
  out.set("url", urlOf(app));
}

// tool/run.ts
var COMMANDS = {
  announced,
  configured,
  "coverage-comment": coverageComment,
  deploy,
  gate,
  health,
  monitor,
  newest,
  notify,
  "path-labels": pathLabels,
  "preview-down": previewDown,
  "preview-sweep": previewSweep,
  "preview-up": previewUp,
  promote,
  rollback,
  "size-label": sizeLabel,
  slack,
  smoke,
  stopped,
  verify
};
async function run(arguments_, env, defaultConfig) {
  const out = new Output(env);
  try {
    const { command, flags } = parse4(arguments_);
    const settings = new Settings(env);
    const load = () => readConfig(settings.optional("PLATFORM_CONFIG") ?? defaultConfig);
    await command(new Context(settings, flags, new Clock(settings.timeScale()), out, load));
    return 0;
  } catch (error) {
    out.error(messageOf(error));
    return error instanceof Failure ? error.exitCode : 1;
  }
}
function parse4(arguments_) {
  const [name = "", ...rest] = arguments_;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : void 0;
  if (command === void 0) throw unknown("no such command", name, Object.keys(COMMANDS).join(", "));
  try {
    const options = { environment: { type: "string" }, file: { type: "string" } };
    const { values } = parseArgs({ args: rest, options });
    return { command, flags: new Map(Object.entries(values)) };
  } catch (error) {
    throw unknown(error.message, rest, "--environment NAME, --file PATH");
  }
}
function unknown(fault, got, allowed) {
  return new Misuse({ intent: "start", fault, got, allowed, next: "correct the step's command line" });
}
function messageOf(error) {
  if (error instanceof Failure) return error.message;
  if (error instanceof ApiError)
    return `${error.message.replace(/\.$/, "")}. Next: ${adviceFor(error.status)}`;
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
function adviceFor(status) {
  if (status === 401) return "the token is not valid any more: make a new one and store it";
  if (status === 403)
    return "the token may not do this: compare the job's permissions, or the token's scopes, with the contract";
  if (status === 404)
    return "it does not exist, or the token may not see it: check the id and the token's scopes";
  if (status === 429) return "the rate limit did not end in time: run the job again later";
  return status === 0 || status >= 500 ? "the API has a problem: look at its status page, then run the job again" : "read what the API said; the request was refused, nothing was changed by it";
}

// tool/main.ts
var beside = join2(dirname(process.argv[1] ?? "."), "platform.json");
run(process.argv.slice(2), process.env, beside).then((code) => {
  process.exitCode = code;
});
