// How the sidebar comes to what is beside tickets: a file of its own, loaded when somebody goes there.

import { chunk } from "./chunk";
import { lateOf } from "./late";

export const Beside = lateOf(chunk(() => import("../../portal/portal.js"), "portal.css"));
