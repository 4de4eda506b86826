import type { Context } from "../context";
import { Misuse } from "../failure";
import { rollbackDigitalOcean } from "../rollback/digitalocean";
import { redeploy } from "../rollback/redeploy";
import { rollbackRevert } from "../rollback/revert";

const METHODS: Readonly<Record<string, (context: Context) => Promise<void>>> = {
  revert: rollbackRevert,
  digitalocean: rollbackDigitalOcean,
  redeploy,
};

/** Goes back, in one of the three ways. */
export async function rollback(context: Context): Promise<void> {
  const method = context.settings.required("METHOD");
  const run = METHODS[method];
  if (run !== undefined) return run(context);
  throw new Misuse({
    intent: "roll back",
    fault: "METHOD is no way to roll back",
    got: method,
    allowed: Object.keys(METHODS).join(", "),
    next: "choose one of these",
  });
}
