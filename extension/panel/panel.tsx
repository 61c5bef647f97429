// The page of the side panel; it works in a tab as well.

import { boot } from "./boot";

boot("tickets");
