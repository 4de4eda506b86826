import { bareEnvironment } from "./bare-environment";
import { synthMany } from "./synth-many";

// Called by bench/synth.ts: synth-bare.ts COUNT.
synthMany((app, names) => {
  for (const name of names) bareEnvironment(app, name);
});
