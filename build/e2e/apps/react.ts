// A site that is an app of React: routes come and go, settings change, effects run twice.

import { createElement as h, StrictMode, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

import type { Feedback as Widget } from "deskside-feedback";
import { Feedback } from "deskside-feedback/react";

const edge = new URLSearchParams(location.search).get("edge")!;
const log: string[] = [];
Object.assign(window, { log });

function App() {
  const [there, setThere] = useState(true);
  const [theme, setTheme] = useState<"light" | "dark">("light");
  const floating = useRef<Widget | null>(null);
  return h("main", null,
    h("h1", null, "An app"),
    h("button", { onClick: () => setThere(!there) }, "Route"),
    h("button", { onClick: () => setTheme(theme === "light" ? "dark" : "light") }, "Theme"),
    h("button", { onClick: () => void floating.current?.open("problem").then((is) => log.push(`opened ${is}`)) }, "Report a problem"),
    there && h(Feedback, { edge, inline: true, theme, onReady: () => log.push(`ready ${theme}`) }),
    h(Feedback, { edge, launcher: "Ideas?", ref: floating, onClose: () => log.push("closed") }),
  );
}

createRoot(document.getElementById("app")!).render(h(StrictMode, null, h(App)));
