// Stands in for the script of Cloudflare Turnstile, as far as a page has it render explicitly: a frame of its own host
// shows a button to press, and tells what came of that.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const widgets = new Map();
  let count = 0;
  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin) return;
    for (const { frame, options } of widgets.values()) {
      if (frame.contentWindow !== source) continue;
      if (data.token) options.callback?.(data.token);
      else options[data.says]?.(data.code);
    }
  });
  const address = (options) => {
    const about = { sitekey: options.sitekey, action: options.action ?? "", cdata: options.cData ?? "", language: options.language ?? "auto", theme: options.theme ?? "auto", hostname: location.hostname };
    return `${origin}/widget?${new URLSearchParams(about)}`;
  };
  window.turnstile = {
    render(container, options) {
      const id = `cf-chl-widget-${++count}`;
      const frame = document.createElement("iframe");
      frame.title = "Widget containing a Cloudflare security challenge";
      frame.style.cssText = "border: 0; width: 300px; height: 65px";
      frame.src = address(options);
      container.append(frame);
      widgets.set(id, { frame, options });
      return id;
    },
    reset(id) {
      const { frame, options } = widgets.get(id);
      frame.src = address(options);
    },
    remove(id) {
      widgets.get(id)?.frame.remove();
      widgets.delete(id);
    },
  };
})();
