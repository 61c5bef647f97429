// The background of the extension: plain TypeScript without WebAssembly, for
// the browser stops and starts it at will. It opens the panel and keeps nothing.

import { openOnClick } from "../compat";

openOnClick();
