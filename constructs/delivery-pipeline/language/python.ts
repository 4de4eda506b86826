import type { Problem } from "../../errors";
import type { Pins } from "../pinned-versions";
import type { Step } from "../workflow/model";
import type { ContainerProps, LanguageImage, LanguageProfile, SetupProps } from "./language-profile";
import { pythonContainerFile } from "./python-container";
import { mypySettings, ruffSettings } from "./python-settings";

/** How a Python app is built and tested. */
export interface PythonProps {
  /** `module:object` of the ASGI app that uvicorn runs, for example `lingobot.main:app`. */
  readonly application: string;
  /** Versions that the tests run on; that of the container's pinned image must be one of them. @default ["3.11", "3.12"] */
  readonly versions?: readonly string[];
  /** Folder of the app's packages. @default "src" */
  readonly sourceFolder?: string;
  /** Folder that holds `unit` and `integration`. @default "tests" */
  readonly testFolder?: string;
  /** Percentage of lines and branches that the tests must reach, 0 to 100. @default 90 */
  readonly minimumCoverage?: number;
}

const RUN = "uv run --no-sync";

/**
 * Python with uv: dependencies from uv.lock only, with hashes, in the groups `dev` (ruff, mypy, pytest, pytest-cov),
 * `lint` (ruff) and `audit` (pip-audit). The app itself is not built as a package.
 */
export class Python implements LanguageProfile {
  public readonly name = "Python";
  public readonly codeqlLanguage = "python";
  public readonly dependabotEcosystem = "uv";
  public readonly containerImage: LanguageImage = { name: "python", held: ["major", "minor"] };
  public readonly lockFiles = ["uv.lock"];
  public readonly coverageFile = "coverage.json";
  public readonly versions: readonly string[];
  public readonly sourceFolder: string;
  public readonly testFolder: string;
  public readonly minimumCoverage: number;
  private readonly application: string;

  /** Faults are told when the pipeline that uses it is validated. */
  public static uv(props: PythonProps): Python {
    return new Python(props);
  }

  private constructor(props: PythonProps) {
    this.application = props.application;
    this.versions = props.versions ?? ["3.11", "3.12"];
    this.sourceFolder = props.sourceFolder ?? "src";
    this.testFolder = props.testFolder ?? "tests";
    this.minimumCoverage = props.minimumCoverage ?? 90;
  }

  public containerVersion(pins: Pins): string {
    return /^\d+\.\d+/.exec(pins.imageTag("python"))?.[0] ?? pins.imageTag("python");
  }

  public problems(pins: Pins): readonly Problem[] {
    return [
      ...applicationProblems(this.application),
      ...versionProblems(this.versions, this.containerVersion(pins)),
      ...coverageProblems(this.minimumCoverage),
      ...folderProblems([this.sourceFolder, this.testFolder]),
    ];
  }

  public get pathLabels(): Readonly<Record<string, readonly string[]>> {
    return {
      app: [`${this.sourceFolder}/**`],
      tests: [`${this.testFolder}/**`],
      dependencies: ["pyproject.toml", "uv.lock"],
      container: ["Dockerfile", ".dockerignore"],
      ci: [".github/**"],
      documentation: ["docs/**", "**/*.md"],
    };
  }

  public get configurationFiles(): ReadonlyMap<string, string> {
    const props = {
      oldest: oldestOf(this.versions),
      sourceFolder: this.sourceFolder,
      testFolder: this.testFolder,
    };
    return new Map([
      ["ruff.toml", ruffSettings(props)],
      ["mypy.ini", mypySettings(props)],
    ]);
  }

  public get containerIgnore(): string {
    return `*\n!pyproject.toml\n!uv.lock\n!${this.sourceFolder}\n**/__pycache__\n**/*.pyc\n**/.env*\n`;
  }

  public toolchain({ pins, version }: SetupProps): readonly Step[] {
    return [
      {
        name: `Set up uv and Python`,
        uses: pins.action("astral-sh/setup-uv"),
        with: {
          version: pins.imageTag("ghcr.io/astral-sh/uv"),
          "python-version": version,
        },
      },
    ];
  }

