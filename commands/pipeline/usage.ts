/** How the command is called. */
export const USAGE = `npm run pipeline -- print [PATH]          every rendered file, or one as it is
npm run pipeline -- write DIR             writes the files into a checkout of the app's repository, removes those rendered no more
npm run pipeline -- check DIR             how a checkout differs from the files, as a unified diff
npm run pipeline -- propose [--dry-run]   brings the files into the app's repository by one pull request
npm run pipeline -- pins pull DIR         takes over the versions that Dependabot bumped in a checkout
npm run pipeline -- pins list             every pinned action and image
npm run pipeline -- timings               worst and expected case of each workflow, with sources
npm run pipeline -- protection            what the gate expects of environments and branches, as JSON
propose signs in by GITHUB_TOKEN with the scopes repo and workflow, or as a GitHub App by GITHUB_APP_ID,
GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE; GITHUB_API_URL is another server's API.
Exit codes: 0 done, 1 the checkout differs, a pin could not be pulled or GitHub failed, 2 wrong use, 3 something has to be mended first and nothing was written`;
