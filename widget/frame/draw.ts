// What draws the body of a post: see later.ts.
export { draw } from "../../shared/ui/draw";
