// What draws and brings the files of a post: see later.ts.
export { openFiles } from "./files/files";