  public get install(): readonly Step[] {
    return [{ name: "Install", run: "uv sync --locked" }];
  }

  public get quality(): readonly Step[] {
    return [
      { name: "Lint", run: `${RUN} ruff check --output-format=github .` },
      { name: "Format", run: `${RUN} ruff format --check .` },
      { name: "Types", run: `${RUN} mypy` },
    ];
  }

  public get quickLint(): readonly Step[] {
    const command = "uv run --locked --only-group lint ruff check --output-format=github .";
    return [{ name: "Quick lint", run: command }];
  }

  public get audit(): readonly Step[] {
    const locked = "uv export --locked --all-groups --no-emit-project --format requirements.txt";
    const audit = "uv run --locked --only-group audit pip-audit --strict --disable-pip --require-hashes";
    const run = `${locked} --output-file requirements-audit.txt --quiet\n${audit} --requirement requirements-audit.txt\n`;
    return [{ name: "Vulnerabilities", run }];
  }

  public get tests(): readonly Step[] {
    const pytest = `${RUN} pytest ${this.testFolder}`;
    const reports = [
      `${RUN} coverage xml -o coverage.xml`,
      `${RUN} coverage json -o ${this.coverageFile}`,
      `${RUN} coverage report --fail-under=${this.minimumCoverage}`,
    ];
    return [
      { name: "Unit tests", run: `${pytest}/unit --cov --cov-report=` },
      { name: "Integration tests", run: `${pytest}/integration --cov --cov-append --cov-report=` },
      { name: "Coverage", run: `${reports.join("\n")}\n` },
    ];
  }

  public containerFile(props: ContainerProps): string {
    return pythonContainerFile({ ...props, sourceFolder: this.sourceFolder, application: this.application });
  }
}

function oldestOf(versions: readonly string[]): string {
  const minor = (version: string) => Number(version.split(".")[1]);
  return [...versions].sort((a, b) => minor(a) - minor(b))[0] ?? "3.11";
}

function applicationProblems(application: string): Problem[] {
  if (/^[A-Za-z_][\w.]*:[A-Za-z_]\w*$/.test(application)) return [];
  return [
    {
      fault: "uvicorn is told which app to run as module:object",
      got: application,
      allowed: "for example lingobot.main:app",
      next: "name the module and the object of the ASGI app",
    },
  ];
}

function versionProblems(versions: readonly string[], container: string): Problem[] {
  if (versions.length === 0 || versions.some((version) => !/^3\.\d{1,2}$/.test(version))) {
    return [
      {
        fault: "the tests need at least one version of Python",
        got: versions,
        allowed: "3.<minor>, for example 3.11",
        next: "list the versions that the app must run on, that of the container among them",
      },
    ];
  }
  if (versions.includes(container)) return [];
  return [
    {
      fault: `the container runs Python ${container}, on which the tests do not run`,
      got: versions,
      next: `add "${container}" to versions, or pin another image of python`,
    },
  ];
}

function coverageProblems(minimumCoverage: number): Problem[] {
  if (minimumCoverage >= 0 && minimumCoverage <= 100) return [];
  return [
    {
      fault: "the minimum coverage is a percentage",
      got: minimumCoverage,
      allowed: "0 to 100",
      next: "choose a percentage that the tests reach today",
    },
  ];
}

function folderProblems(folders: readonly string[]): Problem[] {
  const odd = folders.filter(
    (folder) => !/^[A-Za-z0-9_][\w.-]*(\/[\w.-]+)*$/.test(folder) || folder.includes(".."),
  );
  if (odd.length === 0) return [];
  return [
    {
      fault: "a folder of the app is named by its path from the repository's top",
      got: odd,
      allowed: "letters, digits, _ . - and /, not starting with / or .",
      next: "correct sourceFolder or testFolder",
    },
  ];
}
