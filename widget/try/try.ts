// A page of the edge at which whoever runs a site sees the widget as it would be there, and takes the line for it along.

import "./try.css";
import { languages } from "../../shared/ui/words/customers.gen";
import { spoken } from "../loader/spoken";
import { all } from "./words/languages.gen";
import type { Messages } from "./words/messages.gen";

/** The language of a tag, of those that whoever runs a site may read. */
const known = (tag: string) => Object.keys(all).find((own) => own === spoken(tag)) as keyof typeof all | undefined;

const tag = new URLSearchParams(location.search).get("lang") ?? navigator.languages.find(known) ?? "en";
const words = all[known(tag) ?? "en"];
const say = (id: keyof Messages) => words[id];

/** The loader beside this page: that of its site. */
const loader = new URL("loader.js", location.href).href;

/** What can be set, by its attribute: a choice, a text, a number up to the last, a colour, a yes. */
const settings = {
  launcher: { says: "try.launcher", of: "text" },
  position: { says: "try.position", of: ["", "start"], named: ["try.end", "try.start"] },
  theme: { says: "try.theme", of: ["", "light", "dark"], named: ["try.auto", "try.light", "try.dark"] },
  accent: { says: "try.accent", of: "color" },
  radius: { says: "try.radius", of: 24 },
  offset: { says: "try.offset", of: 120 },
  locale: { says: "try.locale", of: ["", ...languages.map(({ tag }) => tag)], named: ["try.page"] },
  inline: { says: "try.inline", of: ["", "#place"], named: ["try.corner", "try.here"] },
} as const satisfies Record<string, { says: keyof Messages; of: string | number | readonly string[]; named?: readonly (keyof Messages)[] }>;

const chosen = new Map<string, string>();

function make<K extends keyof HTMLElementTagNameMap>(name: K, more: Partial<HTMLElementTagNameMap[K]> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), more);
  element.append(...children);
  return element;
}

const code = make("pre", { tabIndex: 0 });
const place = make("div", { id: "place" });
const copy = make("button", { type: "button" }, say("try.copy"));

const quoted = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** Has the widget be as it was chosen; one that stands elsewhere begins anew. */
function show(anew: boolean) {
  code.textContent = `<script async src="${loader}"${[...chosen].map(([name, value]) => ` data-${name}="${quoted(value)}"`).join("")}></script>`;
  copy.textContent = say("try.copy");
  let script = document.querySelector<HTMLScriptElement>("script[data-shown]");
  if (anew) {
    (window as unknown as { deskside?: (call: string) => void }).deskside?.("destroy");
    script?.remove();
    script = null;
  }
  const shown = script ?? make("script", { async: true, src: loader });
  shown.dataset["shown"] = "";
  for (const name of Object.keys(settings)) {
    const value = chosen.get(name);
    if (value !== undefined) shown.setAttribute(`data-${name}`, value);
    // What is taken away is no change of what the loader has set: it is as if nothing were said.
    else if (shown.hasAttribute(`data-${name}`)) shown.setAttribute(`data-${name}`, "");
  }
  if (!script) document.head.append(shown);
}

function control(name: keyof typeof settings): HTMLInputElement | HTMLSelectElement {
  const setting = settings[name];
  if (typeof setting.of === "object") {
    const named: readonly (keyof Messages)[] = setting.named;
    return make("select", {}, ...setting.of.map((value, i) => make("option", { value }, named[i] ? say(named[i]) : value)));
  }
  if (typeof setting.of === "number") return make("input", { type: "range", min: "0", max: String(setting.of), value: name === "radius" ? "22" : "20" });
  return make("input", { type: setting.of, ...(setting.of === "color" && { value: "#0b6a9a" }) });
}

const form = make("form", { onsubmit: (event) => event.preventDefault() });
for (const name of Object.keys(settings) as (keyof typeof settings)[]) {
  const field = control(name);
  field.name = name;
  field.addEventListener("input", () => {
    if (field.value) chosen.set(name, field.value);
    else chosen.delete(name);
    show(name === "inline");
  });
  field.id = name;
  form.append(make("div", { className: "field" }, make("label", { htmlFor: name }, say(settings[name].says)), field));
}
copy.onclick = () => {
  navigator.clipboard.writeText(code.textContent).then(
    () => (copy.textContent = say("try.copied")),
    () => getSelection()?.selectAllChildren(code),
  );
};

document.documentElement.lang = tag;
document.title = say("try.title");
document.getElementById("try")!.append(
  make("h1", {}, say("try.title")),
  make("p", {}, say("try.hint")),
  form,
  make("div", { className: "snippet" }, code, copy, make("p", {}, `${say("try.policy")} script-src ${location.origin}; frame-src ${location.origin}`)),
  place,
);
show(true);
