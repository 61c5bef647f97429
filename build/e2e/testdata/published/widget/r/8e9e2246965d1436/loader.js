(()=>{var q=`
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
`;var B={"loader.failed":"Feedback could not be loaded here. Open it in a new tab","loader.label":"Feedback"};var I={"loader.failed":"Не удалось загрузить обратную связь. Открыть её в новой вкладке","loader.label":"Обратная связь"};var A={en:B,ru:I};var G=1e4,U="http://www.w3.org/2000/svg",Y="M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z",J="M18 6 6 18M6 6l12 12";function b(d,i,s,k=""){let l=document.createElement(d);for(let c in s)l.setAttribute(c,s[c]);return l.textContent=k,i.appendChild(l),l}var V=(d="en")=>d.toLowerCase().split("-",1)[0];function W(d){let i=d.dataset,s=new URL("/widget/frame.html",d.src),k=[i.locale,document.documentElement.lang,...navigator.languages].find(e=>e&&Object.hasOwn(A,V(e))),l=A[V(k)];s.hash=k??"";let c=i.inline,r=c?document.querySelector(c):null;if(c&&!r)return console.warn(`deskside: nothing in this page matches data-inline="${c}"`);let O=!r&&i.launcher!=="none",C=O&&i.launcher||l["loader.label"],v=document.createElement("deskside-widget"),F=v.attachShadow({mode:"open"}),H=new CSSStyleSheet;H.replaceSync(q),F.adoptedStyleSheets=[H];let u=b("div",F,{class:r?"inline":"floating","data-theme":i.theme||"auto","data-position":i.position||"end",...r?{}:{role:"region","aria-label":C}}),p=O?b("button",u,{type:"button","aria-expanded":"false"}):null,P=b("div",u,{class:"card"}),o,f,h=!1,a=!1,D=null,g,M=0,T=[],w=[],y=(e,t)=>{for(let[n,E]of w)n===e&&setTimeout(E,0,t)},N=()=>u.dir=getComputedStyle(document.body??document.documentElement).direction,L=e=>{h?f.postMessage(e):T.push(e)},R=()=>{h||g||(g=b("div",P,{class:"trouble",role:"alert"}),b("a",g,{href:s.href,target:"_blank",rel:"noopener"},l["loader.failed"]),y("error"))},K=({data:e})=>{switch(e?.type){case"ready":h=!0,clearTimeout(M),g?.remove(),g=void 0,u.toggleAttribute("data-ready",!0),T.forEach(L),T=[],a&&o.focus(),y("ready");break;case"close":m(!1);break;case"resize":r&&e.height>0&&(o.style.blockSize=`${+e.height}px`);break;case"created":case"voted":y(e.type,e)}},x=()=>{o||(N(),M=setTimeout(R,G),o=document.createElement("iframe"),o.title=C,o.setAttribute("sandbox","allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"),o.referrerPolicy="origin",o.src=s.href,o.onload=()=>{h=!1,f?.close();let e=new MessageChannel;f=e.port1,f.onmessage=K;let t={deskside:1,type:"connect",options:{theme:i.theme,inline:!!r}};o.contentWindow.postMessage(t,s.origin,[e.port2])},P.appendChild(o))},m=(e,t)=>{if(x(),e&&L({type:"show",view:t}),!(e===a||r)){if(a=e,u.toggleAttribute("data-open",a),p?.setAttribute("aria-expanded",`${a}`),a){let n=document.activeElement;D=n===v||n===document.body?p:n,h&&o.focus()}else D?.focus?.();y(a?"open":"close")}},$=e=>{!o||!e.blockedURI.startsWith(s.origin)||!/^(frame|child)-src/.test(e.effectiveDirective)||(o.onload=null,R())},j={open:e=>m(!0,e),close:()=>m(!1),toggle:()=>m(!a),prefill:e=>{x(),L({type:"prefill",draft:e})},on:(e,t)=>w.push([e,t]),off:(e,t)=>{let n=w.findIndex(E=>E[0]===e&&E[1]===t);n>=0&&w.splice(n,1)},destroy:()=>{clearTimeout(M),document.removeEventListener("securitypolicyviolation",$),f?.close(),v.remove(),delete window.deskside}},z=(...[e,...t])=>{let n=Object.hasOwn(j,e)&&j[e];n?n(...t):console.warn(`deskside: there is no call "${String(e)}"`)};if(p){let e=document.createElementNS(U,"svg");e.setAttribute("viewBox","0 0 24 24"),e.setAttribute("aria-hidden","true");for(let t of[Y,J]){let n=document.createElementNS(U,"path");n.setAttribute("d",t),e.appendChild(n)}p.append(e,C),p.onclick=()=>m(!a);for(let t of["pointerenter","focus","touchstart"])p.addEventListener(t,x,{once:!0,passive:!0})}u.onkeydown=e=>{e.key==="Escape"&&a&&m(!1)},document.addEventListener("securitypolicyviolation",$),(r??document.documentElement).appendChild(v),N(),r&&x();let _=window.deskside?.q;z.here=!0,window.deskside=z,_?.forEach(e=>z(...e))}var S=document.currentScript??document.querySelector('script[src*="/widget/"][src$="/loader.js"]');S?.src&&!window.deskside?.here&&(S.dataset.inline&&document.readyState==="loading"?document.addEventListener("DOMContentLoaded",()=>W(S)):W(S));})();
