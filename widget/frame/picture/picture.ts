// A picture on a canvas, over the form, with two tools: what is marked is seen at once, what is blurred is gone. By pointer a
// part is drawn; by keyboard a frame is moved over the picture.

import "./picture.css";
import type { say as sayer } from "../speech";
import { between, draw, type Kind, type Mark } from "./marks";

/** How many pixels a picture has at most; a larger one is made smaller. */
const MOST = 16_000_000;

/** Shows a picture to be marked. Resolves with what has become of it, null where it is left as it is. Rejects where the browser cannot read it. */
export async function openPicture(file: File, say: typeof sayer): Promise<File | null> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, Math.sqrt(MOST / (picture.width * picture.height)));
  const [width, height] = [Math.max(1, Math.floor(picture.width * scale)), Math.max(1, Math.floor(picture.height * scale))];
  const canvas = Object.assign(document.createElement("canvas"), { width, height, tabIndex: 0 });
  const on = canvas.getContext("2d", { willReadFrequently: true })!;
  let marks: readonly Mark[] = [];
  let kind: Kind = "highlight";
  /** The frame, in pixels of the picture, while one is drawn or moved. */
  let frame = { x: width / 3, y: height / 3, width: width / 3, height: height / 3 };

  const part = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: (Node | string)[]) => {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...children);
    return element;
  };
  const button = (text: string, press: () => void, how = "") => {
    const element = part("button", "ds-button", text);
    element.type = "button";
    if (how) element.dataset["kind"] = how;
    element.onclick = press;
    return element;
  };
  const status = part("p", "ds-hidden");
  status.setAttribute("role", "status");
  const outline = part("div", "picture-frame");
  const hint = part("p", "ds-hint picture-hint", say("widget.picture.hint"));
  hint.id = "picture-hint";
  const whole = part("div", "picture-whole", canvas, outline);
  whole.style.setProperty("--proportion", `${width / height}`);
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", say("widget.picture.canvas"));
  canvas.setAttribute("aria-describedby", hint.id);
  const tools: Record<Kind, HTMLButtonElement> = { highlight: button(say("widget.picture.highlight"), () => choose("highlight")), blur: button(say("widget.picture.blur"), () => choose("blur")) };
  const undo = button(say("widget.picture.undo"), () => change(marks.slice(0, -1)), "quiet");
  const dialog = part("dialog", "picture");
  const heading = part("h2", "", say("widget.picture.heading"));
  heading.id = "picture-heading";
  dialog.setAttribute("aria-labelledby", heading.id);
  const use = button(say("widget.picture.use"), () => dialog.close("use"), "primary");
  dialog.append(
    part("div", "picture-bar", heading, tools.highlight, tools.blur, undo),
    part("div", "picture-place", whole),
    part("div", "picture-foot", hint, status, button(say("widget.picture.leave"), () => dialog.close()), use),
  );

  const choose = (chosen: Kind) => {
    kind = chosen;
    for (const name of ["highlight", "blur"] as const) tools[name].setAttribute("aria-pressed", `${name === chosen}`);
  };
  const change = (to: readonly Mark[]) => {
    marks = to;
    on.drawImage(picture, 0, 0, width, height);
    for (const mark of marks) draw(on, mark);
    undo.setAttribute("aria-disabled", `${marks.length === 0}`);
    status.textContent = say("widget.picture.marks", { count: marks.length });
  };
  const outlined = (shown: boolean) => {
    outline.hidden = !shown;
    Object.assign(outline.style, { left: `${(frame.x / width) * 100}%`, top: `${(frame.y / height) * 100}%`, width: `${(frame.width / width) * 100}%`, height: `${(frame.height / height) * 100}%` });
  };
  const mark = () => change([...marks, { kind, ...between(frame, { x: frame.x + frame.width, y: frame.y + frame.height }, width, height) }]);

  const at = ({ clientX, clientY }: PointerEvent) => {
    const box = canvas.getBoundingClientRect();
    return { x: ((clientX - box.left) / box.width) * width, y: ((clientY - box.top) / box.height) * height };
  };
  let from: { x: number; y: number } | null = null;
  canvas.onpointerdown = (event) => {
    from = at(event);
    canvas.setPointerCapture(event.pointerId);
  };
  canvas.onpointermove = (event) => {
    if (!from) return;
    frame = between(from, at(event), width, height);
    outlined(true);
  };
  canvas.onpointerup = (event) => {
    if (!from) return;
    frame = between(from, at(event), width, height);
    from = null;
    outlined(false);
    // Less is a press, which means nothing.
    if (frame.width > 3 && frame.height > 3) mark();
  };
  canvas.onpointercancel = () => {
    from = null;
    outlined(false);
  };
  canvas.onfocus = () => outlined(canvas.matches(":focus-visible"));
  canvas.onblur = () => outlined(false);
  canvas.onkeydown = (event) => {
    const step = { x: width / 50, y: height / 50 };
    const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (towards) {
      const [x, y] = [towards[0]! * step.x, towards[1]! * step.y];
      frame = event.shiftKey
        ? { ...frame, width: Math.min(width - frame.x, Math.max(step.x, frame.width + x)), height: Math.min(height - frame.y, Math.max(step.y, frame.height + y)) }
        : { ...frame, x: Math.min(width - frame.width, Math.max(0, frame.x + x)), y: Math.min(height - frame.height, Math.max(0, frame.y + y)) };
      outlined(true);
    } else if (event.key === "Enter" || event.key === " ") mark();
    else if (event.key === "Backspace" || event.key === "Delete") change(marks.slice(0, -1));
    else return;
    event.preventDefault();
  };

  choose("highlight");
  change([]);
  outlined(false);
  document.body.append(dialog);
  dialog.showModal();
  // The keys of the form are none of this one's.
  dialog.onkeydown = (event) => event.stopPropagation();
  const used = await new Promise<boolean>((closed) => (dialog.onclose = () => closed(dialog.returnValue === "use")));
  dialog.remove();
  picture.close();
  if (!used || marks.length === 0) return null;
  const type = file.type === "image/jpeg" ? file.type : "image/png";
  const content = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 0.92));
  if (!content) throw new Error("the picture cannot be written");
  return new File([content], `${file.name.replace(/\.[^.]*$/, "")}.${type === "image/png" ? "png" : "jpg"}`, { type });
}
