import { Cloud } from "../cloud/cloud";
import { describeFault } from "../cloud/faults";
import { type Command, EXIT, parseWords } from "../command";
import { inventory } from "../status/inventory";
import { inventoryReport } from "../status/report";

/** `sandbox status`: what the two clouds hold now. */
export const status: Command = {
  usage: "status",
  summary: "show what the two clouds hold now",
  run: async (args, home) => {
    parseWords(args, {}, 0);
    const cloud = Cloud.open(home.cloudFile);
    const { calls, deployments } = cloud.faults.toJSON();
    // Looking is not an API call that a fault could meet; this copy is never saved.
    cloud.faults.clear();
    console.log(inventoryReport(inventory(cloud), process.stdout.columns));
    const faults = [...calls, ...deployments].map((fault) => `  ${describeFault(fault)}`);
    if (faults.length > 0)
      console.log(["\nmade to fail (npm run sandbox -- fail nothing calls it off):", ...faults].join("\n"));
    return EXIT.done;
  },
};
