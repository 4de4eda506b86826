import type { Problem } from "../../errors";
import type { Pins } from "../pinned-versions";
import type { Step } from "../workflow/model";

/** What the container file of an app has to know. */
export interface ContainerProps {
  readonly pins: Pins;
  /** Port that the app listens on. */
  readonly port: number;
  /** Path that answers while the app is healthy. */
  readonly healthPath: string;
}

/** Options of the toolchain's steps. */
export interface SetupProps {
  readonly pins: Pins;
  /** Version of the language, or an expression. */
  readonly version: string;
}

/** The image that holds the language in the container file. */
export interface LanguageImage {
  /** As FROM names it, without tag. */
  readonly name: string;
  /**
   * Parts of its version that the tests run on. Dependabot leaves them alone, because its pull request changes the
   * container and no test; it renews the digest, and the parts below.
   */
  readonly held: readonly ("major" | "minor")[];
}

/**
 * Everything in the pipeline that depends on the app's programming language. A language is added by one class that
 * implements this; workflows, deployment and protection stay as they are.
 */
export interface LanguageProfile {
  /** The language's name, as check names show it. */
  readonly name: string;
  /** Versions that the tests run on; that of the container must be one of them. */
  readonly versions: readonly string[];
  /** The language's name in CodeQL. */
  readonly codeqlLanguage: string;
  /** The ecosystem that Dependabot updates. */
  readonly dependabotEcosystem: string;
  /** The image that the container is built on. */
  readonly containerImage: LanguageImage;
  /** Lock files, which do not count for a pull request's size. */
  readonly lockFiles: readonly string[];
  /**
   * Where the tests leave their coverage report, from the repository's top. The deploy tool reads two formats, told
   * by the end of the name: Cobertura (`.xml`) and coverage.py's own JSON (`.json`). Others are refused.
   */
  readonly coverageFile: string;
  /** Patterns of paths by label, for labels that follow from paths: with `*`, `**` and `?`. Others are refused. */
  readonly pathLabels: Readonly<Record<string, readonly string[]>>;
  /** Files that configure linters and type checkers, by path. */
  readonly configurationFiles: ReadonlyMap<string, string>;
  /** What the container's build may see. */
  readonly containerIgnore: string;
  /** Puts the toolchain in place. */
  toolchain(props: SetupProps): readonly Step[];
  /** Installs the locked dependencies. */
  readonly install: readonly Step[];
  /** Lint with security rules, format, types. */
  readonly quality: readonly Step[];
  /** The fastest lint, which installs nothing else. */
  readonly quickLint: readonly Step[];
  /** Known vulnerabilities of the locked dependencies; an audit that could not look is a failure. */
  readonly audit: readonly Step[];
  /** Unit tests, integration tests, coverage. */
  readonly tests: readonly Step[];
  /** The version in the container, which every job but the test matrix runs on too. */
  containerVersion(pins: Pins): string;
  /** What is wrong with its settings; told when the pipeline is validated. */
  problems(pins: Pins): readonly Problem[];
  /** The container file: builder and runtime stages. */
  containerFile(props: ContainerProps): string;
}
