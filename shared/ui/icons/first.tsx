// The icons of the widget's first picture, which brings in no others: see index.tsx.

import { icon } from "./icon";

export const ArrowLeft = /* @__PURE__ */ icon(["path", { d: "m12 19-7-7 7-7" }], ["path", { d: "M19 12H5" }]);
export const ChevronDown = /* @__PURE__ */ icon(["path", { d: "m6 9 6 6 6-6" }]);
export const ChevronRight = /* @__PURE__ */ icon(["path", { d: "m9 18 6-6-6-6" }]);
export const CircleAlert = /* @__PURE__ */ icon(["circle", { cx: "12", cy: "12", r: "10" }], ["line", { x1: "12", x2: "12", y1: "8", y2: "12" }], ["line", { x1: "12", x2: "12.01", y1: "16", y2: "16" }]);
export const CircleQuestionMark = /* @__PURE__ */ icon(["circle", { cx: "12", cy: "12", r: "10" }], ["path", { d: "M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3" }], ["path", { d: "M12 17h.01" }]);
export const Clock = /* @__PURE__ */ icon(["circle", { cx: "12", cy: "12", r: "10" }], ["path", { d: "M12 6v6l4 2" }]);
export const Inbox = /* @__PURE__ */ icon(["polyline", { points: "22 12 16 12 14 15 10 15 8 12 2 12" }], ["path", { d: "M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z" }]);
export const Lightbulb = /* @__PURE__ */ icon(["path", { d: "M15 14c.2-1 .7-1.7 1.5-2.5 1-.9 1.5-2.2 1.5-3.5A6 6 0 0 0 6 8c0 1 .2 2.2 1.5 3.5.7.7 1.3 1.5 1.5 2.5" }], ["path", { d: "M9 18h6" }], ["path", { d: "M10 22h4" }]);
export const MessageSquare = /* @__PURE__ */ icon(["path", { d: "M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z" }]);
export const Search = /* @__PURE__ */ icon(["path", { d: "m21 21-4.34-4.34" }], ["circle", { cx: "11", cy: "11", r: "8" }]);
export const TriangleAlert = /* @__PURE__ */ icon(["path", { d: "m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3" }], ["path", { d: "M12 9v4" }], ["path", { d: "M12 17h.01" }]);
export const WifiOff = /* @__PURE__ */ icon(["path", { d: "M12 20h.01" }], ["path", { d: "M8.5 16.429a5 5 0 0 1 7 0" }], ["path", { d: "M5 12.859a10 10 0 0 1 5.17-2.69" }], ["path", { d: "M19 12.859a10 10 0 0 0-2.007-1.523" }], ["path", { d: "M2 8.82a15 15 0 0 1 4.177-2.643" }], ["path", { d: "M22 8.82a15 15 0 0 0-11.288-3.764" }], ["path", { d: "m2 2 20 20" }]);
export const X = /* @__PURE__ */ icon(["path", { d: "M18 6 6 18" }], ["path", { d: "m6 6 12 12" }]);
