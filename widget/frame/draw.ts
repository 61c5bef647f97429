// What draws the body of a post: see later.ts.
import "../../shared/ui/attachments.css";
import "../../shared/ui/prose/prose.css";
import "./post/comments.css";
export { draw } from "../../shared/ui/prose/draw";
