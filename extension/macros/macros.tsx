// What is about macros: loaded when somebody writes with one, or looks at them. See ../panel/late/macros.ts.

export { Chips } from "./chips";
export { MacroList } from "./list";
export { Macros } from "./page";
export { MacroSettings } from "./settings";
