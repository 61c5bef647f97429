// The card's style sheet, beside the launcher's: see ../loader/sheet.ts. An
// outline that nobody sees tells whether the page is dark.

export const sheet = `
div{outline-color:light-dark(#000,#fff)}
dialog{display:block;margin:0;padding:0;max-inline-size:none;max-block-size:none;overflow:hidden;background:var(--surface);color:light-dark(oklch(.235 .018 240),oklch(.945 .006 240));border:1px solid oklch(.5 0 0/.25);font:400 15px/1.5 var(--font,system-ui,sans-serif)}
dialog::backdrop{background:oklch(0 0 0/.25)}
:host(:not([inline])) dialog{z-index:var(--z-index,2147483647);inset:auto;inset-block-end:calc(var(--far) + 56px);inset-inline-end:var(--far);inline-size:min(380px,100vw - var(--far)*2);block-size:min(600px,100dvh - 76px - var(--far)*2);border-radius:calc(min(var(--radius,14),24)*1px);box-shadow:0 2px 4px oklch(.2 .02 240/.06),0 8px 24px light-dark(oklch(.2 .02 240/.14),oklch(0 0 0/.45));opacity:0;transform:translateY(8px);transition:opacity 90ms ease-out,transform 90ms ease-out,visibility 0s 90ms}
:host([position=start]) dialog{inset-inline:var(--far) auto!important}
:host([launcher=none]) dialog{inset-block-end:var(--far)!important}
:host(:not([inline])) [data-open]>dialog{visibility:visible;opacity:1;transform:none;transition:opacity 120ms ease-out,transform 120ms ease-out}
:host([inline]) dialog{visibility:inherit;position:relative;inline-size:auto;block-size:auto;border-radius:calc(min(var(--radius,10),24)*1px)}
iframe{display:block;inline-size:100%;block-size:100%;border:0;visibility:hidden;color-scheme:inherit}
:host([inline]) iframe{block-size:560px}
[data-ready] iframe{visibility:inherit}
.bones{position:absolute;inset:20px;display:grid;grid-template-rows:24px 40px 88px;gap:16px;animation:appear 0s .15s both}
.bones i{border-radius:8px;background:oklch(.5 0 0/.12)}
[data-ready] .bones,.bones:has(+.trouble){display:none}
@keyframes appear{from{visibility:hidden}}
.trouble{position:absolute;inset:0;padding:32px 24px;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;text-align:center;background:var(--surface)}
.trouble p{margin:0}
.trouble button{position:static;box-shadow:none}
.trouble button:before{display:none}
[aria-expanded=true]:before{content:"✕";border:0!important;line-height:13px}
a{color:var(--tint)}
a:focus-visible{outline:2px solid var(--tint);outline-offset:2px}
@media(max-width:480px){:host(:not([inline])) dialog{inset:0!important;inline-size:auto;block-size:auto;border:0;border-radius:0}}
@media print{:host(:not([inline])) dialog{display:none}}
@media(prefers-reduced-motion:reduce){dialog{transition:none!important;transform:none!important}}
`;
