// What draws the body of a post: see later.ts.
import "../../shared/ui/prose.css";
import "./post/comments.css";
export { draw } from "../../shared/ui/draw";
