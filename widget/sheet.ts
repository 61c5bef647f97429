// The loader's style sheet. It lives in a shadow root and stands against the
// page's own rules: important declarations inside win over important ones
// outside. Lengths are multiples of a unit of its own, since a page may have
// changed what rem and em mean.

export const sheet = `
:host{all:initial!important;display:contents!important}
*{box-sizing:border-box}
div{
--u:4px;
--surface:light-dark(oklch(.995 .001 240),oklch(.19 .012 240));
--hover:light-dark(oklch(.962 .004 240),oklch(.268 .015 240));
--text:light-dark(oklch(.235 .018 240),oklch(.945 .006 240));
--line:light-dark(oklch(.89 .008 240),oklch(.335 .016 240));
--accent:light-dark(oklch(.5 .115 240),oklch(.745 .11 240));
--shadow:0 2px 4px light-dark(oklch(.2 .02 240/.06),oklch(0 0 0/.3)),0 8px 24px light-dark(oklch(.2 .02 240/.14),oklch(0 0 0/.45));
color-scheme:light dark;
}
[data-theme=light],[data-theme=light] *{color-scheme:light}
[data-theme=dark],[data-theme=dark] *{color-scheme:dark}
button,.card{background:var(--surface);color:var(--text);font:400 calc(var(--u)*3.75)/1.4 system-ui,sans-serif}
.floating>*{position:fixed;z-index:2147483647;inset-inline-end:max(calc(var(--u)*5),env(safe-area-inset-right));border:1px solid var(--line);box-shadow:var(--shadow)}
[data-position=start]>*{inset-inline:max(calc(var(--u)*5),env(safe-area-inset-left)) auto}
button:hover{background:var(--hover)}
button:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button{cursor:pointer;inset-block-end:max(calc(var(--u)*5),env(safe-area-inset-bottom));display:flex;align-items:center;gap:calc(var(--u)*2);block-size:calc(var(--u)*11);padding-block:0;padding-inline:calc(var(--u)*4) calc(var(--u)*4.5);border-radius:calc(var(--u)*5.5);font-weight:550}
svg{inline-size:calc(var(--u)*5);block-size:calc(var(--u)*5);fill:none;stroke:var(--accent);stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
[aria-expanded=false] path+path,[aria-expanded=true] path:first-child{display:none}
.card{overflow:hidden}
.inline>.card{position:relative;border:1px solid var(--line);border-radius:calc(var(--u)*2.5)}
.floating>.card{inset-block-end:calc(var(--u)*19);inline-size:min(calc(var(--u)*95),100vw - var(--u)*10);block-size:min(calc(var(--u)*150),100dvh - var(--u)*24);border-radius:calc(var(--u)*3.5);visibility:hidden;opacity:0;transform:translateY(calc(var(--u)*2));transition:opacity 90ms ease-out,transform 90ms ease-out,visibility 0s 90ms}
.floating[data-open]>.card{visibility:visible;opacity:1;transform:none;transition:opacity 120ms ease-out,transform 120ms ease-out}
iframe{display:block;inline-size:100%;block-size:100%;border:0;visibility:hidden;color-scheme:inherit}
[data-ready] iframe{visibility:inherit}
.inline iframe{block-size:calc(var(--u)*140)}
.floating>.card:has(.trouble){block-size:auto}
.card:before{content:"…";position:absolute;inset:calc(var(--u)*8);text-align:center;animation:appear 0s .5s both}
[data-ready] .card:before,.card:has(.trouble):before{display:none}
@keyframes appear{from{visibility:hidden}}
.trouble{padding:calc(var(--u)*8);text-align:center}
iframe:has(+.trouble){display:none}
a{color:var(--accent)}
@media(max-width:480px){.floating>.card:not(:has(.trouble)){inset:0;inline-size:auto;block-size:auto;border:0;border-radius:0}}
@media print{.floating{display:none}}
@media(prefers-reduced-motion:reduce){.floating>.card{transition:none!important;transform:none}}
`;
