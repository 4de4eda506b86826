import { bare } from "./sides";
import { synthMany } from "./synth-many";

// Called by bench/synth.ts: synth-bare.ts COUNT.
synthMany(bare);
