// The launcher's style sheet. It lives in a shadow root and stands against the
// page's own rules: important declarations inside win over important ones
// outside. Lengths are pixels, since a page may have changed what rem and em
// mean. It is as dark as the page around it. A site's colour keeps its hue and
// gets a lightness that can be read: sheet.test.ts tries them all.

export const sheet = `
:host{all:initial!important;color-scheme:inherit!important;display:contents!important}
:host([theme=light]){color-scheme:light!important}
:host([theme=dark]){color-scheme:dark!important}
*{box-sizing:border-box}
div{
--surface:light-dark(oklch(.995 .001 240),oklch(.19 .012 240));
--tint:light-dark(oklch(from var(--accent,oklch(.6 .11 240)) min(l,.5) min(c,.2) h),oklch(from var(--accent,oklch(.6 .11 240)) max(l,.745) min(c,.2) h));
--far:calc(var(--offset,20)*1px);
}
dialog{position:fixed;visibility:hidden}
button{position:fixed;z-index:var(--z-index,2147483647);inset-block:auto var(--far);inset-inline:auto var(--far);display:flex;align-items:center;gap:10px;min-block-size:44px;padding:8px 18px;border:1px solid oklch(.5 0 0/.25);border-radius:calc(var(--radius,22)*1px);background:var(--surface);box-shadow:0 4px 16px oklch(0 0 0/.16);color:light-dark(oklch(.235 .018 240),oklch(.945 .006 240));font:550 15px/1.4 var(--font,system-ui,sans-serif);cursor:pointer}
[hidden]{display:none}
:host([position=start]) button{inset-inline:var(--far) auto}
button:is(:hover,:focus-visible){outline:2px solid var(--tint);outline-offset:2px}
button:before{content:"";inline-size:16px;block-size:13px;border:2px solid;border-radius:5px 5px 5px 0}
:host([accent]) button{background:var(--tint);color:var(--surface)}
:host(:not([accent])) button:before{color:var(--tint)}
[aria-busy]:before{animation:busy 1s infinite alternate .15s}
@keyframes busy{to{opacity:.2}}
@media print{button{display:none}}
`;
