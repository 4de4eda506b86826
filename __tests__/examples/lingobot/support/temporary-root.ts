import type { Interpreter } from "../../../../tools/python/interpreters";
import type { Ended } from "./command";
import type { Namespaces } from "./namespaces";

/** How a program is run in a root. */
export interface RunProps {
  readonly environment: Readonly<Record<string, string>>;
  readonly workdir: string;
  /** User as the container file names it. */
  readonly user: string;
}

/**
 * Lays out a root as the image `python:<version>-slim` has it: this machine's own /usr below a layer that takes all
 * writes, the interpreter at /usr/local, an /etc with root alone, an empty /root and /tmp.
 * $1 directory of the stage, $2 prefix of the interpreter.
 */
const LAY_OUT = `
set -e
root="$1/root"; upper="$1/upper"; work="$1/work"
mkdir -p "$root/usr" "$upper/usr" "$upper/local" "$work/usr" "$work/local"
mount -t overlay overlay -o "lowerdir=/usr,upperdir=$upper/usr,workdir=$work/usr" "$root/usr"
mkdir -p "$root/usr/local"
mount -t overlay overlay -o "lowerdir=$2,upperdir=$upper/local,workdir=$work/local" "$root/usr/local"
for name in bin sbin lib lib64; do
  if [ -L "/$name" ]; then cp -a "/$name" "$root/$name"
  elif [ -d "/$name" ]; then mkdir "$root/$name" && mount --bind "/$name" "$root/$name"; fi
done
mkdir -p "$root/proc" "$root/dev" "$root/root" "$root/var/tmp" "$root/etc"
mkdir -m 1777 "$root/tmp"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
for name in ssl ca-certificates resolv.conf hosts nsswitch.conf login.defs ld.so.conf.d; do
  if [ -e "/etc/$name" ]; then cp -aL "/etc/$name" "$root/etc/$name"; fi
done
printf '/usr/local/lib\\ninclude /etc/ld.so.conf.d/*.conf\\n' > "$root/etc/ld.so.conf"
echo 'root:x:0:0:root:/root:/bin/bash' > "$root/etc/passwd"
echo 'root:x:0:' > "$root/etc/group"
echo 'root:*:19000:0:99999:7:::' > "$root/etc/shadow"
echo 'root:*::' > "$root/etc/gshadow"
chroot "$root" ldconfig
`;

/** The file system of one stage, in namespaces of our own. */
export class TemporaryRoot {
  public static async create(at: Namespaces, stage: string, python: Interpreter): Promise<TemporaryRoot> {
    await must(at.run("bash", ["-c", LAY_OUT, "bash", stage, python.prefix]));
    return new TemporaryRoot(`${stage}/root`);
  }

  private constructor(private readonly root: string) {}

  /** Where a path of the container is for who is in the namespaces and outside of the root. */
  public path(path: string): string {
    return `${this.root}${path}`;
  }

  /** The arguments of `env` that run a command in the root as that user, with only that environment. */
  public command({ environment, workdir, user }: RunProps, command: readonly string[]): readonly string[] {
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const enter = [
      "chroot",
      `--userspec=${user}`,
      this.root,
      "/bin/sh",
      "-c",
      'cd "$0" && exec "$@"',
      workdir,
    ];
    return ["-i", ...variables, ...enter, ...command];
  }
}

/** What it printed, when it succeeded. */
export async function must(command: Promise<Ended>): Promise<string> {
  const { exitCode, output } = await command;
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${output}`);
  return output;
}
