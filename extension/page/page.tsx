// What is taken from the page beside the panel: loaded when something is. See ../panel/late/page.ts.

export { OnPage } from "./people";
export { receive } from "./receive";
