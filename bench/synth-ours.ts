import { ours } from "./sides";
import { synthMany } from "./synth-many";

// Called by bench/synth.ts: synth-ours.ts COUNT.
synthMany(ours);
