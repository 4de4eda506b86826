import type { SynthesizedStack } from "../tools/synthesized";
import { alertsJson, alertsReport, applyAlerts, compareAll } from "./alerts/run";
import { wantedAlerts } from "./alerts/wanted";
import { DigitalOcean } from "./clouds/digitalocean";
import { CommandFailure, EXIT, parseListing, runCommand, UsageError } from "./command-line";
import { selectStacksWith, synthesizedStacks } from "./project";

const USAGE = `npm run alerts [-- list [STACK…] [--json]]
npm run alerts -- apply STACK…|all
  list     whom each alert of the apps tells, and whom by the code
  apply    have the alerts tell whom the code says; nothing is deployed
Slack webhooks come from TF_VAR_<NAME>, or are typed and not shown. They are never printed.
Exit codes: 0 done, 1 failed, 2 wrong use, 3 something has to be mended first and nothing was changed`;

async function main(argv: readonly string[]): Promise<number> {
  const { command, names, json } = parseListing(argv);
  if (command === "list") await show(names, json);
  else if (command === "apply") await apply(names);
  else throw new UsageError(`there is no command "${command}"`);
  return EXIT.done;
}

async function show(names: readonly string[], json: boolean): Promise<void> {
  const stacks = await stacksWithAlerts(names);
  const compared = await compareAll(stacks, requireDigitalOcean());
  console.log(json ? JSON.stringify(alertsJson(compared), null, 2) : alertsReport(compared));
}

async function apply(names: readonly string[]): Promise<void> {
  if (names.length === 0) throw new UsageError("name the stacks whose alerts to apply, or all");
  const stacks = await stacksWithAlerts(names);
  const { env } = process;
  await applyAlerts(stacks, { digitalocean: requireDigitalOcean(), env, tell: (line) => console.log(line) });
}

async function stacksWithAlerts(names: readonly string[]): Promise<readonly SynthesizedStack[]> {
  const all = await synthesizedStacks(process.env);
  return selectStacksWith("alerts", (stack) => wantedAlerts(stack).length > 0, all, names);
}

function requireDigitalOcean(): DigitalOcean {
  const digitalocean = new DigitalOcean(process.env);
  if (digitalocean.hasToken) return digitalocean;
  throw new CommandFailure(
    "export DIGITALOCEAN_TOKEN: DigitalOcean is asked whom the alerts tell",
    EXIT.problems,
  );
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
