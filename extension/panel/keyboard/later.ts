// How the sidebar comes to what lies over everything: a file of its own beside it.

import { chunk } from "../late/chunk";
import { lateOf } from "../late/late";

export const LateKeyboard = lateOf(chunk(() => import("../keyboard.js").then(({ over }) => over), "keyboard.css"));
