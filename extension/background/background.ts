// The background of the extension, which the browser starts and stops at will. It
// opens the panel, and sends what is due when no panel is there that would.

import { openOnClick, whenWoken } from "../compat";
import { sendApart } from "./sending";

openOnClick();
whenWoken(() => void sendApart());
