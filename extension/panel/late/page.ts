// How the sidebar comes to what is taken from the page beside it: a file of its own.

import { chunk } from "./chunk";
import { lateOf } from "./late";

export const loadPage = /* @__PURE__ */ chunk(() => import("../../page/page.js"), "page.css");

export const LatePage = /* @__PURE__ */ lateOf(loadPage);
