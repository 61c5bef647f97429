// The page that the browser's list of extensions opens: the sidebar at its settings.

import { boot } from "../panel/boot";

boot("settings");
