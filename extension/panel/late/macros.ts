// How the sidebar comes to macros: a file of its own beside it.

import { chunk } from "./chunk";
import { lateOf } from "./late";

export const LateMacros = /* @__PURE__ */ lateOf(chunk(() => import("../../macros/macros.js"), "macros.css"));
