// What a form has beside its words, files and the installation's own fields: see later.ts.
export { openDetails } from "./details/details";
