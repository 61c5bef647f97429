// The views behind the first: see later.ts.

import "./form/form.css";
import "./post/post.css";

export { openBehind } from "./session/behind";
export { PostForm } from "./form/form";
export { Sent } from "./form/sent";
export { Mine } from "./mine/mine";
export { News } from "./mine/news";
export { Post } from "./post/post";
export { Waiting } from "./waiting/waiting";
export { headingOf } from "./parts/heading";
export { walk } from "./parts/walk";
