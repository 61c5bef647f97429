// The views behind the first: see later.ts.

import "./form/form.css";
import "./post/post.css";

// A file that is let go beside what takes it, or before that is there, would have the browser leave the widget for it.
for (const type of ["dragover", "drop"] as const) addEventListener(type, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());

export { complete } from "./further";
export { PostForm } from "./form/form";
export { Sent } from "./form/sent";
export { Mine } from "./mine/mine";
export { News } from "./mine/news";
export { Post } from "./post/post";
export { Waiting } from "./waiting/waiting";
export { headingOf } from "./parts/heading";
export { walk } from "./parts/walk";
