// The sidebar itself, which the first script of its pages loads: see first.ts.

export { boot as start } from "./boot";
