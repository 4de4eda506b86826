import { entriesOf } from "../json";
import type { Rule } from "../rule";

const APP_ID = /^\$\{digitalocean_app\.[\w-]+\.id\}$/;

/** A local value names an app of the stack, and nothing else: our constructs need it to look up that app. */
export const plainLocals: Rule = {
  id: "plain-locals",
  reason:
    "behind the name of a local value stands anything, where the other rules compare texts with the base's",
  check: ({ configuration }) =>
    entriesOf(configuration.locals)
      .filter(([, value]) => typeof value !== "string" || !APP_ID.test(value))
      .map(([name, got]) => ({
        place: `locals.${name}`,
        fault: "a local value must be the id of an app of the stack",
        got,
        allowed: "${digitalocean_app.NAME.id}",
        next: "plan it yourself: npm run plan -- --live",
      })),
};
